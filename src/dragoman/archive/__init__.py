"""The archive: tables that keep every report once, with its events, their history, and what people decided."""

from .adding import Added
from .answers import Answer
from .archive import Archive
from .care import check, mend, update
from .deciding import Step
from .difference import Changed
from .filters import QUADS, Filter, filter_of, key_of
from .runs import Run
from .watched import WatchStore

__all__ = [
    "QUADS",
    "Added",
    "Answer",
    "Archive",
    "Changed",
    "Filter",
    "Run",
    "Step",
    "WatchStore",
    "check",
    "filter_of",
    "key_of",
    "mend",
    "update",
]
