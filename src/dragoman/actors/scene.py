"""Which countries a report and each of its sentences are about: what settles an agent noun without a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from dragoman.world import BODIES, Group, Metonym, Officeholder, Organisation, State, World
from dragoman.world.entries import in_force

from .phrases import Phrase
from .text import Text
from .usage import Usage
from .words import Words

_PLACE, _NAMED, _DESCRIBED = 1.0, 1.0, 0.5
# What the place that the report is written from, and the country that its headline begins with, count besides.
_DATELINE, _HEADLINE = 5.0, 2.0
# What a country counts for a noun beside its share of the report, which is at most 1.
_OPENING, _KEPT, _WHERE, _SUBJECT, _BESIDE, _TOPIC = 1.5, 0.7, 0.3, 0.3, 0.05, 0.2
_DASHES = frozenset({"--", "—", "–", "-", "―", ":"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})

Manner = Literal["opening", "place", "subject", "named", "described"]


class _Site(NamedTuple):
    """A country in the text: the token, and how it stands there."""

    token: int
    country: str
    manner: Manner


class Scene:
    """Weighs the mentions of countries: where something is counts most, a mere adjective least.

    ``places`` gives the country of the tokens of place names, by the gazetteer.
    """

    def __init__(
        self,
        phrases: Iterable[Phrase],
        usages: dict[int, Usage],
        text: Text,
        world: World,
        words: Words,
        places: Mapping[int, str],
        day: str | None,
    ) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self._text, self._world, self._words, self._usages, self._day = text, world, words, usages, day
        self._sites: dict[int, list[_Site]] = defaultdict(list)
        self._subject_at = _first_subjects(text)
        ambiguous: list[tuple[Phrase, list[str]]] = []
        taken: set[int] = set()
        for phrase in phrases:
            for inner in _inside(phrase):
                countries = sorted(self._countries(inner))
                if inner.kind in {"state", "demonym", "capital", "person"}:
                    taken.update(range(inner.start, inner.end))
                if len(countries) == 1:
                    self._add(inner, countries[0])
                elif countries:
                    ambiguous.append((inner, countries))
        for phrase, countries in ambiguous:
            self._add(phrase, self.likeliest(countries), weight=0.0)
        self._add_places({i: country for i, country in places.items() if i not in taken})
        self._add_home()
        self._share = sum(self.weights.values()) or 1.0

    def _add(self, phrase: Phrase, country: str, weight: float | None = None) -> None:
        country, text = self._world.controller(country), self._text
        number = text.sentence[phrase.start]
        weight = _weight(phrase, self._usages) if weight is None else weight
        self.weights[country] += weight * (2 if number < text.headline else 1)
        self._sites[number].append(_Site(phrase.core, country, self._manner(phrase)))

    def _add_places(self, places: Mapping[int, str]) -> None:
        """Towns, provinces and the like; a month that the gazetteer also knows as a town is none."""
        for i, named in places.items():
            goes_on = places.get(i - 1) == named and self._text.sentence[i - 1] == self._text.sentence[i]
            if goes_on or self._text.lower[i] in self._words.calendar:
                continue
            country = self._world.controller(named)
            self.weights[country] += _PLACE
            manner: Manner = "opening" if self._opens(i) else "place"
            self._sites[self._text.sentence[i]].append(_Site(i, country, manner))

    def _add_home(self) -> None:
        """The dateline ("LUSAKA, June 17 - ") and the first country of the headline say whose news it is."""
        text = self._text
        for number in range(text.headline + 1):
            if sites := sorted(self._sites.get(number, ())):
                self.weights[sites[0].country] += _HEADLINE if number < text.headline else 0.0
        first = next(
            (n for n, (a, b) in enumerate(text.sentences) if n >= text.headline and not _blank(text, a, b)), None
        )
        if first is not None and (end := _dateline(text, first)):
            written = [site.country for site in sorted(self._sites.get(first, ())) if site.token < end]
            for country in written[:1]:
                self.weights[country] += _DATELINE

    def _manner(self, phrase: Phrase) -> Manner:
        if phrase.kind == "demonym":
            return "described"
        if self._usages.get(id(phrase)) == "place":
            return "opening" if self._opens(phrase.start) else "place"
        return "subject" if self._in_subject(phrase.core) else "named"

    def _in_subject(self, i: int) -> bool:
        """A subject or what it belongs to: "Moscow's attitude"."""
        deps, heads = self._text.deps, self._text.heads
        return deps[i] in _SUBJECTS or (deps[i] == "nmod:poss" and deps[heads[i]] in _SUBJECTS)

    def _opens(self, i: int) -> bool:
        """Whether a place sets the scene of its sentence: "In Beijing, the ministry said"."""
        return i < self._subject_at.get(self._text.sentence[i], 0) and self._text.lower[i - 1] in {"in", "at", "near"}

    def _countries(self, phrase: Phrase) -> set[str]:
        found: set[str] = set()
        states = [entry for entry in phrase.entries() if isinstance(entry, State)]
        found.update(s.iso3 for s in [s for s in states if in_force(s.start, s.end, self._day)] or states)
        for entry in phrase.entries():
            if isinstance(entry, Officeholder | Group | Metonym) or (isinstance(entry, Organisation) and entry.country):
                found.add(entry.country or "")
        return found - BODIES - {""}

    def likeliest(self, countries: Iterable[str]) -> str:
        """Of several countries the one that the report speaks of most, else the first."""
        listed = list(countries)
        return max(listed, key=lambda country: (self.weights.get(country, 0.0), -listed.index(country)))

    def only(self, sentence: int) -> str | None:
        """The only country that the sentence names."""
        here = {site.country for site in self._sites.get(sentence, ())}
        return next(iter(here)) if len(here) == 1 else None

    def speaks_of(self, country: str) -> bool:
        """Whether the report names the country at all."""
        return self.weights.get(country, 0.0) > 0

    def main(self) -> str | None:
        """The country that the report is mainly about."""
        return max(self.weights, key=lambda country: self.weights[country], default=None)

    def country_at(self, i: int, *, armed: bool, topic: str | None) -> str | None:
        """The country that a noun at this token belongs to where nothing at it says so.

        Above all where its sentence is set, then the country that the report is mainly about, with the countries of
        the sentence and ``topic``, that of the paragraph's last subject. Armed opponents are seldom those of a state
        that acts there: it may be fighting them.
        """
        scores = {country: weight / self._share for country, weight in self.weights.items()}
        if topic in scores and not armed:
            scores[topic] += _TOPIC
        sentence = self._text.sentence[i]
        for site in self._sites.get(sentence, ()):
            if site.manner == "opening":
                extra = _OPENING
            elif site.manner == "place":
                extra = _WHERE
            elif armed:
                continue
            else:
                extra = _SUBJECT if site.manner == "subject" and site.token < i else _BESIDE
            scores[site.country] = scores.get(site.country, 0.0) + extra
        for number in range(self.paragraph(sentence), sentence):
            for site in self._sites.get(number, ()):
                if site.manner == "opening":
                    scores[site.country] = scores.get(site.country, 0.0) + _KEPT
        return max(scores, key=lambda country: scores[country], default=None)

    def paragraph(self, sentence: int) -> int:
        """The sentence that begins the paragraph of this one."""
        while sentence and not self._begins(sentence):
            sentence -= 1
        return sentence

    def _begins(self, sentence: int) -> bool:
        start = self._text.sentences[sentence][0]
        return any("\n" in self._text.words[k] for k in range(max(start - 1, 0), start + 1))


def _first_subjects(text: Text) -> dict[int, int]:
    """The first subject of each sentence that has one."""
    found: dict[int, int] = {}
    for i, label in enumerate(text.deps):
        if label in _SUBJECTS:
            found.setdefault(text.sentence[i], i)
    return found


def _blank(text: Text, start: int, end: int) -> bool:
    return all(word.isspace() for word in text.words[start:end])


def _dateline(text: Text, sentence: int) -> int | None:
    """Where the dateline of a sentence ends, if it begins with one: its dash or bracket, before any verb."""
    start, end = text.sentences[sentence]
    for i in range(start, min(start + 14, end)):
        if text.tags[i].startswith("V"):
            return None
        if text.words[i] in _DASHES and bool(text.doc[i - 1].whitespace_):
            return i
    return None


def _inside(phrase: Phrase) -> Iterator[Phrase]:
    yield phrase
    for _, inner in phrase.mods:
        yield from _inside(inner)
    if phrase.title:
        yield from _inside(phrase.title)


def _weight(phrase: Phrase, usages: dict[int, Usage]) -> float:
    if phrase.kind in {"state", "capital"}:
        return _PLACE if usages.get(id(phrase)) == "place" else _NAMED
    return _DESCRIBED if phrase.kind == "demonym" else _NAMED
