"""What speaks for a name's being a place, and for one country: prepositions, countries beside it, the whole report."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from .cues import cues
from .doubt import LARGE
from .gazetteer import Known, distance, doubtful_keys
from .scan import Candidate, Scan, Word

# Degrees between a region's middle and a city in or by it.
_NEAR = 4.0


@dataclass(frozen=True)
class Support:
    """Reads the neighbourhood of the candidates of one scan."""

    scan: Scan

    def locative(self, candidate: Candidate) -> bool:
        """Whether a preposition of place or a noun for places leads to the name ("in Split", "the town of Split")."""
        first, second = self._before(candidate, 1), self._before(candidate, 2)
        if first is None:
            return False
        if first.folded in cues().locative:
            return True
        if first.folded == "the":
            return second is not None and second.folded in cues().locative
        if first.folded == "of":
            return second is not None and second.folded in cues().place_nouns
        return first.folded in cues().directions or self._listed_with_a_place(candidate)

    def beside(self, candidate: Candidate) -> frozenset[str]:
        """Countries said beside the name: "Lebanon's Tripoli", "the Lebanese city of Tripoli", "Tripoli in Lebanon"."""
        return frozenset(self._said_before(candidate) | self._said_after(candidate))

    def next_in_address(self, candidate: Candidate) -> Candidate | None:
        """The candidate after a comma ("Minsk, Belarus"), unless it owns what follows ("Minsk, Belarus's capital")."""
        following = self._after_comma(candidate)
        if following is None or not following.places or self.scan.gap(following.last) in {"'", "’"}:
            return None
        return following

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of each country in what the report names: names and demonyms of states, and plain cities."""
        counts: Counter[str] = Counter()
        for candidate in self.scan.candidates:
            counts.update(_plain_countries(candidate))
        total = sum(counts.values())
        return defaultdict(float, {country: count / total for country, count in counts.items()})

    def regions_near(self, place: Known) -> bool:
        """Whether the report names another region of the place's country, or a large city in reach of it."""
        return any(
            other.country == place.country
            and other != place
            and (other.kind == "admin" or distance(other, place) < _NEAR)
            for other in self._plain_places
        )

    @cached_property
    def _plain_places(self) -> tuple[Known, ...]:
        """Regions and large cities whose names leave no choice."""
        plain = (c for c in self.scan.candidates if _plain_countries(c) and c.places and c.places[0].kind != "state")
        return tuple(place for c in plain for place in c.places if place.kind == "admin" or place.population >= LARGE)

    def _listed_with_a_place(self, candidate: Candidate) -> bool:
        """Whether the name goes on a list that a preposition of place began ("in Nice and Reading")."""
        steps = 2 if self.scan.words[candidate.first - 1].folded in {"and", "or"} else 1
        if steps == 1 and self.scan.gap(candidate.first - 1) != ", ":
            return False
        listed = self.scan.at.get(candidate.first - steps)
        return listed is not None and bool(listed.places) and self.locative(listed)

    def _said_before(self, candidate: Candidate) -> set[str]:
        linking = cues().place_nouns | cues().links
        for steps in range(1, 6):
            found = self.scan.at.get(candidate.first - steps)
            if found is not None:
                return set() if self.scan.gap(found.last) == ", " else _countries(found)
            word = self._before(candidate, steps)
            if word is None or word.folded not in linking:
                return set()
        return set()

    def _said_after(self, candidate: Candidate) -> set[str]:
        if apposition := self._after_comma(candidate):
            return _countries(apposition)
        word = self.scan.word(candidate.last + 1)
        if word is None or word.folded != "in":
            return set()
        second = self.scan.word(candidate.last + 2)
        found = self.scan.at.get(candidate.last + 2) or self.scan.at.get(candidate.last + 3)
        linked = second is not None and (second.capital or second.folded in cues().directions | {"the"})
        return _countries(found) if found and linked else set()

    def _after_comma(self, candidate: Candidate) -> Candidate | None:
        return self.scan.at.get(candidate.last + 1) if self.scan.gap(candidate.last) in {", ", "., "} else None

    def _before(self, candidate: Candidate, steps: int) -> Word | None:
        index = candidate.first - steps
        return self.scan.words[index] if index >= 0 and "\n\n" not in self.scan.gap(index) else None


def _countries(candidate: Candidate) -> set[str]:
    """The states that a candidate names, by name or demonym; where it names none, the country of a lone region."""
    states = {place.country for place in candidate.places if place.kind == "state"} | set(candidate.peoples)
    if not states and len(candidate.places) == 1 and candidate.places[0].kind == "admin":
        states = {candidate.places[0].country}
    return {state for state in states if state}


def _plain_countries(candidate: Candidate) -> set[str]:
    """The country that a candidate adds to the count, none where several are possible ("Georgia", "Tripoli")."""
    if candidate.peoples:
        countries = set(candidate.peoples)
    elif any(place.kind == "state" for place in candidate.places):
        countries = {place.country for place in candidate.places if place.kind in {"state", "admin"} and place.country}
    elif candidate.key in doubtful_keys():
        return set()
    else:
        countries = {p.country for p in candidate.places if p.country and (p.kind != "city" or p.population >= LARGE)}
    return countries if len(countries) == 1 else set()
