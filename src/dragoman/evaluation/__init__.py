"""Evaluation: coded reports, relations, times, sources, stories, pages and dates measured against a user's own gold.

Each task has one module that counts unit by unit (a report, a sentence, an article, a page); figures and intervals
are made of these counts. Depends on records, errors, the opening of files in ``reading`` and the codebook's types.
"""

from __future__ import annotations

from .counts import NONE
from .results import Evaluation, Figure, Figures
from .tasks import TASKS, evaluate

__all__ = ["NONE", "TASKS", "Evaluation", "Figure", "Figures", "evaluate"]
