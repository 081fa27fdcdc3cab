"""The attributions of a report: each word that gives voice to somebody, once, with all that it gives voice to.

They are the report's own: what a quoted speaker says that others said is part of what is quoted. Beside the sayings,
with which somebody asserts an event, stand the words of judging, wanting, thinking and seeming, with which nobody does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dragoman.language.tokens import Doc, Span, Token

from .contents import FINITE, Range
from .headings import find_headings
from .quotes import quoted_ranges, within
from .sayings import Saying
from .tree import VERBAL
from .voices import find_voices

_DASHES = frozenset({",", "—", "–"})


def find_attributions(
    doc: Doc, sentences: tuple[Span, ...], sayings: Iterable[Saying], words: Mapping[str, frozenset[str]]
) -> tuple[Saying, ...]:
    """Every attribution in text order. ``sayings`` are those of the report, ``words`` the word list ``speech``."""
    quotes = quoted_ranges(doc)
    found = _joined(sayings)
    for sentence in sentences:
        for voice in find_voices(sentence, quotes, words):
            found.setdefault(voice.cue[0].i, voice)
    for heading in find_headings(doc, words):
        found.setdefault(heading.cue[0].i, heading)
    return tuple(_outermost(_parted([found[i] for i in sorted(found) if within(i, quotes) is None])))


def _joined(sayings: Iterable[Saying]) -> dict[int, Saying]:
    """One attribution for each cue, by its index: a quotation that runs on over sentences belongs to one saying."""
    found: dict[int, Saying] = {}
    for saying in sayings:
        at = saying.cue[0].i
        first = found.get(at)
        found[at] = saying if first is None else replace(first, content=(*first.content, *saying.content))
    return found


def _parted(told: list[Saying]) -> list[Saying]:
    """Sayings of one speaker told apart: ", adding that ..." and "and said ..." end what was said before.

    The parser hangs such a clause on the last noun or verb before it as often as on the verb of saying.
    """
    parted = list(told)
    cues = [saying.cue[0].i for saying in told]
    for n in range(len(told)):
        for m in _told_by(parted[n], cues):
            saying, other = parted[n], parted[m]
            content = tuple(_cut(r, saying.cue[0], other.cue[0]) for r in saying.content)
            if content != saying.content:
                parted[n] = replace(saying, content=content)
                parted[m] = replace(other, sources=saying.sources or other.sources)
    return parted


def _cut(content: Range, cue: Token, other: Token) -> Range:
    """The content up to another cue in it where that one goes on for the same speaker."""
    start, end = content
    if not cue.i < start < other.i - 1 or other.i >= end:
        return content
    before = other.nbor(-1)
    participle = other.tag_ == "VBG" and before.text in _DASHES
    beside = other.pos_ in VERBAL and before.lower_ in {"and", "but"} and other.tag_ == cue.tag_ and cue.tag_ in FINITE
    return (start, other.i - 1) if participle or beside else content


def _outermost(told: list[Saying]) -> list[Saying]:
    """Those that no other tells; where each of two cues lies in the content of the other, neither is told by it."""
    cues = [saying.cue[0].i for saying in told]
    inner = {m for saying in told for m in _told_by(saying, cues) if not told[m].covers(saying.cue[0])}
    return [saying for n, saying in enumerate(told) if n not in inner]


def _told_by(saying: Saying, cues: list[int]) -> Iterator[int]:
    """The places in ``cues``, which is in text order, of those that lie in the content of a saying."""
    for start, end in saying.content:
        yield from (m for m in range(bisect_left(cues, start), bisect_left(cues, end)) if cues[m] != saying.cue[0].i)
