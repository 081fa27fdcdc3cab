"""Which countries a report and each of its sentences are about: what settles an agent noun without a country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dragoman.world import BODIES, Group, Metonym, Officeholder, Organisation, State, World

from .phrases import Phrase
from .text import Text
from .usage import Usage

_PLACE, _NAMED, _DESCRIBED = 2.0, 1.0, 0.5
_CLEAR_SHARE, _CLEAR_RATIO = 0.5, 1.5


class Scene:
    """Weighs the mentions of countries: where something is counts most, a mere adjective least."""

    def __init__(self, phrases: Iterable[Phrase], usages: dict[int, Usage], text: Text, world: World) -> None:
        self.weights: dict[str, float] = defaultdict(float)
        self._by_sentence: dict[int, set[str]] = defaultdict(set)
        self._world = world
        ambiguous: list[tuple[int, list[str]]] = []
        for phrase in phrases:
            for inner in _inside(phrase):
                countries = sorted(_countries(inner))
                number = text.sentence[inner.start]
                if len(countries) == 1:
                    self._add(countries[0], number, _weight(inner, usages), headline=number < text.headline)
                elif countries:
                    ambiguous.append((number, countries))
        for number, countries in ambiguous:
            self._by_sentence[number].add(self.likeliest(countries))

    def _add(self, country: str, sentence: int, weight: float, *, headline: bool) -> None:
        country = self._world.controller(country)
        self.weights[country] += weight * (2 if headline else 1)
        if weight:
            self._by_sentence[sentence].add(country)

    def likeliest(self, countries: Iterable[str]) -> str:
        """Of several countries the one that the report speaks of most, else the first."""
        listed = list(countries)
        return max(listed, key=lambda country: (self.weights.get(country, 0.0), -listed.index(country)))

    def only(self, sentence: int) -> str | None:
        """The only country that the sentence names."""
        here = self._by_sentence.get(sentence, set())
        return next(iter(here)) if len(here) == 1 else None

    def speaks_of(self, country: str) -> bool:
        """Whether the report names the country at all."""
        return self.weights.get(country, 0.0) > 0

    def main(self) -> str | None:
        """The country that the report is mainly about, if one stands out."""
        ranked = sorted(self.weights.items(), key=lambda item: -item[1])[:2]
        if not ranked:
            return None
        first = ranked[0][1]
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        clear = first >= _CLEAR_SHARE * sum(self.weights.values()) or first >= _CLEAR_RATIO * second
        return ranked[0][0] if clear else None


def _inside(phrase: Phrase) -> Iterator[Phrase]:
    yield phrase
    for _, inner in phrase.mods:
        yield from _inside(inner)
    if phrase.title:
        yield from _inside(phrase.title)


def _countries(phrase: Phrase) -> set[str]:
    found = set()
    for entry in phrase.entries():
        if isinstance(entry, State):
            found.add(entry.iso3)
        elif isinstance(entry, Officeholder | Group | Metonym) or (isinstance(entry, Organisation) and entry.country):
            found.add(entry.country or "")
    return found - BODIES


def _weight(phrase: Phrase, usages: dict[int, Usage]) -> float:
    if phrase.kind in {"state", "capital"}:
        return _PLACE if usages.get(id(phrase)) == "place" else _NAMED
    return _DESCRIBED if phrase.kind == "demonym" else _NAMED
