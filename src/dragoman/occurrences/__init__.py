"""Occurrences: events of different reports that tell one happening, with who tells it and where they disagree."""

from .blocking import keys, sought
from .joining import Placement, Placements, occurrences
from .summary import Occurrence, summary
from .told import Decision, Placed, Told, join, split
from .wording import Words, words_of

__all__ = [
    "Decision", "Occurrence", "Placed", "Placement", "Placements", "Told", "Words", "join", "keys", "occurrences",
    "sought", "split", "summary", "words_of",
]  # fmt: skip
