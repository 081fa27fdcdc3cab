"""Where it happened: places, states by what happened in them, and pairs of states by what they do to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import duckdb
import msgspec

from dragoman.analysis.at_once import at_once
from dragoman.analysis.great_circles import great_circle
from dragoman.analysis.labels import label, nodes_of
from dragoman.analysis.networks import NetworkQuestion
from dragoman.analysis.shapes import Point, load_shapes
from dragoman.analysis.units import Unit, units
from dragoman.analysis.world_map import places_of
from dragoman.archive import Filter
from dragoman.errors import AnalysisError

# A unit is in the state that most of its events say.
_STATES = """
with told as (
  select unit, place_country as country, quad, count(*) as n from {members} where place_country is not null
  group by all),
one as (
  select unit, country, sum(n) as n, arg_max(quad, n) as quad from told group by unit, country),
most as (select * from one qualify row_number() over (partition by unit order by n desc, country) = 1)
select country, count(*), count(*) filter (quad = 1), count(*) filter (quad = 2), count(*) filter (quad = 3),
  count(*) filter (quad = 4)
from most group by country order by 2 desc, country
"""

# Both directions added up; what a state does within itself is no pair.
_PAIRS = """
select least(actor, recipient) as a, greatest(actor, recipient) as b, count(*) filter (quad <= 2),
  count(*) filter (quad > 2)
from {pairs} where actor != recipient group by a, b order by count(*) desc, a, b
"""


class PlaceLine(msgspec.Struct, frozen=True, kw_only=True):
    """A place, in degrees, with the units that happened there and how many of them are of conflict."""

    name: str
    country: str
    lat: float
    lon: float
    units: int
    conflict: int


class StateLine(msgspec.Struct, frozen=True, kw_only=True):
    """A state with the units that happened in it, by quad class; ``net`` is cooperation less conflict."""

    country: str
    name: str
    units: int
    quad_1: int
    quad_2: int
    quad_3: int
    quad_4: int
    net: int


class PairLine(msgspec.Struct, frozen=True, kw_only=True):
    """Two states and the units between them, either of them acting; ``net`` is cooperation less conflict."""

    a: str
    b: str
    a_name: str
    b_name: str
    units: int
    cooperation: int
    conflict: int
    net: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of states that have a shape, and the names of states in pairs that have none."""

    rows: tuple[PairLine, ...]
    off: tuple[str, ...]


def middle_of(code: str) -> Point:
    """The middle of a state on the map: longitude and latitude of the centroid of its largest part."""
    return load_shapes().middles[code]


def features(places: Sequence[PlaceLine], pairs: Sequence[PairLine], states: Sequence[StateLine]) -> dict[str, Any]:
    """A map as GeoJSON (RFC 7946): places as points, pairs as lines along the great circle, states without geometry."""
    return {
        "type": "FeatureCollection",
        "features": [
            *(_feature("place", row, {"type": "Point", "coordinates": [row.lon, row.lat]}) for row in places),
            *(_feature("pair", row, _line(row)) for row in pairs),
            *(_feature("state", row, None) for row in states),
        ],
    }


def places_in(con: duckdb.DuckDBPyConnection, asked: Filter, unit: Unit = "occurrences") -> tuple[PlaceLine, ...]:
    """The places where units of a filter happened, those with most first."""
    try:
        found = places_of(con, NetworkQuestion(asked=asked, unit=unit))
    except AnalysisError:
        return ()
    return tuple(PlaceLine(**msgspec.structs.asdict(each)) for each in found)


def states_in(con: duckdb.DuckDBPyConnection, asked: Filter, unit: Unit = "occurrences") -> tuple[StateLine, ...]:
    """The states in which units of a filter happened, those with most first."""
    with _counted(con, asked, unit) as (_, members, values):
        rows = con.execute(_STATES.format(members=members), values).fetchall()
    return tuple(
        StateLine(
            country=country, name=label(country), units=n, quad_1=one, quad_2=two, quad_3=three, quad_4=four,
            net=one + two - three - four,
        )
        for country, n, one, two, three, four in rows
    )  # fmt: skip


def pairs_in(con: duckdb.DuckDBPyConnection, asked: Filter, unit: Unit = "occurrences") -> Pairs:
    """The pairs of states that deal with each other in the units of a filter, those with most first."""
    with _counted(con, asked, unit) as (pairs, _, values):
        rows = con.execute(_PAIRS.format(pairs=pairs), values).fetchall()
    nodes = {node.key: node for node in nodes_of(side for row in rows for side in row[:2])}
    middles = load_shapes().middles
    states = [row for row in rows if all(nodes[side].kind == "state" for side in row[:2])]
    lines = tuple(
        PairLine(
            a=a, b=b, a_name=nodes[a].label, b_name=nodes[b].label, units=cooperation + conflict,
            cooperation=cooperation, conflict=conflict, net=cooperation - conflict,
        )
        for a, b, cooperation, conflict in states
        if a in middles and b in middles
    )  # fmt: skip
    off = {nodes[side].label for row in states for side in row[:2] if side not in middles}
    return Pairs(lines, tuple(sorted(off)))


@contextmanager
def _counted(con: duckdb.DuckDBPyConnection, asked: Filter, unit: Unit) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    """Where the pairs and the members of what is counted are read, with the values of their queries."""
    if unit == "occurrences":
        found = at_once(con, asked)
        yield found.pairs, found.members, found.values
    else:
        with units(con, asked, unit) as made:
            yield made.pairs, made.members, ()


def _feature(layer: str, row: PlaceLine | PairLine | StateLine, geometry: dict[str, Any] | None) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"layer": layer, **msgspec.to_builtins(row)}, "geometry": geometry}


def _line(row: PairLine) -> dict[str, Any]:
    """A line along the great circle; one that crosses the date line is cut there, as RFC 7946 (3.1.9) asks."""
    points = great_circle(middle_of(row.a), middle_of(row.b))
    parts = _cut(points)
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _cut(points: Sequence[Point]) -> list[list[Point]]:
    """The parts of a line on either side of the date line, each up to it."""
    parts: list[list[Point]] = [[points[0]]]
    for (x, y), (to_x, to_y) in pairwise(points):
        if abs(to_x - x) > 180:
            edge = 180.0 if x > 0 else -180.0
            share = (edge - x) / (to_x + 2 * edge - x) if to_x + 2 * edge != x else 0.0
            at = y + share * (to_y - y)
            parts[-1].append((edge, at))
            parts.append([(-edge, at)])
        parts[-1].append((to_x, to_y))
    return parts
