"""Words cut into pieces of a fixed vocabulary, and what of a word's form the pieces do not tell.

The pieces are those of BERT's uncased WordPiece (Devlin et al. 2019; Wu et al. 2016): the longest piece that fits, from
left to right. A library for it would bring a model hub with it, and the rule is a few lines.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Sequence

LONGEST_WORD = 60  # characters; what is longer is no word, and is cut off here
MOST_PIECES = 8  # further pieces of one word tell nothing more
SUFFIX_ROWS = 4_096  # buckets that endings are hashed into
SHAPES = ("other", "lower", "title", "upper", "initial", "mixed", "number", "alphanumeric", "mark")
_UNIT = re.compile(r"[^\W_]+|[\W_]")


class Pieces:
    """Cuts words into the pieces of a ``vocabulary``: ``##`` stands before inner ones, ``[UNK]`` is among them."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers["[UNK]"]

    def __call__(self, word: str) -> list[int]:
        """The numbers of the pieces of a word, ``[UNK]`` for a part that no piece fits; never empty."""
        folded = word[:LONGEST_WORD].lower()
        plain = folded.isascii()
        if plain and folded.isalnum() and folded in self._numbers:
            return [self._numbers[folded]]  # most words: one piece is the longest there can be
        if not plain:
            folded = unicodedata.normalize("NFD", folded)
            folded = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
        found = [piece for unit in _UNIT.findall(folded) for piece in self._cut(unit)]
        return found[:MOST_PIECES] or [self._unknown]

    def _cut(self, unit: str) -> Iterator[int]:
        start = 0
        while start < len(unit):
            piece = f"##{unit[start:]}" if start else unit
            shortest = 3 if start else 1
            while piece not in self._numbers:
                if len(piece) == shortest:
                    yield self._unknown
                    return
                piece = piece[:-1]
            yield self._numbers[piece]
            start += len(piece) - (2 if start else 0)


def shape(word: str) -> int:
    """The index in ``SHAPES`` of how a word is written: the pieces know no capitals."""
    if word.isalpha():
        if word.islower():
            name = "lower"
        elif len(word) == 1:
            name = "initial"
        else:
            name = "title" if word[0].isupper() and word[1:].islower() else "upper" if word.isupper() else "mixed"
    elif not any(letter.isalnum() for letter in word):
        name = "mark"
    elif any(letter.isdigit() for letter in word):
        name = "alphanumeric" if any(letter.isalpha() for letter in word) else "number"
    else:
        name = "upper" if word.isupper() else "other"
    return SHAPES.index(name)


def suffix(word: str) -> int:
    """The bucket of the last three characters in small letters; crc32, as it is the same on every machine."""
    return zlib.crc32(word[-3:].lower().encode()) % SUFFIX_ROWS
