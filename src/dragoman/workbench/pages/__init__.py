"""One module for each view: from a request to its page or its data."""

from __future__ import annotations

from dragoman.archive import Filter
from dragoman.workbench.shelf import Reading

from .dyad import busy
from .events import facets
from .network import warm_network
from .overview import found
from .stories import warm_stories
from .world import warm_world

__all__ = ["warm"]


def warm(reading: Reading) -> None:
    """Work out what pages show where nothing is asked for: overview, facets, dyads, stories, network, map."""
    found(reading)
    busy(reading)
    facets(reading, Filter())
    warm_stories(reading)
    warm_network(reading)
    warm_world(reading)
