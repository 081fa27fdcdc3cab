"""How the events that are asked for divide by each field: the values most of them have, with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from dragoman.analysis.labels import label
from dragoman.archive import Filter

from .fitting import FOUND, Fitting, fitting_events

SHOWN = 10  # values of a facet
_BANDS = ("0-0.2", "0.2-0.4", "0.4-0.6", "0.6-0.8", "0.8-1")

# A publisher that nobody knows stands in the digest as the report.
_COUNTED = """
select e.act, e.type, e.mode, e.quad, e.status, e.place, e.place_country, nullif(e.publisher, e.report) as publisher,
  e.story, e.confidence
from digest.acts e where {fits}
"""
# A count of different events by country: a bit for each act is many times quicker than a set of numbers.
_SIDES = """
select p.side, w.country, bit_count(bitstring_agg(p.act, 0, {most})) as n
from digest.parties p join digest.who w using (who) where w.country is not null {among} group by all
"""
_COLUMN = "select {value} as value, count(*) as n from {source} where {value} is not null group by 1 {order}"
_MOST_FIRST = "order by n desc, value"


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet with how many events have it; ``name`` is for readers."""

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of a field; ``capped`` where there are more than are listed."""

    name: str
    counts: tuple[Count, ...]
    capped: bool


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets of some events; ``of`` is how many of them were counted, where these are not all."""

    facets: tuple[Facet, ...]
    of: int | None


def facets_of(con: duckdb.DuckDBPyConnection, asked: Filter, fitting: Fitting | None = None) -> Facets:
    """All facets of the events that are asked for, in the order in which the page has them.

    ``fitting`` are these events where they are known already. Of a search for words the first that it finds count.
    """
    fitting = fitting or fitting_events(con, asked)
    found = _counted(con, asked, fitting)
    code = "concat_ws('/', type, mode)" if asked.type else "type"
    place = "place" if asked.place else "place_country"
    facets = (
        *_sides(con, found, everything=asked == Filter()),
        _column(con, "type", found, code),
        _column(con, "quad", found, "quad", "order by value"),
        _column(con, "status", found, "status"),
        _column(con, "place", found, place),
        _column(con, "publisher", found, "publisher"),
        _column(con, "story", found, "story"),
        _bands(con, found),
    )
    return Facets(facets, FOUND if fitting.capped else None)


def _counted(con: duckdb.DuckDBPyConnection, asked: Filter, fitting: Fitting) -> Fitting:
    """The events with the columns that are counted."""
    if not fitting.kept:
        condition, values = asked.sql("acts")
        return Fitting(f"({_COUNTED.format(fits=condition)})", values)
    fits = f"e.act in (select act from {fitting.source})"
    con.execute(f"create or replace temp table counted as {_COUNTED.format(fits=fits)}")
    return Fitting("counted", [], kept=True)


def _sides(con: duckdb.DuckDBPyConnection, found: Fitting, *, everything: bool) -> tuple[Facet, Facet]:
    """Actors and recipients by country; an event that has two parties of one is counted once."""
    [(most,)] = con.execute("select coalesce(max(act), 0) from digest.acts").fetchall()
    among = "" if everything else f"and p.act in (select act from {found.source})"
    counted = con.execute(_SIDES.format(most=most, among=among), [] if everything else found.values).fetchall()
    by_side = {side: [(country, n) for each, country, n in counted if each == side] for side in (1, 2)}
    actors, recipients = (sorted(by_side[side], key=lambda pair: (-pair[1], pair[0]))[: SHOWN + 1] for side in (1, 2))
    return _facet("actor", actors), _facet("recipient", recipients)


def _column(con: duckdb.DuckDBPyConnection, name: str, found: Fitting, value: str, order: str = _MOST_FIRST) -> Facet:
    query = _COLUMN.format(value=value, source=found.source, order=f"{order} limit {SHOWN + 1}")
    return _facet(name, con.execute(query, found.values).fetchall())


def _bands(con: duckdb.DuckDBPyConnection, found: Fitting) -> Facet:
    """Confidence in five bands; each but the last is without its upper end, as in a filter."""
    band = f"least(floor(confidence * {len(_BANDS)})::integer, {len(_BANDS) - 1})"
    query = _COLUMN.format(value=band, source=found.source, order="order by value desc")
    return _facet(
        "confidence", [(_BANDS[value], count) for value, count in con.execute(query, found.values).fetchall()]
    )


def _facet(name: str, found: Sequence[tuple[object, int]]) -> Facet:
    named = label if name in ("actor", "recipient", "place") else str
    counts = [Count(str(value), named(str(value)), count) for value, count in found]
    return Facet(name, tuple(counts[:SHOWN]), len(counts) > SHOWN)
