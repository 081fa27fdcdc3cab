"""Joins phrases: a title with its name, what hangs on a noun with a preposition, appositions."""

from __future__ import annotations

from .growing import LeftGrowth
from .phrases import Link, Phrase
from .text import SPACE, Text
from .words import Words

_LINKS: dict[str, Link] = {"of": "of", "for": "of", "in": "in", "at": "in", "from": "in", "inside": "in", "to": "to"}
_ORGANISATIONAL = frozenset({"ministry", "minister", "department", "secretary", "committee", "office", "secretariat"})


def grow(cores: list[Phrase], text: Text, words: Words) -> list[Phrase]:
    """The phrases that stand by themselves, in text order; those that became part of another are inside it."""
    return _Joining(text, words).grow(cores)


class _Joining(LeftGrowth):
    """Grows every core and joins the phrases that name one actor together."""

    def grow(self, cores: list[Phrase]) -> list[Phrase]:
        for phrase in cores:
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
