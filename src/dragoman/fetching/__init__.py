"""Fetching: feeds and pages from the network, politely and safely, for ``dragoman watch``.

Depends on reading and records. It is the only room that uses the network, and nothing in it does so by being imported.
"""

from .amounts import duration, size
from .fetcher import Fetched, Fetcher, FetchFailure
from .polling import poll
from .settings import Bounds, Clock, Manners, user_agent
from .sources import check_sources
from .states import Entry, FeedState, Outcome, Store
from .watching import Tally, watch

__all__ = [
    "Bounds", "Clock", "Entry", "FeedState", "FetchFailure", "Fetched", "Fetcher", "Manners", "Outcome", "Store",
    "Tally", "check_sources", "duration", "poll", "size", "user_agent", "watch",
]  # fmt: skip
