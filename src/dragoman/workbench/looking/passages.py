"""The sentence that tells an event with the two around it, cut where words are marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.records import Event, Span

# A sentence ends at a full stop and the like with what closes a quotation, or at a line's end.
_END = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]?[A-Z0-9])|\n+")
_FARTHEST = 600  # characters looked back and ahead for a sentence


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a passage with what they are: "trigger", "actor", "recipient", "time", "place", "cue"; maybe several."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that tells an event, with the ones before and after it. ``span`` is the sentence's in the report."""

    before: str
    pieces: tuple[Piece, ...]
    after: str
    span: Span


def passages_of(event: Event, text: str) -> list[Passage]:
    """A passage for each sentence that tells the event; none where the archive keeps no texts."""
    if not text:
        return []
    marks = _marks(event)
    spans = dict.fromkeys(mention.sentence for mention in event.mentions)
    return [_passage(span, text, marks) for span in spans if 0 <= span[0] < span[1] <= len(text)]


def pieces_of(text: str, marks: Sequence[tuple[Span, str]], span: Span) -> tuple[Piece, ...]:
    """The words of a span, cut wherever a mark begins or ends: marks may overlap."""
    start, end = span
    inside = [((max(a, start), min(b, end)), kind) for (a, b), kind in marks if a < end and b > start]
    cuts = sorted({start, end, *(edge for (a, b), _ in inside for edge in (a, b))})
    return tuple(
        Piece(text[a:b], tuple(dict.fromkeys(kind for (c, d), kind in inside if c <= a and b <= d)))
        for a, b in pairwise(cuts)
    )


def sentence_at(text: str, at: int) -> Span:
    """The sentence that holds a place of a text."""
    far = max(0, at - _FARTHEST)
    # An end is known by what follows it, so that the place itself and the letter after a quotation mark are looked at.
    ends = [match.end() for match in _END.finditer(text, far, at + 2) if match.end() <= at]
    start = ends[-1] if ends else far
    found = _END.search(text, at, min(len(text), at + _FARTHEST))
    return start, found.start() if found else min(len(text), at + _FARTHEST)


def _passage(span: Span, text: str, marks: Sequence[tuple[Span, str]]) -> Passage:
    start, end = span
    before = text[:start].rstrip()
    after = text[end:].lstrip()
    ahead = len(text) - len(after)
    return Passage(
        text[slice(*sentence_at(text, len(before) - 1))].strip() if before else "",
        pieces_of(text, marks, span),
        text[slice(*sentence_at(text, ahead))].strip() if after else "",
        span,
    )


def _marks(event: Event) -> list[tuple[Span, str]]:
    marks = [(mention.span, "trigger") for mention in event.mentions]
    marks += [(party.span, "actor") for party in event.actors]
    marks += [(party.span, "recipient") for party in event.recipients]
    marks += [(source.span, "cue") for source in event.sources]
    if event.date and event.date.span:
        marks.append((event.date.span, "time"))
    if event.place and event.place.span:
        marks.append((event.place.span, "place"))
    return [mark for mark in marks if mark[0][0] < mark[0][1]]
