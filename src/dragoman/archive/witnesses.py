"""What the other reports of an archive say of a claim: the events that bear it out and those that contradict it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import duckdb
import msgspec

from dragoman.coding.bearing import bearing, types_that_bear
from dragoman.errors import UsageError
from dragoman.occurrences.independence import Voice, independent_voices
from dragoman.records import Event, Verdict

from .arrow import to_rows
from .rows import event_of
from .tables import EventRow

NEAR = 14
"""Days between two reports, or two dates, within which one may tell the other's happening."""

AT_ONCE = 500
"""Claims that are looked up in one query."""

# Which events of other reports may say anything of which claim: those of its occurrence, and those of a type that can
# bear on it (``bearing.types_that_bear``) that share a party with it and are told near it in time.
_PAIRS = """
with claimed as (
  select unnest($claim::varchar[]) as claim, unnest($report::varchar[]) as own, unnest($type::varchar[]) as type,
    unnest($types::varchar[][]) as types, unnest($sides::varchar[][]) as sides, unnest($first::date[]) as first,
    unnest($last::date[]) as last),
same as (
  select distinct c.claim, o.event from claimed c join occurrences x on x.event = c.claim
  join occurrences o on o.occurrence = x.occurrence),
sided as (select * exclude (sides), unnest(list_distinct(sides)) as side from claimed),
told as (
  select e.event, e.report, e.type, e.about.type as about, coalesce(e.first_day, r.last_published) as day,
    coalesce(r.last_published, e.first_day) as printed, list_concat(e.actor_keys, e.recipient_keys) as keys
  from events e join reports r using (report)
  where e.type in (select unnest(types) from claimed) or e.about.type in (select type from claimed)),
timely as (
  select * exclude (keys), unnest(list_distinct(keys)) as side
  from told, (select min(first) as a, max(last) as b from claimed)
  where day between a and b or printed between a and b),
near as (
  select distinct c.claim, t.event from timely t join sided c
  on c.side = t.side and t.report != c.own
  and (t.day between c.first and c.last or t.printed between c.first and c.last)
  and (list_contains(c.types, t.type) or t.about = c.type))
select claim, event, bool_or(occurs) as occurs
from (select *, true as occurs from same union all select *, false from near) group by claim, event
"""
_EVENTS = """
select e.*, r.publisher as paper, s.copy_group as copies, r.first_published as opened, r.last_published as closed
from events e join reports r using (report) left join stories s using (report)
where e.event in (select unnest($events::varchar[]))
"""


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """An event of another report, and what it says of the claim.

    ``on`` tells how it was found: as a telling of the same happening (``occurrence``) or by its parties and time
    (``dyad``). ``sources`` are who it cites; nobody where the report tells it itself.
    """

    event: str
    report: str
    publisher: str | None
    copy_group: str | None
    published: str | None
    how: Literal["for", "against"]
    on: Literal["occurrence", "dyad"]
    sources: tuple[str, ...]


class Testimony(msgspec.Struct, frozen=True, kw_only=True):
    """What other reports say of a claim.

    ``verdict`` is supported where any bears it out and none contradicts it, contradicted where it is the other way
    round, else unsupported; ``disputed`` where reports stand on both sides. ``n_independent`` counts the reports that
    bear it out and do not rest on each other.
    """

    event: str
    verdict: Verdict
    disputed: bool
    by: tuple[Witness, ...]
    against: tuple[Witness, ...]
    n_independent: int


def claims_against(con: duckdb.DuckDBPyConnection, event: str, *, days: int = NEAR) -> Testimony:
    """What the events of other reports say of the claim that an event makes (``Claim.event``).

    Looked at are those of its occurrence, and those that share a party and were told or took place within ``days`` of
    it. Raises UsageError where the archive has no such event.
    """
    found = claims_against_all(con, [event], days=days)
    if not found:
        raise UsageError(f"no event {event!r} in this archive; `claims` has the events that make claims")
    return found[event]


def claims_against_all(
    con: duckdb.DuckDBPyConnection, events: Sequence[str], *, days: int = NEAR
) -> dict[str, Testimony]:
    """The same for many claims by their events, with one look at the archive for each 500 of them.

    An event that the archive does not have is left out.
    """
    found: dict[str, Testimony] = {}
    for start in range(0, len(events), AT_ONCE):
        found |= _together(con, events[start : start + AT_ONCE], days)
    return found


class _Found(EventRow, frozen=True, kw_only=True):
    """An event with what is known of its report."""

    paper: str | None
    copies: str | None
    opened: dt.date | None
    closed: dt.date | None

    @property
    def printed(self) -> dt.date | None:
        return self.closed or self.first_day


def _together(con: duckdb.DuckDBPyConnection, events: Sequence[str], days: int) -> dict[str, Testimony]:
    claims = _rows(con, events)
    pairs = con.sql(_PAIRS, params=_asked(claims.values(), days)).fetchall() if claims else []
    others = _rows(con, list({event for _, event, _ in pairs}))
    told: dict[str, list[tuple[_Found, bool]]] = defaultdict(list)
    for claim, event, occurs in pairs:
        if others[event].report != claims[claim].report:
            told[claim].append((others[event], occurs))
    return {event: _testimony(row, sorted(told[event], key=_order)) for event, row in claims.items()}


def _rows(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> dict[str, _Found]:
    table = con.sql(_EVENTS, params={"events": list(events)}).to_arrow_table()
    return {row.event: row for row in to_rows(table, _Found)}


def _asked(claims: Iterable[_Found], days: int) -> dict[str, list[Any]]:
    """The values of ``_PAIRS``: for each claim its parties, the types that bear on it, and the days to look at."""
    asked: dict[str, list[Any]] = {
        name: [] for name in ("claim", "report", "type", "types", "sides", "first", "last")
    }  # fmt: skip
    for row in claims:
        first, last = _days(row, dt.timedelta(days=days))
        sides = [party.country or party.entity for party in (*row.actors, *row.recipients)]
        values = (row.event, row.report, row.type, sorted(types_that_bear(event_of(row))), sides, first, last)
        for name, value in zip(asked, values, strict=True):
            asked[name].append(value)
    return asked


def _days(row: _Found, margin: dt.timedelta) -> tuple[dt.date, dt.date]:
    told = [day for day in (row.first_day, row.last_day, row.opened, row.closed) if day is not None]
    return (min(told) - margin, max(told) + margin) if told else (dt.date.min, dt.date.max)


def _order(found: tuple[_Found, bool]) -> tuple[dt.date, str, int]:
    row, _ = found
    return row.printed or dt.date.max, row.report, row.n


def _testimony(claim: _Found, told: Sequence[tuple[_Found, bool]]) -> Testimony:
    found = list(_witnesses(event_of(claim), told))
    by = tuple(witness for witness in found if witness.how == "for")
    against = tuple(witness for witness in found if witness.how == "against")
    return Testimony(
        event=claim.event,
        verdict=_verdict(by, against),
        disputed=bool(by and against),
        by=by,
        against=against,
        n_independent=len(independent_voices(map(_voice, by))),
    )


def _witnesses(claim: Event, told: Sequence[tuple[_Found, bool]]) -> Iterable[Witness]:
    for row, occurs in told:
        how = bearing(claim, event_of(row))
        if how is not None:
            yield Witness(
                event=row.event,
                report=row.report,
                publisher=row.paper,
                copy_group=row.copies,
                published=row.printed.isoformat() if row.printed else None,
                how=how,
                on="occurrence" if occurs else "dyad",
                sources=tuple(source.entity for source in row.sources),
            )


def _voice(witness: Witness) -> Voice:
    return Voice(witness.report, witness.publisher, witness.copy_group, frozenset(witness.sources))


def _verdict(by: Sequence[Witness], against: Sequence[Witness]) -> Verdict:
    if bool(by) == bool(against):
        return "unsupported"
    return "supported" if by else "contradicted"
