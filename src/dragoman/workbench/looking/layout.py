"""The text of a report as it is laid out: its title, headings and paragraphs, their sentences, and these in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.language.cutting import sentence_ends

from .marking import Mark, Piece, pieces

Kind = Literal["title", "heading", "paragraph"]

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_HEADING = 90  # characters; a heading within a report is a few words
_FINAL = re.compile(r"[.;:,…!?][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in pieces; ``start`` is where ``/explain`` is asked about it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, a heading, or the title, with its sentences."""

    kind: Kind
    start: int
    end: int
    passages: tuple[Passage, ...]


def laid_out(text: str, title: str | None, marks: Sequence[Mark]) -> list[Paragraph]:
    """The paragraphs of a text with its marks; ``marks`` are those of ``tidy``.

    A text begins with its title where it has one. Sentences are told cheaply here, without the language model.
    """
    blocks = list(_blocks(text))
    bounds = [(block, list(_sentences(text, *block))) for block in blocks]
    cuts = {bound for block, ends in bounds for bound in (*block, *ends)}
    found = iter(pieces(len(text), marks, cuts))
    following = next(found, None)
    paragraphs = []
    for n, ((start, end), ends) in enumerate(bounds):
        passages, first = [], start
        for last in ends:
            own = []
            while following is not None and following.end <= last:
                own += [following] if following.start >= first else []
                following = next(found, None)
            passages.append(Passage(first, last, tuple(own)))
            first = last
        kind = _kind(text[start:end], title, first=n == 0, last=n == len(blocks) - 1)
        paragraphs.append(Paragraph(kind, start, end, tuple(passages)))
    return paragraphs


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines that hold anything to see."""
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        block = text[start:end]
        if block.strip():
            yield start + len(block) - len(block.lstrip()), start + len(block.rstrip())
        start = gap.end() if gap else end


def _sentences(text: str, start: int, end: int) -> Iterator[int]:
    """Where the sentences of a block end, the last with it."""
    for stop in sentence_ends(text[start:end]):
        if start + stop < end:
            yield start + stop
    yield end


def _kind(block: str, title: str | None, *, first: bool, last: bool) -> Kind:
    if first and title and block.strip() == title.strip():
        return "title"
    short = len(block) <= _HEADING and "\n" not in block and len(block.split()) > 1
    return "heading" if short and not first and not last and not _FINAL.search(block) else "paragraph"
