"""What a term weighs: its count in the report against the number of documents and stories that have it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from .background import Background
from .settings import TF_POWER


class Weights:
    """Weights of terms by TF-IDF (Spärck Jones 1972).

    The documents are those of the background, and stories: one voice for each story, for a story with forty reports
    must not make its own terms common. Stories together count as much as the background at most, so that weights of a
    large archive are of the same size as those of a small one.
    """

    def __init__(self, background: Background, stories: Iterable[Iterable[str]] = ()) -> None:
        self._background = background
        self._counts: Counter[str] = Counter()
        number = 0
        for terms in stories:
            self._counts.update(terms)
            number += 1
        self._share = min(1.0, background.documents / number) if number else 0.0
        self._documents = background.documents + self._share * number

    def of(self, term: str, count: int) -> float:
        """The weight of a term that a report has ``count`` times."""
        return float(count**TF_POWER) * self.idf(term)

    def idf(self, term: str) -> float:
        """ln((N + 1) / (n + 1)) of N documents, n of which have the term."""
        having = self._background.counts.get(term, 0) + self._share * self._counts[term]
        return math.log((self._documents + 1) / (having + 1))
