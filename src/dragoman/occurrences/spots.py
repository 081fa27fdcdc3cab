"""Whether the places of two events can be one: a city, its country, or another city."""

from __future__ import annotations

from enum import IntEnum
from math import asin, cos, radians, sin, sqrt

from dragoman.records import Place

NEAR_KM = 60  # a town and the city it lies by
REGION_KM = 400  # a region and a city of it: the coordinates of a region are those of its middle or its capital
EARTH_KM = 6371.0
_REGIONS = ("province", "region", "state", "oblast", "county", "district", "governorate", "northern", "southern",
            "eastern", "western", "central")  # fmt: skip


class Where(IntEnum):
    """How two places agree."""

    BARRED = -2  # two cities
    OTHER = -1  # two countries; the place is the field that a coder misses most, so other fields may outweigh it
    UNKNOWN = 0
    COUNTRY = 1  # one of them names the country only, or a region
    SAME = 2


def compare_places(a: Place | None, b: Place | None) -> Where:
    """How two places agree; a place that is not known contradicts nothing."""
    if a is None or b is None:
        return Where.UNKNOWN
    if a.country and b.country and a.country != b.country:
        return Where.OTHER
    if a.name == b.name:
        return Where.SAME if a.lat is not None else Where.COUNTRY
    apart = distance(a, b)
    if apart is None:
        return Where.COUNTRY
    if apart <= NEAR_KM:
        return Where.SAME
    if apart <= REGION_KM and (_region(a) or _region(b)):
        return Where.COUNTRY
    return Where.BARRED


def distance(a: Place, b: Place) -> float | None:
    """Kilometres between two places along the ground (haversine formula), None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, east = radians(b.lat - a.lat) / 2, radians(b.lon - a.lon) / 2
    chord = sin(north) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(chord, 1.0)))


def _region(place: Place) -> bool:
    return any(word in _REGIONS for word in place.name.lower().split())
