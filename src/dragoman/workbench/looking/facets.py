"""How the events that are asked for divide by each field: the values most of them have, with their counts."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from dragoman.archive import Filter

from .fitting import fit
from .names import code_names

SHOWN = 10  # values of a facet
_BANDS = ("0-0.2", "0.2-0.4", "0.4-0.6", "0.6-0.8", "0.8-1")

# A publisher that nobody knows stands in the digest as the report.
_ACTS = "(select * replace (nullif(publisher, report) as publisher) from digest.acts e where {fits})"
# A count of different events by country: a bit for each act is many times quicker than a set of numbers.
_SIDE = """
select w.{by} as value, bit_count(bitstring_agg(e.act, 0, {most})) as n
from digest.parties e join digest.who w using (who)
where e.side = {side} and w.{by} is not null {among} group by 1 order by n desc, value limit {limit}
"""
_COLUMN = (
    "select {value} as value, count(*) as n from {acts} where {value} is not null group by 1 {order} limit {limit}"
)
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


def facets_of(con: duckdb.DuckDBPyConnection, asked: Filter) -> tuple[Facet, ...]:
    """All facets of the events that are asked for, in the order in which the page has them."""
    fits = fit(con, asked)
    acts = _ACTS.format(fits=fits)
    among = "" if fits == "true" else f"and {fits}"
    code = "concat_ws('/', type, mode)" if asked.type else "type"
    place = "place" if asked.place else "place_country"
    return (
        _side(con, "actor", 1, among),
        _side(con, "recipient", 2, among),
        _column(con, "type", acts, code),
        _column(con, "quad", acts, "quad", "order by value"),
        _column(con, "status", acts, "status"),
        _column(con, "place", acts, place),
        _column(con, "publisher", acts, "publisher"),
        _column(con, "story", acts, "story"),
        _bands(con, acts),
    )


def _side(con: duckdb.DuckDBPyConnection, name: str, side: int, among: str) -> Facet:
    [(most,)] = con.execute("select coalesce(max(act), 0) from digest.acts").fetchall()
    query = _SIDE.format(by="country", side=side, among=among, most=most, limit=SHOWN + 1)
    return _facet(name, con.execute(query).fetchall())


def _column(con: duckdb.DuckDBPyConnection, name: str, acts: str, value: str, order: str = _MOST_FIRST) -> Facet:
    query = _COLUMN.format(value=value, acts=acts, order=order, limit=SHOWN + 1)
    return _facet(name, con.execute(query).fetchall())


def _bands(con: duckdb.DuckDBPyConnection, acts: str) -> Facet:
    """Confidence in five bands; each but the last is without its upper end, as in a filter."""
    band = f"least(floor(confidence * {len(_BANDS)})::integer, {len(_BANDS) - 1})"
    query = _COLUMN.format(value=band, acts=acts, order="order by value desc", limit=len(_BANDS))
    return _facet("confidence", [(_BANDS[value], count) for value, count in con.execute(query).fetchall()])


def _facet(name: str, found: list[tuple[object, int]]) -> Facet:
    names = code_names() if name in ("actor", "recipient", "place") else {}
    counts = [Count(str(value), names.get(str(value), str(value)), count) for value, count in found]
    return Facet(name, tuple(counts[:SHOWN]), len(counts) > SHOWN)
