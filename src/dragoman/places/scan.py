"""Finds every stretch of a report that can name a place, and what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dragoman.world.spelling import WORD, fold

from .atlas import Atlas
from .cues import cues
from .gazetteer import Known

# Between two words of one name; a full stop only behind an abbreviation ("St. Petersburg", "U.S. Virgin Islands").
_GAP = re.compile(r"['’‐‑–-]|[^\S\n]+|[^\S\n]*\n(?!\s*\n)[^\S\n]*")
_GAP_AFTER_ABBREVIATION = re.compile(r"\.[^\S\n]?")
_INNER_MARKS = frozenset("'’‘-‐‑")
_SENTENCE_END = re.compile(r"(?:^|[.!?:]['\"”’)]*|\n|[“\"‘(—–•-])\s{0,4}$")


class Word(NamedTuple):
    """A word of the text with its offsets, and folded."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``first`` to ``last`` (inclusive) of a scan, with the places and peoples that they can name."""

    first: int
    last: int
    key: str
    places: tuple[Known, ...]
    peoples: tuple[str, ...]


class Scan:
    """The words of a text and the candidates among them, longest match first."""

    def __init__(self, text: str, atlas: Atlas) -> None:
        self.text, self._atlas = text, atlas
        self.words = [Word(*m.span(), m[0], fold(m[0])) for m in WORD.finditer(text)]
        self.candidates = tuple(self._find())
        self.at = {i: candidate for candidate in self.candidates for i in range(candidate.first, candidate.last + 1)}

    def word(self, index: int) -> Word | None:
        """The word of this number, None beyond either end."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def gap(self, index: int) -> str:
        """What stands between a word and the next one; a blank line beyond either end."""
        left, right = self.word(index), self.word(index + 1)
        return self.text[left.end : right.start] if left and right else "\n\n"

    def adjacent(self, index: int) -> bool:
        """Whether only white space within a line or paragraph parts a word from the next one."""
        gap = self.gap(index)
        return gap.isspace() and gap.count("\n") < 2

    def begins_sentence(self, index: int) -> bool:
        """Whether a word is the first of its sentence, as far as punctuation tells."""
        return bool(_SENTENCE_END.search(self.text, max(0, self.words[index].start - 4), self.words[index].start))

    @cached_property
    def titled(self) -> tuple[tuple[int, int], ...]:
        """Offsets of the lines printed with a capital on every word, where capitals tell nothing."""
        found, start = [], 0
        for line in self.text.split("\n"):
            if _is_titled(line):
                found.append((start, start + len(line)))
            start += len(line) + 1
        return tuple(found)

    def in_title(self, index: int) -> bool:
        """Whether a word stands in a line with a capital on every word."""
        return any(start <= self.words[index].start < end for start, end in self.titled)

    def _find(self) -> Iterator[Candidate]:
        at = 0
        while at < len(self.words):
            found = self._longest(at) if self._may_begin(at) else None
            if found:
                yield found
            at = found.last + 1 if found else at + 1

    def _may_begin(self, at: int) -> bool:
        word = self.words[at]
        if word.capital:
            return True
        if word.folded not in cues().articles and word.folded not in cues().directions:
            return False
        after = self.word(at + 1)
        return after is not None and after.capital

    def _longest(self, at: int) -> Candidate | None:
        for size in range(min(self._atlas.longest(self.words[at].folded), len(self.words) - at), 0, -1):
            run = self.words[at : at + size]
            if not self._may_end(at + size - 1, alone=size == 1) or not all(map(self._joins, range(at, at + size - 1))):
                continue
            key, text = " ".join(word.folded for word in run), self.text[run[0].start : run[-1].end]
            places, peoples = self._atlas.places(key, text), self._atlas.peoples(key, text)
            if places or peoples:
                return Candidate(at, at + size - 1, key, places, peoples)
        return None

    def _may_end(self, index: int, *, alone: bool) -> bool:
        word = self.words[index]
        if word.capital or word.text[0].isdigit():
            return True
        return not alone and (word.folded in cues().suffixes or self.gap(index - 1) in _INNER_MARKS)

    def _joins(self, index: int) -> bool:
        gap, left, right = self.gap(index), self.words[index].text, self.words[index + 1].text
        if gap == ", ":
            return right == "D"  # Washington, D.C.
        return bool(_GAP.fullmatch(gap) or (len(left) <= 2 and _GAP_AFTER_ABBREVIATION.fullmatch(gap)))


def _is_titled(line: str) -> bool:
    """Whether a line is a headline with capitals throughout: no full stop, and at most one long word in lower case."""
    if line.rstrip().endswith((".", "!”", ".”", '."')):
        return False
    words = (word for word in WORD.findall(line) if word.lower() not in cues().free)
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in long)
    return len(long) > 3 and capitals >= max(len(long) - 1, 0.75 * len(long))
