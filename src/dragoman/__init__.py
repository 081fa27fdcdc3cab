"""Dragoman reads news reports and writes down who did what to whom, when, where and according to whom."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from . import evaluation, export, language, occurrences, stories
    from .archive import Archive
    from .errors import ArchiveError, DataError, DragomanError, InputError, ModelError, UsageError
    from .pipeline import Coder
    from .reading import read
    from .records import Claim, Event, Interval, Party, Place, Report, Source, Tie

# Public names are fetched when first used: `import dragoman` costs nothing, spaCy is loaded when something is coded.
_HOMES = {
    "Archive": "archive", "ArchiveError": "errors", "Claim": "records", "Coder": "pipeline", "DataError": "errors",
    "DragomanError": "errors", "Event": "records", "InputError": "errors", "Interval": "records",
    "ModelError": "errors", "Party": "records", "Place": "records", "Report": "records", "Source": "records",
    "Tie": "records", "UsageError": "errors", "read": "reading",
}  # fmt: skip

__all__ = [
    "Archive", "ArchiveError", "Claim", "Coder", "DataError", "DragomanError", "Event", "InputError", "Interval",
    "ModelError", "Party", "Place", "Report", "Source", "Tie", "UsageError", "__version__", "evaluation", "export",
    "language", "occurrences", "read", "stories",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in {"evaluation", "export", "language", "occurrences", "stories"}:
        return import_module(f".{name}", __name__)
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
