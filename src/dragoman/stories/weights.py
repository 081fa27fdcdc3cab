"""What a term weighs: its count in the report against the number of documents and stories that have it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from .background import Background
from .settings import TF_POWER

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


def general_weight(term: str, count: int, background: Background) -> float:
    """The TF-IDF weight (Spärck Jones 1972) of a term that a report has ``count`` times, by the background alone."""
    return float(count**TF_POWER) * math.log((background.documents + 1) / (background.counts.get(term, 0) + 1))


def idf(general: Numbers, documents: int, having: Numbers, stories: Numbers) -> Array:
    """ln((N + 1) / (n + 1)) of N documents and stories, n of which have a term, for each term.

    ``general`` is how many of the ``documents`` of the background have it, ``having`` how many stories; ``stories``
    has the number of each report's story. A story is one voice, for one with forty reports must not make its own
    terms common. All stories count as much as the background at most, so that weights in a large archive are of the
    same size as in a small one.
    """
    number = len(np.unique(stories))
    share = min(1.0, documents / number) if number else 0.0
    return np.asarray(np.log((documents + share * number + 1) / (general + share * having + 1)))
