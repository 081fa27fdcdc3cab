"""Every place a name can mean: the states of ``world/`` and the places of the gazetteer, looked up alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from dragoman.world import State, load_world
from dragoman.world.spelling import words

from .gazetteer import Gazetteer, Known, load_gazetteer


class Atlas:
    """Names of states and places, by folded words; ``capitals`` are (folded name, country) of every capital."""

    def __init__(self, states: Iterable[State], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names: dict[str, list[tuple[str, State]]] = defaultdict(list)
        self._peoples: dict[str, list[tuple[str, State]]] = defaultdict(list)
        self._longest: dict[str, int] = {}
        self._titles: dict[str, str] = {}
        self.capitals: set[tuple[str, str]] = set()
        for state in states:
            self._add(state)

    def places(self, key: str, text: str) -> tuple[Known, ...]:
        """What this name can mean as written in the text: states first, those that are gone last."""
        states = [state for name, state in self._names.get(key, ()) if fits(name, text)]
        living = [self._known(state) for state in states if state.end is None]
        gone = [self._known(state) for state in states if state.end is not None]
        found = self._gazetteer.find(key)
        return (*living, *found, *(() if living or found else gone))

    def peoples(self, key: str, text: str) -> tuple[str, ...]:
        """The states whose demonym this is."""
        return tuple(state.iso3 for name, state in self._peoples.get(key, ()) if fits(name, text))

    def longest(self, word: str) -> int:
        """The number of words in the longest name or demonym that begins with this word."""
        return max(self._longest.get(word, 0), self._gazetteer.longest(word))

    def title(self, iso3: str) -> str:
        """The name of a state."""
        return self._titles[iso3]

    def is_capital(self, place: Known) -> bool:
        """Whether a city is the capital of its state."""
        return (" ".join(words(place.name)), place.country) in self.capitals

    def _add(self, state: State) -> None:
        self._titles[state.iso3] = state.name
        for table, names in ((self._names, (state.name, *state.names)), (self._peoples, state.demonyms)):
            for name in names:
                parts = words(name)
                table[" ".join(parts)].append((name, state))
                self._longest[parts[0]] = max(self._longest.get(parts[0], 0), len(parts))
        for name in filter(None, (state.capital, *state.capital_names)):
            self.capitals.add((" ".join(words(name)), state.iso3))

    def _known(self, state: State) -> Known:
        """A state as a place, with coordinates only where its capital bears its name (Singapore, Djibouti)."""
        city = None
        if state.capital == state.name:
            same = [place for place in self._gazetteer.find(" ".join(words(state.name))) if place.country == state.iso3]
            city = max(same, key=lambda place: place.population, default=None)
        return Known(state.name, state.iso3, city and city.lat, city and city.lon, 0, "state")


def fits(name: str, text: str) -> bool:
    """Whether the case of a text allows a name: an abbreviation needs its capitals ("US"), a name its first one."""
    return text.isupper() if name.isupper() else text[0].isupper() or name[0].islower()


@lru_cache(maxsize=1)
def load_atlas() -> Atlas:
    """The shipped states and gazetteer."""
    return Atlas(load_world().states, load_gazetteer())
