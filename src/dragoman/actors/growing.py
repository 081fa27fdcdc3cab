"""Grows a core to the left: what stands before a noun belongs to it."""

from __future__ import annotations

from .board import Board
from .phrases import Phrase
from .text import SPACE

_DETERMINERS = frozenset({"DT", "PRP$", "WP$", "PDT"})
_MARKS = frozenset({"JJ", "JJR", "JJS", "CD", "HYPH", "AFX", "RBS", "RB"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})


class LeftGrowth(Board):
    """Takes determiners, adjectives, numbers, demonyms, owners and counts into the phrase behind them."""

    def extend_left(self, phrase: Phrase) -> None:
        """Take everything that belongs to the phrase; a name takes only its owner ("Russia's Putin")."""
        if phrase.kind == "person" or (phrase.kind == "name" and not phrase.organisation):
            self.take_possessor(phrase)
        else:
            while self.take_left(phrase):
                pass

    def take_left(self, phrase: Phrase) -> bool:
        """Take the token or phrase before this one into it; False when there is nothing (more) to take."""
        text, i = self.text, phrase.start - 1
        if i < 0 or phrase.det is not None or text.sentence[i] != text.sentence[phrase.core] or text.tags[i] == SPACE:
            return False
        if self.owner[i] is not None:
            return self.take_phrase(phrase, self.owner[i])
        if self.text.possessive(i):
            return self.take_possessor(phrase)
        if text.tags[i] in _DETERMINERS and (phrase.kind != "demonym" or text.lower[i] in {"the", "all", "both"}):
            return self.take_determiner(phrase, i)
        if phrase.kind == "demonym" and text.tags[i] == "CD" and not self.is_singular(phrase):
            phrase.start = i
            self.own(phrase)
            return True
        if phrase.kind in {"agent", "body"} and self.is_mark(phrase, i):
            phrase.marks.append(i)
            phrase.start = i
            self.own(phrase)
            return True
        return False

    def take_phrase(self, phrase: Phrase, other: Phrase | None) -> bool:
        """A phrase right before an agent noun or a body describes it; a demonym may bring another one along."""
        if other is None or other.end != phrase.start:
            return False
        if phrase.kind == "agent" and other.kind in {"state", "demonym", "capital", "body", "agent", "name"}:
            if other.kind == "agent" and other.agent and not self.is_adnominal(other):
                return False
        elif not (phrase.kind in {"body", "name"} and other.kind in {"demonym", "state"}):
            return False
        self.swallow(phrase, other, "pre")
        phrase.det = other.det
        if other.kind == "agent" and other.modifiers("pre", "poss") == []:
            phrase.marks += other.marks
        if other.kind == "demonym" and other.det is None:
            self.take_partner(phrase, other)
        return True

    def is_adnominal(self, other: Phrase) -> bool:
        """An agent noun describes the next one unless it is a plural, an object by itself ("police officers")."""
        return (
            self.text.tags[other.core] not in {"NNS", "NNPS"}
            or other.agent is None
            or other.agent.kind in {"group", "organisation"}
        )

    def take_partner(self, phrase: Phrase, other: Phrase) -> None:
        """ "German and Afghan forces": the first of two coordinated demonyms belongs to the noun too."""
        i = other.start - 1
        if i > 0 and self.text.lower[i] in {"and", "or", ","}:
            first = self.at(i - 1)
            if first and first.end == i and (first.kind == "demonym" or self.abbreviates_state(first)):
                self.swallow(phrase, first, "and")
                phrase.det = first.det
                if first.det is None:
                    self.take_partner(phrase, first)

    def abbreviates_state(self, phrase: Phrase) -> bool:
        """A state named like an adjective ("U.S. and British forces")."""
        return phrase.kind == "state" and self.text.words[phrase.core].isupper()

    def take_possessor(self, phrase: Phrase) -> bool:
        """ "Nigeria's": the phrase before the possessive mark, whole."""
        i = phrase.start - 1
        if i < 1 or not self.text.possessive(i) or phrase.det is not None:
            return False
        owner = self.owner[i - 1]
        if owner is None or owner.end != i:
            return False
        self.swallow(phrase, owner, "poss")
        phrase.det = -1  # a possessor closes the phrase as a determiner does
        return True

    def take_determiner(self, phrase: Phrase, i: int) -> bool:
        """A determiner closes the phrase, with "all" or "both" before it."""
        phrase.det = i
        phrase.start = i
        if i and self.text.tags[i - 1] == "PDT":
            phrase.start = i - 1
        self.own(phrase)
        return True

    def is_mark(self, phrase: Phrase, i: int) -> bool:
        """An adjective, number, participle or noun that describes the noun behind it."""
        text, tag = self.text, self.text.tags[i]
        if tag in {"VBN", "VBG", "VBD"}:
            before = text.tags[i - 1] if i else "."
            return before in {"DT", "CD", "JJ", "PRP$", "POS"} or (
                text.deps[i] == "amod" and not before.startswith("NN")
            )
        if tag in {"RB", "RBS"}:
            return text.deps[i] == "advmod" and phrase.start <= text.heads[i] < phrase.end
        if text.words[i] in _QUOTES:
            return text.doc[i].whitespace_ == "" and phrase.start < phrase.core
        if tag in _MARKS:
            return not (tag in {"JJR", "JJS"} and text.lower[i] in {"least", "most", "more", "fewer", "less"})
        if text.titled[text.sentence[i]]:
            return False  # where every word is a capital, a verb passes for a name
        described = any(link in {"pre", "and"} for link, _ in phrase.mods)
        return tag in {"NN", "NNP"} and not described and text.deps[i] in {"compound", "amod", "nmod", "nummod", ""}

    def count_of(self, phrase: Phrase) -> None:
        """ "thousands of protesters", "21 of the girls", "more than 20 rebels": the count belongs to the phrase."""
        text, i = self.text, phrase.start - 1
        if i > 0 and text.lower[i - 1 : i + 1] in (
            ["more", "than"],
            ["fewer", "than"],
            ["less", "than"],
            ["at", "least"],
            ["at", "most"],
            ["up", "to"],
        ):
            phrase.start = i - 1
            self.own(phrase)
            return
        if (
            phrase.kind not in {"agent", "demonym"}
            or i < 1
            or text.lower[i] != "of"
            or self.owner[i]
            or self.owner[i - 1]
        ):
            return
        if text.lower[i - 1] in self.words.quantities or text.tags[i - 1] == "CD":
            start = i - 1
            while start and self.owner[start - 1] is None and text.tags[start - 1] in {"CD", "DT", "JJ"}:
                start -= 1
            phrase.start = start
            self.own(phrase)

    def drop_quote(self, phrase: Phrase) -> None:
        """A phrase does not begin with a quotation mark."""
        while phrase.start < phrase.first and self.text.words[phrase.start] in _QUOTES:
            self.owner[phrase.start] = None
            phrase.start += 1
