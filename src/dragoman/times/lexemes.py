"""Cuts a text into words, numbers and signs, in one pass, without needing a language model."""

from __future__ import annotations

import re
from typing import NamedTuple

# Each alternative takes at least one character and none looks back: linear in the text.
_LEXEME = re.compile(r"\d+|[^\W\d_]+|\n\s*|[^\w\s]|_")
BREAK = "\n"


class Lexeme(NamedTuple):
    """A word (lower case), a run of digits, a sign, or a break between lines."""

    word: str
    start: int
    end: int


class Lexemes:
    """The lexemes of a text; every question about a place outside it has a harmless answer."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = [
            Lexeme(word.lower(), *m.span())
            for m in _LEXEME.finditer(text)
            if (word := m[0])[0] != "\n" or not _soft(m, text)
        ]

    def __len__(self) -> int:
        return len(self.all)

    def word(self, i: int) -> str:
        """The word at ``i`` in lower case, curly apostrophes straightened; a line break is ``BREAK``."""
        if not 0 <= i < len(self.all):
            return ""
        word = self.all[i].word
        return BREAK if word[0] == "\n" else "'" if word == "’" else word

    def glued(self, i: int) -> bool:
        """Whether no space stands between ``i`` and what is before it."""
        return 0 < i < len(self.all) and self.all[i].start == self.all[i - 1].end

    def capital(self, i: int) -> bool:
        """Whether the word at ``i`` begins with a capital letter."""
        return 0 <= i < len(self.all) and self.text[self.all[i].start].isupper()

    def number(self, i: int, digits: int = 4) -> int | None:
        """The number written with at most so many digits at ``i``, alone: no decimals, thousands or currency."""
        word = self.word(i)
        if not word.isdecimal() or len(word) > digits or not word.isascii():
            return None
        if self.glued(i) and self.word(i - 1) in "$€£¥#":
            return None
        if self._part_of_number(i - 1, i) or self._part_of_number(i + 1, i + 2):
            return None
        return int(word)

    def _part_of_number(self, sign: int, after: int) -> bool:
        """Whether a point or comma joins two runs of digits: 1,500 or 3.5."""
        before, behind = self.word(sign - 1), self.word(sign + 1)
        joined = self.glued(sign) and self.glued(sign + 1) and self.word(sign) in (",", ".")
        return joined and before.isdecimal() and behind.isdecimal() and after > 0

    def matches(self, i: int, *words: str) -> bool:
        """Whether these words stand from ``i`` on."""
        return all(self.word(i + k) == word for k, word in enumerate(words))

    def possessive(self, i: int) -> int:
        """The place after "'s" (or "s'") standing at ``i``, else ``i`` itself."""
        if self.word(i) == "'" and self.glued(i) and self.word(i + 1) == "s" and self.glued(i + 1):
            return i + 2
        return i


def _soft(match: re.Match[str], text: str) -> bool:
    """Whether a line break only wraps a line: it is a single one, and a small letter or a digit follows."""
    if match[0].count("\n") > 1:
        return False
    after = text[match.end() : match.end() + 1]
    return after.islower() or after.isdecimal()
