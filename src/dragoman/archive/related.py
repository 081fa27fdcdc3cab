"""Reports that are related to a report: of the same story, then of the same dyad, then of the same actors, with why.

All but the names of reports is looked up in the digest: a party is a number there, and which dyads or actors of a
report an event shares are bits of one number, so that no event of the archive is taken apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import duckdb
import msgspec

from dragoman.errors import UsageError

from .digest import in_memory_digest, written

Why = Literal["story", "dyad", "actors"]

BITS = 120
"""Dyads of a report, and actors, that are looked for at most: those of its first events. A number has 127 bits."""

_OWN = """
select p.act, p.side, w.country, w.entity, w.name, a.reciprocal
from digest.parties p join digest.acts a using (act) join digest.who w using (who)
where a.report = ? order by a.n, p.side, w.entity
"""
# What is known of a story is written out: its files are then passed over where they do not have it.
_STORY = "select story from stories where report = {report}"
_OF_STORY = """
with s as (select report, story from stories where story = {story} and report != $report),
p as (select distinct report, first_published from digest.acts where story = {story})
select s.report, s.story as shared from s left join p using (report)
order by abs(coalesce(p.first_published - $day::date, 100000)), s.report limit $limit
"""
# Who tells an occurrence of a dyad, by the pairs that the digest keeps. Where sides act on each other and all of them
# are named as actors there is no pair of them, but each is there without a recipient: they are each other's.
_DYADS = """
with codes(country, bit) as (values {countries}), dyads(x, y, a, b, bit) as (values {dyads}),
ways as (select a, b, bit from dyads union all select b, a, bit from dyads),
alone as (
  select unit, bit_or(bit) as sides from digest.pairs join codes on actor = country where recipient is null
  group by unit having bit_count(bit_or(bit)) > 1),
units as (
  select unit, bit from digest.pairs p join ways w on p.actor = w.a and p.recipient = w.b
  union all select unit, bit from alone join dyads on sides & x != 0 and sides & y != 0
  where unit in (select unit from digest.acts where reciprocal)),
told as (select unit, bit_or(bit) as bits from units group by unit),
shared as (select report, first_published, bits from digest.acts join told using (unit))
"""
_ACTORS = """
with known(entity, bit) as (values {actors}),
parties as (select w.who, k.bit from digest.who w join known k using (entity)),
shared as (
  select a.report, a.first_published, bit as bits
  from digest.parties join parties using (who) join digest.acts a using (act))
"""
_NEAREST = """
select report, bit_or(bits) as bits from shared where report not in {left_out} group by report
order by bit_count(bit_or(bits)) desc, abs(coalesce(min(first_published) - $day::date, 100000)), report limit $limit
"""
# Of the stored reports themselves: the view joins every coding, and takes ten times as long for a few.
_NAMED = """
select r.report, r.title, r.url, r.publisher, c.first_published::varchar as published
from (select * from raw_reports where commit in (select commit from live) and report in {reports}) r
join (select report, first_published from codings where report in {reports}) c using (report)
"""


class RelatedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is related to another, by the strongest tie of the two.

    ``shared`` is the story, or the dyads ("BLR-CHN"), or the names of the actors that both have.
    """

    report: str
    why: Why
    shared: tuple[str, ...]
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class _Own:
    """What a report can be related by: dyads as ordered pairs of countries, actors as entities with their names."""

    dyads: tuple[tuple[str, str], ...]
    actors: tuple[tuple[str, str], ...]


def related(con: duckdb.DuckDBPyConnection, report: str, *, limit: int = 20) -> list[RelatedReport]:
    """The reports most related to one, nearest first: more shared dyads or actors, then nearer in time.

    ``con`` has the views of an archive; where it has no digest, one is made in memory. Raises UsageError where the
    archive has no such report, or for a ``limit`` below 0.
    """
    if limit < 0:
        raise UsageError(f"limit is a number of reports, 0 or more, not {limit}")
    known = con.execute("select first_published from codings where report = ?", [report]).fetchall()
    if not known:
        raise UsageError(f"no report {report!r} in this archive")
    in_memory_digest(con)
    [(day,)] = known
    found = _nearest(con, report, day, limit)
    return _named(con, found) if found else []


def _nearest(
    con: duckdb.DuckDBPyConnection, report: str, day: dt.date | None, limit: int
) -> list[tuple[str, Why, tuple[str, ...]]]:
    """The related reports with why and what is shared; each kind is asked for as long as there is room."""
    own = _own(con, report)
    found: list[tuple[str, Why, tuple[str, ...]]] = []
    for (story,) in con.execute(_STORY.format(report=_quoted(report))).fetchall():
        asked = {"report": report, "day": day, "limit": limit}
        others = con.execute(_OF_STORY.format(story=_quoted(story)), asked).fetchall()
        found += [(other, "story", (shared,)) for other, shared in others]
    ways: tuple[tuple[Why, str, Sequence[str]], ...] = (
        ("dyad", _dyads(own), [f"{x}-{y}" for x, y in own.dyads]), ("actors", _actors(own), [n for _, n in own.actors]),
    )  # fmt: skip
    for why, shared, names in ways:
        if not shared or len(found) >= limit:
            continue
        query = shared + _NEAREST.format(left_out=written([report, *(other for other, _, _ in found)]))
        near = con.execute(query, {"day": day, "limit": limit - len(found)}).fetchall()
        found += [(other, why, _those(names, bits)) for other, bits in near]
    return found


def _own(con: duckdb.DuckDBPyConnection, report: str) -> _Own:
    rows = con.execute(_OWN, [report]).fetchall()
    by_act: dict[int, list[tuple[int, str | None, bool]]] = {}
    for act, side, country, _, _, reciprocal in rows:
        by_act.setdefault(act, []).append((side, country, reciprocal))
    dyads = dict.fromkeys(pair for sides in by_act.values() for pair in _pairs(sides))
    actors: dict[str, str] = {}
    for _, _, _, entity, name, _ in rows:
        actors[entity] = min(name, actors.get(entity, name))
    return _Own(tuple(sorted([*dyads][:BITS])), tuple([*actors.items()][:BITS]))


def _pairs(sides: Sequence[tuple[int, str | None, bool]]) -> Iterable[tuple[str, str]]:
    """The pairs of different countries that act on each other in one event."""
    ones = [country for side, country, _ in sides if side == 1 and country]
    named = any(side == 2 for side, _, _ in sides)
    mutual = sides[0][2] and not named
    twos = ones if mutual else [country for side, country, _ in sides if side == 2 and country]
    return ((min(a, b), max(a, b)) for a in ones for b in twos if a != b)


def _dyads(own: _Own) -> str:
    """The part of the query that finds events of the own dyads; empty where there are none."""
    bits = {country: 1 << n for n, country in enumerate(_countries(own.dyads))}
    pairs = [(x, y, 1 << n) for n, (x, y) in enumerate(own.dyads) if x in bits and y in bits]
    if not pairs:
        return ""
    countries = ", ".join(f"({_quoted(country)}, {bit}::hugeint)" for country, bit in bits.items())
    dyads = ", ".join(
        f"({bits[x]}::hugeint, {bits[y]}::hugeint, {_quoted(x)}, {_quoted(y)}, {bit}::hugeint)" for x, y, bit in pairs
    )
    return _DYADS.format(countries=countries, dyads=dyads)


def _countries(dyads: Sequence[tuple[str, str]]) -> list[str]:
    return [*dict.fromkeys(country for pair in dyads for country in pair)][:BITS]


def _actors(own: _Own) -> str:
    """The part of the query that finds events of the own actors; empty where there are none."""
    if not own.actors:
        return ""
    known = ", ".join(f"({_quoted(entity)}, {1 << n}::hugeint)" for n, (entity, _) in enumerate(own.actors))
    return _ACTORS.format(actors=known)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _those(names: Sequence[str], bits: int) -> tuple[str, ...]:
    """The names whose bits are set, in order."""
    return tuple(sorted({name for n, name in enumerate(names) if bits >> n & 1}))


def _named(con: duckdb.DuckDBPyConnection, found: Sequence[tuple[str, Why, tuple[str, ...]]]) -> list[RelatedReport]:
    """The related reports in their order, with what is known of each."""
    reports = written(report for report, _, _ in found)
    known = {row[0]: row[1:] for row in con.execute(_NAMED.format(reports=reports)).fetchall()}
    return [
        RelatedReport(
            report=report, why=why, shared=shared, title=known[report][0], url=known[report][1],
            publisher=known[report][2], published=known[report][3],
        )
        for report, why, shared in found if report in known
    ]  # fmt: skip
