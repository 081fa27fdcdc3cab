"""The shapes of the map: a TopoJSON file whose shapes are joined on the code ``a3``, and the middle of each.

Numeric ids are no key: in the shipped file two shapes have 036. What is drawn is no claim: see docs/boundaries.md.
"""

from __future__ import annotations

import json
import math
import tomllib
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import InputError

FOLDER = Path(__file__).parent / "geometry"
SHIPPED = FOLDER / "world-50m.json"

Point = tuple[float, float]  # longitude and latitude in degrees


class Shapes(msgspec.Struct, frozen=True, kw_only=True):
    """A topology as it is drawn, the object in it that holds the states, and the middle of each shape by its code."""

    topology: dict[str, Any]
    feature: str
    middles: dict[str, Point]
    credit: str


@lru_cache(maxsize=2)
def load_shapes(path: Path = SHIPPED) -> Shapes:
    """The shapes of a TopoJSON file: the object "countries", or the only one; each shape has ``a3`` in its properties.

    Raises InputError for a file that cannot be read or is none such.
    """
    try:
        topology = json.loads(path.read_bytes())
        feature = _feature(topology)
        shapes = topology["objects"][feature]["geometries"]
        middles = {shape["properties"]["a3"]: _middle(topology, shape) for shape in shapes if shape.get("arcs")}
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise InputError(
            f"{path} is no TopoJSON file of states with the property a3 ({type(error).__name__}: {error}); leave "
            "--geometry out for the shapes that come with Dragoman"
        ) from error
    return Shapes(topology=topology, feature=feature, middles=middles, credit=_credit(path))


def atlas() -> dict[str, Any]:
    """What is known of the shipped file: package, version, licence, SHA-256, credit."""
    return tomllib.loads((FOLDER / "atlas.toml").read_text(encoding="utf-8"))


def _credit(path: Path) -> str:
    return str(atlas()["credit"]) if path == SHIPPED else f"Shapes: {path.name}"


def _feature(topology: dict[str, Any]) -> str:
    names = list(topology["objects"])
    if topology["type"] != "Topology" or not ("countries" in names or len(names) == 1):
        raise ValueError("no object named countries")
    return "countries" if "countries" in names else str(names[0])


def _middle(topology: dict[str, Any], shape: dict[str, Any]) -> Point:
    """The centroid of the largest part of a shape: of France that is the one in Europe."""
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    rings = [_ring(topology, polygon[0]) for polygon in polygons]
    x, y = _centroid(max(rings, key=lambda ring: abs(_area(ring))))
    return (x + 180) % 360 - 180, y


def _ring(topology: dict[str, Any], arcs: list[int]) -> list[Point]:
    """The points of a ring; a negative number is an arc that runs backwards, ~n (TopoJSON 1.0, 2.1.4)."""
    points: list[Point] = []
    for n in arcs:
        line = _line(topology, n if n >= 0 else ~n)
        points += (line if n >= 0 else line[::-1])[1 if points else 0 :]
    return _unbroken(points)


def _unbroken(points: list[Point]) -> list[Point]:
    """A ring that crosses the date line runs on beyond 180 degrees in place of jumping to the other side."""
    made, turn = points[:1], 0.0
    for (before, _), (x, y) in pairwise(points):
        turn += 360.0 if x - before < -180 else -360.0 if x - before > 180 else 0.0
        made.append((x + turn, y))
    return made


def _line(topology: dict[str, Any], n: int) -> list[Point]:
    """An arc in degrees; a quantised one holds steps from point to point."""
    arc = topology["arcs"][n]
    if "transform" not in topology:
        return [(float(x), float(y)) for x, y in arc]
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    points, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _crosses(ring: list[Point]) -> list[float]:
    return [x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)]


def _area(ring: list[Point]) -> float:
    """The area of a ring in the plane, shrunk by the cosine of its mean latitude, so that the far north is no giant."""
    latitude = sum(y for _, y in ring) / len(ring)
    return math.cos(math.radians(latitude)) * sum(_crosses(ring)) / 2


def _centroid(ring: list[Point]) -> Point:
    """The centroid of a ring in the plane; the mean of its points where it has no area."""
    crosses, after = _crosses(ring), [*ring[1:], ring[0]]
    if not (six := 3 * sum(crosses)):
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    x = sum((a[0] + b[0]) * c for a, b, c in zip(ring, after, crosses, strict=True)) / six
    y = sum((a[1] + b[1]) * c for a, b, c in zip(ring, after, crosses, strict=True)) / six
    return x, y
