"""Who the persons of a report are: full names gathered first, so that "Qin" is found before and after "Qin Gang"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.world import Officeholder, World
from dragoman.world.entries import in_force
from dragoman.world.naming import short_forms
from dragoman.world.spelling import words as name_words

from .phrases import Phrase
from .text import Text
from .words import Words

Forms = tuple[str, ...]
# Offices from the highest down: whoever holds two on a day is named by the higher.
_RANK = (
    "supreme-leader",
    "king",
    "queen",
    "emperor",
    "president",
    "chancellor",
    "prime-minister",
    "secretary-general",
    "foreign-minister",
)


@dataclass(slots=True, eq=False)
class Person:
    """One person of the report: the longest form of the name, the table's terms if it knows the person, the phrases."""

    name: str
    forms: Forms
    terms: tuple[Officeholder, ...] = ()
    phrases: list[Phrase] = field(default_factory=list)


class People:
    """The persons of one report by full name and by short form."""

    def __init__(self, phrases: Iterable[Phrase], text: Text, world: World, words: Words) -> None:
        self._text, self._world, self._words = text, world, words
        self._full: dict[Forms, Person] = {}
        self._short: dict[Forms, list[Person]] = {}
        named = [phrase for phrase in phrases if phrase.name and not phrase.organisation]
        for phrase in sorted(named, key=lambda p: -(p.name[1] - p.name[0]) if p.name else 0):
            self._register(phrase)

    def of(self, phrase: Phrase) -> Person | None:
        """The person a phrase names, by full name or by a short form of one in this report."""
        forms = self.forms(phrase)
        if person := self._full.get(forms):
            return person
        candidates = self._short.get(forms, [])
        earlier = [person for person in candidates if any(p.start < phrase.start for p in person.phrases)]
        if earlier:
            return earlier[-1]
        return candidates[0] if candidates else None

    def forms(self, phrase: Phrase) -> Forms:
        """The words of the name, without honorifics ("Mr", "Dr.")."""
        start, end = phrase.name or (phrase.first, phrase.core + 1)
        return self._stripped(name_words(self._text.doc[start:end].text))

    def _stripped(self, forms: Forms) -> Forms:
        while len(forms) > 1 and forms[0] in self._words.honorifics:
            forms = forms[1:]
        return forms

    def _register(self, phrase: Phrase) -> None:
        forms = self.forms(phrase)
        terms = tuple(e for e in phrase.entries() if isinstance(e, Officeholder))
        if terms:
            terms = self._world.called(forms) or terms
        is_person = terms or phrase.title or self._text.doc[phrase.core].ent_type_ in {"PERSON", "PER"}
        if len(forms) < 2 or not is_person:
            return
        known = self._full.get(forms) or next(
            (p for p in self._short.get(forms, []) if terms == p.terms or not terms), None
        )
        if known:
            known.phrases.append(phrase)
            self._full[forms] = known
            return
        person = Person(self._name(phrase, terms), forms, terms, [phrase])
        self._full[forms] = person
        order = self._world.order(terms[0].country) if terms else None
        for short in short_forms(self._called(phrase), order):
            self._short.setdefault(self._stripped(short), []).append(person)

    def _as_printed(self, phrase: Phrase) -> str:
        start, end = phrase.name or (phrase.start, phrase.end)
        parts = str(self._text.doc[start:end].text).split()
        while len(parts) > 1 and parts[0].lower().rstrip(".") in self._words.honorifics:
            parts = parts[1:]
        return " ".join(parts)

    def _called(self, phrase: Phrase) -> str:
        """The name that short forms are cut from, without "III" or "Jr."."""
        parts = self._as_printed(phrase).split()
        while len(parts) > 2 and parts[-1].lower().strip(".,") in self._words.suffixes:
            parts = parts[:-1]
        return " ".join(parts).rstrip(",")

    def _name(self, phrase: Phrase, terms: Sequence[Officeholder]) -> str:
        return terms[0].name if terms else self._as_printed(phrase)


def current(terms: Iterable[Officeholder], day: str | None) -> Officeholder | None:
    """The term that covers the day, the highest office first; without a day the latest term."""
    listed = list(terms)
    if day is None:
        return max(listed, key=lambda t: (t.end is None, t.start or "", -_rank(t)), default=None)
    return min((t for t in listed if in_force(t.start, t.end, day)), key=_rank, default=None)


def _rank(term: Officeholder) -> int:
    return _RANK.index(term.office) if term.office in _RANK else len(_RANK)


def role_of(term: Officeholder) -> str:
    """The office as a role: "foreign minister"."""
    return term.office.replace("-", " ").replace("secretary general", "secretary-general")
