"""What the other reports of an archive say of a claim: the events that bear it out and those that contradict it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import duckdb
import msgspec

from dragoman.coding.bearing import bearing
from dragoman.errors import UsageError
from dragoman.occurrences.independence import Voice, independent_voices
from dragoman.records import Event, Verdict

from .arrow import to_rows
from .rows import event_of
from .tables import EventRow

NEAR = 14
"""Days between two reports, or two dates, within which one may tell the other's happening."""

# Events of other reports that share a party with the claim and are told near it in time, and all of its occurrence.
_WITNESSES = """
with same as (
  select event from occurrences where occurrence in (select occurrence from occurrences where event = $event)),
told as (
  select e.*, coalesce(e.first_day, r.last_published) as day, r.publisher as paper, s.copy_group as copies,
    coalesce(r.last_published, e.first_day) as printed, e.event in (select event from same) as occurs
  from events e join reports r using (report) left join stories s using (report) where e.report != $report)
select * from told where occurs or (list_has_any(list_concat(actor_keys, recipient_keys), $sides)
  and (day between $first and $last or printed between $first and $last))
order by printed, report, n
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
    claim, report, first, last = _claim(con, event, days)
    sides = [p.country or p.entity for p in (*claim.actors, *claim.recipients)]
    asked = {"event": event, "report": report, "sides": sides, "first": first, "last": last}
    table = con.sql(_WITNESSES, params=asked).to_arrow_table()
    found = list(_witnesses(claim, list(to_rows(table, _Found))))
    by = tuple(witness for witness in found if witness.how == "for")
    against = tuple(witness for witness in found if witness.how == "against")
    return Testimony(
        event=event,
        verdict=_verdict(by, against),
        disputed=bool(by and against),
        by=by,
        against=against,
        n_independent=len(independent_voices(map(_voice, by))),
    )


class _Found(EventRow, frozen=True, kw_only=True):
    """An event with what is known of its report."""

    paper: str | None
    copies: str | None
    printed: dt.date | None
    occurs: bool


def _claim(con: duckdb.DuckDBPyConnection, event: str, days: int) -> tuple[Event, str, dt.date, dt.date]:
    """The claimed event, its report, and the first and last day to look at."""
    table = con.sql("select * from events where event = $event", params={"event": event}).to_arrow_table()
    rows = list(to_rows(table, EventRow))
    if not rows:
        raise UsageError(f"no event {event!r} in this archive; `claims` has the events that make claims")
    [row] = rows
    query = "select coalesce(first_published, last_published), last_published from reports where report = ?"
    printed = [day for days_of in con.execute(query, [row.report]).fetchall() for day in days_of]
    told = [day for day in (row.first_day, row.last_day, *printed) if day is not None]
    margin = dt.timedelta(days=days)
    first = min(told) - margin if told else dt.date.min
    last = max(told) + margin if told else dt.date.max
    return event_of(row), row.report, first, last


def _witnesses(claim: Event, rows: Sequence[_Found]) -> Iterable[Witness]:
    for row in rows:
        how = bearing(claim, event_of(row))
        if how is not None:
            yield Witness(
                event=row.event,
                report=row.report,
                publisher=row.paper,
                copy_group=row.copies,
                published=row.printed.isoformat() if row.printed else None,
                how=how,
                on="occurrence" if row.occurs else "dyad",
                sources=tuple(source.entity for source in row.sources),
            )


def _voice(witness: Witness) -> Voice:
    return Voice(witness.report, witness.publisher, witness.copy_group, frozenset(witness.sources))


def _verdict(by: Sequence[Witness], against: Sequence[Witness]) -> Verdict:
    if bool(by) == bool(against):
        return "unsupported"
    return "supported" if by else "contradicted"
