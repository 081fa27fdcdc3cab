"""Which phrase each token belongs to, while phrases grow and swallow each other."""

from __future__ import annotations

from .phrases import Link, Phrase
from .text import Text
from .words import Words


class Board:
    """The tokens of a report and the phrase that holds each of them."""

    def __init__(self, text: Text, words: Words) -> None:
        self.text, self.words = text, words
        self.owner: list[Phrase | None] = [None] * len(text)

    def standing(self) -> list[Phrase]:
        """Each phrase that is not inside another, in text order."""
        return list(dict.fromkeys(phrase for phrase in self.owner if phrase is not None))

    def own(self, phrase: Phrase) -> None:
        """Give the phrase every token of its stretch."""
        self.owner[phrase.start : phrase.end] = [phrase] * (phrase.end - phrase.start)

    def at(self, i: int) -> Phrase | None:
        """The phrase of a token, None outside the text or any phrase."""
        return self.owner[i] if 0 <= i < len(self.owner) else None

    def swallow(self, phrase: Phrase, other: Phrase, link: Link) -> None:
        """Make ``other`` a modifier inside ``phrase``."""
        phrase.mods.append((link, other))
        phrase.start, phrase.end = min(phrase.start, other.start), max(phrase.end, other.end)
        self.own(phrase)

    def is_singular(self, phrase: Phrase) -> bool:
        """Whether the core is no plural."""
        return self.text.tags[phrase.core] not in {"NNS", "NNPS"}
