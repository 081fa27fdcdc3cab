"""The archive: tables that keep every report once, with its events, their history, and what people decided."""

from .adding import Added
from .answers import Answer
from .archive import Archive
from .filters import Filter, filter_of

__all__ = ["Added", "Answer", "Archive", "Filter", "filter_of"]
