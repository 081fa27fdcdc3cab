"""What the words around a name say for or against its being a place, and in which country."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from .cues import DIRECTIONS, FREE, INSTITUTIONS, LOCATIVE, PLACE_NOUNS, SIDES, SUFFIXES
from .gazetteer import Known, distance, doubtful_keys
from .scan import Candidate, Scan, Word

# A city of this size is taken for what it is without further support.
LARGE = 100_000
VERY_LARGE = 1_000_000
# Degrees between a region's middle and a city in or by it.
NEAR = 4.0


@dataclass(frozen=True)
class Support:
    """Reads the neighbourhood of the candidates of one scan."""

    scan: Scan

    def locative(self, candidate: Candidate) -> bool:
        """Whether a preposition of place, or "the town of", leads to the name ("in Split", "in the east of Split")."""
        before = [self._before(candidate, steps) for steps in (1, 2, 3)]
        first, second = before[0], before[1]
        if first is None:
            return False
        if first.folded in LOCATIVE:
            return True
        if first.folded == "the" and second is not None:
            return second.folded in LOCATIVE
        if first.folded == "of" and second is not None:
            return second.folded in PLACE_NOUNS
        return first.folded in DIRECTIONS or self._listed_with_a_place(candidate)

    def embedded(self, candidate: Candidate) -> bool:
        """Whether the name is only a part of a bigger one: a person's, an institution's ("Qin Gang", "China University")."""
        if self._marked_otherwise(candidate):
            return True
        if self.scan.in_title(candidate.first):
            return False
        return self._embedded_left(candidate) or self._embedded_right(candidate)

    def _marked_otherwise(self, candidate: Candidate) -> bool:
        """Whether it is money ("US$"), a side taken ("pro-Beijing"), or a common noun with its article ("the University")."""
        if (
            "$" in self.scan.gap(candidate.last)
            or candidate.last + 1 == len(self.scan.words)
            and self.scan.text.endswith("$")
        ):
            return True
        before = self.scan.word(candidate.first - 1)
        if before is None:
            return False
        gap = self.scan.gap(candidate.first - 1)
        if gap == "-" and before.folded in SIDES:
            return True
        return before.folded == "the" and gap.isspace() and self.doubtful(candidate) and _only_cities(candidate)

    def doubtful(self, candidate: Candidate) -> bool:
        """Whether the name is more often a word, a person or an organisation."""
        return candidate.key in doubtful_keys() or _short(candidate)

    @cached_property
    def borne_by_people(self) -> frozenset[str]:
        """Names that close a longer run of capitals somewhere in the report ("Jack Lincoln"): later alone, they mean him."""
        return frozenset(
            c.key for c in self.scan.candidates if not self.scan.in_title(c.first) and self._embedded_left(c)
        )

    @cached_property
    def shares(self) -> dict[str, float]:
        """How much of what the report names belongs to each country: names and demonyms of states, and plain cities."""
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
            and (other.kind == "admin" or distance(other, place) < NEAR)
            for other in self._plain_places
        )

    @cached_property
    def _plain_places(self) -> tuple[Known, ...]:
        """Regions and large cities whose names leave no choice."""
        plain = (c for c in self.scan.candidates if _plain_countries(c) and c.places and c.places[0].kind != "state")
        return tuple(place for c in plain for place in c.places if place.kind == "admin" or place.population >= LARGE)

    def beside(self, candidate: Candidate) -> frozenset[str]:
        """Countries said right beside the name: "Lebanon's Tripoli", "the Lebanese city of Tripoli", "Tripoli in Lebanon"."""
        return frozenset(self._said_before(candidate) | self._said_after(candidate))

    def next_in_address(self, candidate: Candidate) -> Candidate | None:
        """The candidate after a comma ("Samarkand, Uzbekistan"), not as one of a list ("Minsk, Kyiv and Warsaw")."""
        following = self._after_comma(candidate)
        if following is None or not following.places or self.scan.gap(following.last) in {"'", "’"}:
            return None
        return following

    def _after_comma(self, candidate: Candidate) -> Candidate | None:
        return self.scan.at.get(candidate.last + 1) if self.scan.gap(candidate.last) in {", ", "., "} else None

    def _listed_with_a_place(self, candidate: Candidate) -> bool:
        """Whether the name goes on a list that a preposition of place began ("in Nice and Reading")."""
        steps = 2 if self.scan.words[candidate.first - 1].folded in {"and", "or"} else 1
        if steps == 1 and self.scan.gap(candidate.first - 1) != ", ":
            return False
        listed = self.scan.at.get(candidate.first - steps)
        return listed is not None and bool(listed.places) and self.locative(listed)

    def _said_before(self, candidate: Candidate) -> set[str]:
        for steps in range(1, 5):
            found = self.scan.at.get(candidate.first - steps)
            if found is not None:
                return _countries(found)
            word = self._before(candidate, steps)
            linking = PLACE_NOUNS | {"of", "s", "the", "port", "northern", "capital", "second", "largest", "main"}
            if word is None or word.folded not in linking:
                return set()
        return set()

    def _said_after(self, candidate: Candidate) -> set[str]:
        after = self.scan.word(candidate.last + 1)
        if apposition := self._after_comma(candidate):
            return _countries(apposition)  # "Tripoli, Lebanon's second city"
        if after is None or after.folded != "in":
            return set()
        steps = 3 if (second := self.scan.word(candidate.last + 2)) and second.folded in DIRECTIONS | {"the"} else 2
        found = self.scan.at.get(candidate.last + steps)
        return _countries(found) if found else set()

    def _before(self, candidate: Candidate, steps: int) -> Word | None:
        index = candidate.first - steps
        if index < 0 or "\n\n" in self.scan.gap(index):
            return None
        return self.scan.words[index]

    def _embedded_left(self, candidate: Candidate) -> bool:
        index = candidate.first - 1
        if not self.scan.adjacent(index):
            return self._after_initial(index)
        word = self.scan.words[index]
        if word.folded == "of" and (owner := self.scan.word(index - 1)):
            return owner.folded in INSTITUTIONS
        if not word.capital or word.folded in FREE | DIRECTIONS or self._place_of_its_own(index):
            return False
        if self.scan.begins_sentence(index) and index not in self.scan.at:
            return self.doubtful(candidate) or not _large(candidate)
        return True

    def _after_initial(self, index: int) -> bool:
        """Whether an initial or a short title comes before ("J. Lincoln", "Mr. Lincoln")."""
        word = self.scan.word(index)
        return (
            word is not None
            and self.scan.gap(index) == ". "
            and word.capital
            and len(word.text) <= 4
            and word.folded not in {"u", "s", "st"}
        )

    def _place_of_its_own(self, index: int) -> bool:
        """Whether a neighbouring word is a place or people too, not a word or person that some town is called after."""
        found = self.scan.at.get(index)
        return found is not None and (bool(found.peoples) or not self.doubtful(found))

    def _embedded_right(self, candidate: Candidate) -> bool:
        index = candidate.last + 1
        if not self.scan.adjacent(candidate.last):
            return False
        word = self.scan.words[index]
        if not word.capital or word.folded in FREE | SUFFIXES or self._place_of_its_own(index):
            return False
        return not self._suffix_follows(index)

    def _suffix_follows(self, index: int) -> bool:
        """Whether the run ends in a kind of place ("Kabul International Airport")."""
        after = self.scan.word(index + 1)
        return after is not None and self.scan.adjacent(index) and after.folded in SUFFIXES


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


def _short(candidate: Candidate) -> bool:
    """Whether the name has three letters or fewer and belongs to no state and no very large city ("Chu", "Van")."""
    return (
        len(candidate.key) <= 3 and _only_cities(candidate) and max(p.population for p in candidate.places) < VERY_LARGE
    )


def _only_cities(candidate: Candidate) -> bool:
    return bool(candidate.places) and all(place.kind == "city" for place in candidate.places)


def _large(candidate: Candidate) -> bool:
    return any(place.kind != "city" or place.population >= LARGE for place in candidate.places)
