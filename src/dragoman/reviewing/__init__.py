"""Reviewing: what people decided about events, person by person; their agreement; their work as gold for evaluation.

Depends on records, errors, the archive, the codebook, the names of actors and the bootstrap of ``evaluation``.
"""

from __future__ import annotations

from .agreement import Agreed, Agreement, agreement
from .decided import Decided, Made, Ruling, decided
from .gold import GoldLine, Progress, gold, progress

__all__ = [
    "Agreed",
    "Agreement",
    "Decided",
    "GoldLine",
    "Made",
    "Progress",
    "Ruling",
    "agreement",
    "decided",
    "gold",
    "progress",
]
