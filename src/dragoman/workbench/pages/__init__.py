"""One module for each view: from a request to its page or its data."""

from __future__ import annotations

from dragoman.archive import Filter
from dragoman.workbench.shelf import Reading

from .dyad import busy
from .events import facets
from .overview import found
from .stories import warm_stories

__all__ = ["warm"]


def warm(reading: Reading) -> None:
    """Work out what the first pages show, so that they are there at once: counts, overview, dyads, stories."""
    found(reading)
    busy(reading)
    facets(reading, Filter())
    warm_stories(reading)
