"""Grows cores into noun phrases: what stands before a noun, what hangs on it with a preposition, and appositions."""

from __future__ import annotations

from .phrases import Link, Phrase
from .text import SPACE, Text
from .words import Words

_DETERMINERS = frozenset({"DT", "PRP$", "WP$", "PDT"})
_MARKS = frozenset({"JJ", "JJR", "JJS", "CD", "HYPH", "AFX", "RBS", "RB"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’"})
_LINKS: dict[str, Link] = {"of": "of", "for": "of", "in": "in", "at": "in", "from": "in", "inside": "in", "to": "to"}
_ORGANISATIONAL = frozenset({"ministry", "minister", "department", "secretary", "committee", "office", "secretariat"})


def grow(cores: list[Phrase], text: Text, words: Words) -> list[Phrase]:
    """The phrases that stand by themselves, in text order; those that became part of another are inside it."""
    return _Grower(cores, text, words).grow()


class _Grower:
    """The phrase that each token belongs to, while phrases grow and swallow each other."""

    def __init__(self, cores: list[Phrase], text: Text, words: Words) -> None:
        self.cores, self.text, self.words = cores, text, words
        self.owner: list[Phrase | None] = [None] * len(text)

    def grow(self) -> list[Phrase]:
        for phrase in self.cores:
            self.own(phrase)
            self.extend_left(phrase)
            self.join_title(phrase)
        for phrase in reversed(self.standing()):
            self.attach_behind(phrase)
        for phrase in self.standing():
            if self.owner[phrase.core] is phrase:
                self.join_apposition(phrase)
        for phrase in self.standing():
            self.count_of(phrase)
            self.drop_quote(phrase)
        return self.standing()

    def drop_quote(self, phrase: Phrase) -> None:
        """A phrase does not begin with a quotation mark."""
        while phrase.start < phrase.first and self.text.words[phrase.start] in _QUOTES:
            self.owner[phrase.start] = None
            phrase.start += 1

    def standing(self) -> list[Phrase]:
        """Each phrase that is not inside another, in text order."""
        return list(dict.fromkeys(phrase for phrase in self.owner if phrase is not None))

    def own(self, phrase: Phrase) -> None:
        self.owner[phrase.start : phrase.end] = [phrase] * (phrase.end - phrase.start)

    def at(self, i: int) -> Phrase | None:
        return self.owner[i] if 0 <= i < len(self.owner) else None

    def swallow(self, phrase: Phrase, other: Phrase, link: Link) -> None:
        """Make ``other`` a modifier inside ``phrase``."""
        phrase.mods.append((link, other))
        phrase.start, phrase.end = min(phrase.start, other.start), max(phrase.end, other.end)
        self.own(phrase)

    # What stands before the core.

    def extend_left(self, phrase: Phrase) -> None:
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

    # Titles, prepositions, appositions.

    def join_title(self, name: Phrase) -> None:
        """ "Foreign Minister Qin Gang", "the militant group Boko Haram": the agent phrase right before a name."""
        title = self.at(name.start - 1)
        if name.kind not in {"person", "name", "body"} or title is None or title.end != name.start:
            return
        if title.kind != "agent" or title.agent is None or name.mods:
            return
        if name.kind == "body" and title.agent.kind not in {"group", "organisation"}:
            return
        if name.kind == "name" and self.text.titled[self.text.sentence[name.start]] and not self.is_entity(name):
            return
        self.merge_title(name, title)

    def is_entity(self, name: Phrase) -> bool:
        return self.text.doc[name.core].ent_type_ in {"PERSON", "PER"}

    def merge_title(self, name: Phrase, title: Phrase) -> None:
        name.title = title
        name.start, name.end = min(name.start, title.start), max(name.end, title.end)
        self.own(name)

    def attach_behind(self, phrase: Phrase) -> None:
        """ "the President of Belarus", "rebels in Aleppo", "spokesperson for Buhari"; then a name right behind."""
        if phrase.agent is None and not phrase.organisation:
            return
        i = phrase.end
        if (
            phrase.agent
            and phrase.agent.noun.split()[-1] in _ORGANISATIONAL
            and i < len(self.text)
            and self.text.lower[i] in {"of", "for"}
        ):
            self.take_field(phrase)
            i = phrase.end
        if (
            i + 1 < len(self.text)
            and self.text.lower[i] in _LINKS
            and self.text.sentence[i] == self.text.sentence[phrase.core]
        ):
            self.take_complement(phrase, i)
        behind = self.at(phrase.end)
        if behind is not None and behind is not phrase and behind.start == phrase.end and phrase.end > phrase.core + 1:
            self.join_title(behind)

    def take_field(self, phrase: Phrase) -> None:
        """ "of Foreign Affairs": a ministry's field, in capitals."""
        i = phrase.end + 1
        end = i
        while (
            end < len(self.text)
            and self.is_field(end, i)
            and self.text.sentence[end] == self.text.sentence[phrase.core]
        ):
            end += 1
        while end > i and not self.text.words[end - 1][0].isupper():
            end -= 1
        inside = {id(p): p for p in self.owner[i:end] if p is not None}
        if end > i and all(p.kind in {"name", "agent"} and i <= p.start and p.end <= end for p in inside.values()):
            phrase.end, phrase.field = end, (i, end)
            self.own(phrase)

    def is_field(self, i: int, first: int) -> bool:
        word, owner = self.text.words[i], self.at(i)
        if owner is not None and owner.kind not in {"name", "agent"}:
            return False
        joins = (
            word in {"and", ",", "&"} and i > first and i + 1 < len(self.text) and self.text.words[i + 1][0].isupper()
        )
        return word[0].isupper() or (word == "the" and i == first) or (joins and word != ",")

    def take_complement(self, phrase: Phrase, i: int) -> None:
        link = _LINKS[self.text.lower[i]]
        noun = phrase.agent.noun if phrase.agent else ""
        if link == "to" and not noun.endswith(("ambassador", "envoy")):
            return
        behind = self.at(i + 1)
        if behind is None or behind.start != i + 1 or (behind.kind == "name" and not behind.mods and link != "of"):
            return
        if noun in self.words.relational:
            return
        if (
            phrase.agent
            and phrase.agent.kind in {"office", "person"}
            and behind.kind == "name"
            and behind.title
            and link == "of"
        ):
            behind = self.split_title(behind)
        if link == "in" or noun in self.words.about_another:
            if link != "in" or behind.kind in {"state", "capital"}:
                phrase.mods.append((link, behind))
            return
        self.swallow(phrase, behind, link)

    def split_title(self, name: Phrase) -> Phrase:
        """In "head of the defence committee Ivan Orlov" the committee is no title of the name: give the two apart."""
        title = name.title
        if title is None or title.agent is None or title.agent.kind not in {"organisation", "group"}:
            return name
        name.title, (name.start, name.end) = None, name.name or (name.first, name.core + 1)
        self.own(title)
        self.own(name)
        return title

    def join_apposition(self, phrase: Phrase) -> None:
        """ "the spokeswoman of the ministry, Hua Chunying," and "Sergei Lavrov, the foreign minister,"."""
        text, i = self.text, self.edge(phrase)
        if i + 1 >= len(text) or text.words[i] != "," or text.sentence[i + 1] != text.sentence[i]:
            return
        other = self.at(i + 1)
        if other is None or other.start != i + 1 or not self.closes(other.end):
            return
        if self.is_office(phrase) and self.is_untitled(other):
            self.merge_title(other, phrase)
        elif self.is_untitled(phrase) and self.is_office(other) and (other.det is not None or other.mods):
            self.merge_title(phrase, other)

    def edge(self, phrase: Phrase) -> int:
        """The end of the phrase with the place behind it ("the ministry in Beijing")."""
        return max([phrase.end, *(self.edge(inner) for link, inner in phrase.mods if link in {"of", "in"})])

    def is_office(self, phrase: Phrase) -> bool:
        """One person in an office or calling."""
        return phrase.agent is not None and phrase.agent.kind in {"office", "person"} and self.is_singular(phrase)

    def is_untitled(self, phrase: Phrase) -> bool:
        """A person's name that has no title yet."""
        return phrase.kind in {"person", "name"} and phrase.title is None and not phrase.organisation

    def closes(self, i: int) -> bool:
        """An apposition ends at a comma, a full stop, a verb; not before "and"."""
        if i >= len(self.text):
            return True
        tag = self.text.tags[i]
        return (
            self.text.words[i] in {",", ".", ";", ":", "-", "--", "—", ")", "”", '"'}
            or tag.startswith("V")
            or tag in {"MD", SPACE}
        )

    def is_singular(self, phrase: Phrase) -> bool:
        return self.text.tags[phrase.core] not in {"NNS", "NNPS"}

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
