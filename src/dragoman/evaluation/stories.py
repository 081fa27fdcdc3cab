"""Story clusters, by B-cubed: of every article, how much of its cluster is of its story, and how much of that is in it.

Bagga and Baldwin 1998. The bootstrap draws articles with the precision and recall that they have among all articles;
that articles of one story stand or fall together makes the true interval somewhat wider.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from .counts import Counted, Counts, Files, by_key, no_overlap
from .files import Line, read_lines
from .formulas import Means
from .measured import Measured

GOLD = 'a line of gold for stories is {"id": "...", "story": "..."}'
PRED = 'stories are evaluated on lines {"id": "...", "story": "..."}, null for an article that is alone'
FIGURES = (Means("b3"),)

Cluster = tuple[str, str | int]


class _Article(msgspec.Struct):
    id: str | int
    story: str | int


class _Prediction(Line, kw_only=True):
    story: str | int | None


def measure(gold: str, pred: str) -> Measured:
    """Count every article. Raises as ``evaluate`` does."""
    stories = by_key((place, str(line.id), line.story) for place, line in read_lines(gold, _Article, GOLD))
    given = {line.key or "nothing": line.story for _, line in read_lines(pred, _Prediction, PRED)}
    absent = sum(key not in given for key in stories)
    if absent == len(stories):
        raise no_overlap(Files(gold, pred, PRED), stories, map(repr, given))
    clusters = {key: _cluster(key, given.get(key)) for key in stories}
    of_story, of_cluster = Counter(stories.values()), Counter(clusters.values())
    together = Counter((stories[key], clusters[key]) for key in stories)
    units = []
    for key, story in stories.items():
        counts, shared = Counts(), together[story, clusters[key]]
        counts.add("b3", gold=1, precision=shared / of_cluster[clusters[key]], recall=shared / of_story[story])
        units.append(counts)
    return Measured("article", Counted(units, absent), FIGURES)


def _cluster(key: str, story: str | int | None) -> Cluster:
    """An article without a story is a cluster of its own."""
    return ("alone", key) if story is None or story == "" else ("story", story)
