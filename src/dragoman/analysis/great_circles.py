"""Great circles: the shortest line between two points of the globe."""

from __future__ import annotations

import math

from .shapes import Point

STEP = 3.0  # degrees between two points of a line


def great_circle(start: Point, end: Point, *, step: float = STEP) -> list[Point]:
    """Points (longitude, latitude) from start to end along the great circle, at most ``step`` degrees apart.

    Spherical linear interpolation (Shoemake 1985). Between points that lie opposite each other every great circle is
    shortest; the one over the north pole is taken.
    """
    one, two = _vector(start), _vector(end)
    angle = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(one, two, strict=True)))))
    if math.sin(angle) < 1e-9:
        if angle < 1:
            return [start, end]
        return [*great_circle(start, (start[0], 90.0), step=step), *great_circle((end[0], 90.0), end, step=step)]
    n = max(1, math.ceil(math.degrees(angle) / step - 1e-6))
    return [start, *(_point(_between(one, two, angle, k / n)) for k in range(1, n)), end]


def _between(one: tuple[float, ...], two: tuple[float, ...], angle: float, share: float) -> tuple[float, ...]:
    near, far = math.sin((1 - share) * angle) / math.sin(angle), math.sin(share * angle) / math.sin(angle)
    return tuple(near * a + far * b for a, b in zip(one, two, strict=True))


def _vector(point: Point) -> tuple[float, float, float]:
    longitude, latitude = map(math.radians, point)
    return (
        math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude),
    )  # fmt: skip


def _point(vector: tuple[float, ...]) -> Point:
    x, y, z = vector
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))
