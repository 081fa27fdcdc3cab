"""The views that every check of all pages is run on: add a line for each."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A page of the archive of ``conftest``: its address, words of its title, and what its first heading says.

    ``status`` is that of the answer, ``landmark`` a place on it that must be seen without JavaScript (CSS).
    """

    path: str
    title: str
    heading: str
    landmark: str
    status: int = 200


VIEWS = (
    Row("/", "Overview", "archive", "#newest"),
    Row("/events", "Events", "Events", "#facets"),
    Row("/events?actor=MLI&quad=4", "by MLI", "Events", ".chips"),
    Row("/events?actor=FRA", "by FRA", "Events", ".notice"),
    Row("/events/facets?type=AID", "Counts", "Counts of events", "#facets"),
    Row("/codebook", "Codebook", "Codebook", "table"),
    Row("/codebook/ASSAULT", "ASSAULT", "ASSAULT", "main"),
    Row("/about", "About", "About", "table"),
    Row("/nowhere", "No such page", "No such page", ".notice", 404),
    Row("/events?type=ATTACK", "cannot be read", "This value cannot be read", "[aria-invalid]", 400),
)
