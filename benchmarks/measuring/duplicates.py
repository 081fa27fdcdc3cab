"""A set of near-duplicates, made of real articles: what wires and sites do to a text, with the article it came from.

Hard negatives are all other articles, those on the same news among them. Articles that share text themselves (a fifth
of the shorter one's five-word shingles, counted exactly) are neither copies nor negatives of each other.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from dragoman.records import Report
from dragoman.stories import Copy
from dragoman.stories.sketching import shingles

HEADER = "HARBOUR NEWS AGENCY - Distributed to subscribers on Tuesday at 14:05 by the night desk\n\n"
FOOTER = (
    "\n\n(Reporting by Mara Quill and Otto Lindgren; editing by the night desk) Copyright Harbour News Agency. "
    "All rights reserved. This material may not be broadcast or rewritten. Subscribe to our morning letter."
)
EDITED = 0.05  # of the words
FEWEST = 30  # words that a cut text must have left
SHARED_TEXT = 0.2
SEED = 7


class Variant(NamedTuple):
    """A made near-duplicate, what was done, and the report that it was made of."""

    kind: str
    report: Report
    of: str


class Found(NamedTuple):
    """Of one kind: variants made, those whose article was found, pairs given, and those of them that are right."""

    made: int
    recalled: int
    given: int
    right: int


def variants(reports: Sequence[Report]) -> list[Variant]:
    """Every variant of every report; a text that cutting leaves too short is left out."""
    chance = random.Random(SEED)
    return [variant for report in reports for variant in _variants(report, chance)]


def counted(made: Sequence[Variant], reports: Sequence[Report], pairs: Sequence[Copy]) -> Mapping[str, Found]:
    """The figures of each kind. ``pairs`` are those that ``copies`` gives for the variants against the reports."""
    related = _sharing_text(reports)
    by_id = {variant.report.report: variant for variant in made}
    sums: dict[str, Counter[str]] = {variant.kind: Counter() for variant in made}
    for variant in made:
        sums[variant.kind]["made"] += 1
    for pair in pairs:
        if (variant := by_id.get(pair.report)) is None or pair.of in by_id:
            continue  # two variants of one article
        right = pair.of == variant.of
        if right or pair.of not in related.get(variant.of, ()):
            sums[variant.kind].update({"given": 1, "right": right, "recalled": right})
    return {kind: Found(*(each[name] for name in Found._fields)) for kind, each in sums.items()}


def _variants(report: Report, chance: random.Random) -> Iterator[Variant]:
    makers: dict[str, Callable[[str], str]] = {
        "header and footer": lambda text: HEADER + text + FOOTER,
        "words edited": lambda text: _edited(text, chance),
        "edited, header, cut to 50 %": lambda text: HEADER + _edited(_cut(text, 0.5), chance),
    }
    for share in (0.3, 0.5, 0.7, 0.9):
        makers[f"cut to {share:.0%}"] = lambda text, share=share: _cut(text, share)  # type: ignore[misc]
    for kind, make in makers.items():
        text = make(report.text)
        if len(text.split()) >= FEWEST:
            made = f"{report.report} {kind}"
            yield Variant(kind, msgspec.structs.replace(report, report=made, text=text, title=None), report.report)


def _cut(text: str, share: float) -> str:
    return text[: int(len(text) * share)]


def _edited(text: str, chance: random.Random) -> str:
    """Some words given the place of others of the same text."""
    words = text.split(" ")
    return " ".join(chance.choice(words) if chance.random() < EDITED else word for word in words)


def _sharing_text(reports: Sequence[Report]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    hashes = [(report.report, shingles(report.text)) for report in reports]
    for one, ours in hashes:
        for other, theirs in hashes:
            if one != other and len(np.intersect1d(ours, theirs)) >= SHARED_TEXT * max(min(len(ours), len(theirs)), 1):
                found.setdefault(one, set()).add(other)
    return found
