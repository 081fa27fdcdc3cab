"""Variants of marked sentences: other parties in their places, and other sentences beside them.

What is done decides the type, not who does it, and not what else is told: the scorers learn both from copies.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from dragoman.coding.scorer import Marked
from dragoman.records import Span

RENAMED, BESIDE = 0.3, 0.3  # of all sentences: with other parties, with another sentence beside
_NAME = re.compile(r"(?:[A-Z][\w’'.-]*)(?: (?:of|the|and|[A-Z][\w’'.-]*))*")
_JOINTS = (" ", ", while ", ", as ")


class Pools(NamedTuple):
    """Names of sources and of targets, and whole sentences, to draw from."""

    sources: Sequence[str]
    targets: Sequence[str]
    sentences: Sequence[str]


def pools(sentences: Sequence[Marked]) -> Pools:
    """What the sentences offer to each other: the parties that are plain names, and the sentences of some length."""
    spans = [(s.text[slice(*s.source)], s.text[slice(*s.target)]) for s in sentences if s.source and s.target]
    names = [[text for text in side if _NAME.fullmatch(text)] for side in zip(*spans, strict=True)]
    return Pools(names[0], names[1], [s.text for s in sentences if 40 < len(s.text) < 160])


def variant(sentence: Marked, others: Pools, chance: random.Random) -> Marked:
    """The sentence as it is, or changed in one of the two ways, or both."""
    if chance.random() < RENAMED:
        sentence = _renamed(sentence, others, chance)
    if chance.random() < BESIDE:
        sentence = _beside(sentence, chance.choice(others.sentences), chance)
    return sentence


def _renamed(sentence: Marked, others: Pools, chance: random.Random) -> Marked:
    """Other names in the place of the source and of the target, as far as these are names."""
    spans = {"source": sentence.source, "target": sentence.target}
    pool = {"source": others.sources, "target": others.targets}
    text = sentence.text
    for name, span in sorted(spans.items(), key=lambda item: item[1] or (0, 0), reverse=True):
        if span is None or not _NAME.fullmatch(text[slice(*span)]):
            continue
        new = chance.choice(pool[name])
        moved = len(new) - (span[1] - span[0])
        text = text[: span[0]] + new + text[span[1] :]
        spans = {n: _shifted(s, moved) if s and s[0] > span[0] else s for n, s in spans.items()}
        spans[name] = (span[0], span[0] + len(new))
    return Marked(text, spans["source"], spans["target"])


def _beside(sentence: Marked, other: str, chance: random.Random) -> Marked:
    """Another sentence before or behind, as a sentence or a clause of its own."""
    joint = chance.choice(_JOINTS)
    if chance.random() < 0.5:
        head = (other if joint == " " else other.rstrip(".")) + joint
        source, target = (_shifted(s, len(head)) if s else None for s in (sentence.source, sentence.target))
        return Marked(head + sentence.text, source, target)
    ends = max(s[1] for s in (sentence.source, sentence.target, (0, 0)) if s)
    own = sentence.text if joint == " " else sentence.text[:ends] + sentence.text[ends:].rstrip(".")
    return Marked(own + joint + other, sentence.source, sentence.target)


def _shifted(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by
