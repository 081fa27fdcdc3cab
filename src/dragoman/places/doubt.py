"""What speaks against a name's being a place: it is part of a bigger name, or more often a word or a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from .cues import cues
from .gazetteer import doubtful_keys
from .scan import Candidate, Scan

# A city of LARGE size is taken for what it is without support; one of VERY_LARGE even under a name of three letters.
LARGE = 100_000
VERY_LARGE = 1_000_000
_LONGEST_TITLE = 4  # letters of an initial or title that ends in a full stop: "J.", "Mr.", "Gen."


@dataclass(frozen=True)
class Doubt:
    """Reads the candidates of one scan with suspicion."""

    scan: Scan

    def doubtful(self, candidate: Candidate) -> bool:
        """Whether the name is more often a word, a person or an organisation ("Nice", "Lincoln", "Chu")."""
        return candidate.key in doubtful_keys() or _short(candidate)

    def embedded(self, candidate: Candidate) -> bool:
        """Whether the name is part of something else: "Qin Gang", "China University", "pro-Beijing", "US$"."""
        if self._is_money(candidate) or self._is_side(candidate) or self._is_noun(candidate):
            return True
        if self.scan.in_title(candidate.first):
            return False
        return self._embedded_left(candidate) or self._embedded_right(candidate)

    @cached_property
    def borne_by_people(self) -> frozenset[str]:
        """Names that close a longer run of capitals in the report ("Jack Lincoln"): later alone, they mean him."""
        running = (c for c in self.scan.candidates if not self.scan.in_title(c.first))
        return frozenset(candidate.key for candidate in running if self._embedded_left(candidate))

    def _is_money(self, candidate: Candidate) -> bool:
        end = self.scan.words[candidate.last].end
        return self.scan.text[end : end + 1] == "$"

    def _is_side(self, candidate: Candidate) -> bool:
        before = self.scan.word(candidate.first - 1)
        return before is not None and before.folded in cues().sides and self.scan.gap(candidate.first - 1) == "-"

    def _is_noun(self, candidate: Candidate) -> bool:
        """Whether an article makes it a common noun ("the University"): cities whose names are words take none."""
        before = self.scan.word(candidate.first - 1)
        article = before is not None and before.folded == "the" and self.scan.adjacent(candidate.first - 1)
        return article and self.doubtful(candidate) and only_cities(candidate)

    def _embedded_left(self, candidate: Candidate) -> bool:
        index = candidate.first - 1
        if not self.scan.adjacent(index):
            return self._after_initial(index)
        word = self.scan.words[index]
        if word.folded == "of" and (owner := self.scan.word(index - 1)):
            return owner.folded in cues().institutions
        if not word.capital or word.folded in cues().free | cues().directions or self._place_of_its_own(index):
            return False
        if self.scan.begins_sentence(index) and index not in self.scan.at:
            return self.doubtful(candidate) or not well_known(candidate)
        return True

    def _after_initial(self, index: int) -> bool:
        word = self.scan.word(index)
        if word is None or self.scan.gap(index) != ". " or word.folded in {"u", "s", "st"}:
            return False
        return (
            word.capital
            and len(word.text) <= _LONGEST_TITLE
            and not word.text[0].isdigit()
            and not self._full_stop(index)
        )

    def _full_stop(self, index: int) -> bool:
        """Whether a short word before a full stop ends a sentence ("... in Kyiv. Minsk said"): it names a place too."""
        return index in self.scan.at

    def _embedded_right(self, candidate: Candidate) -> bool:
        index = candidate.last + 1
        if not self.scan.adjacent(candidate.last):
            return False
        word = self.scan.words[index]
        if not word.capital or word.folded in cues().free | cues().suffixes or self._place_of_its_own(index):
            return False
        return not self._suffix_follows(index)

    def _place_of_its_own(self, index: int) -> bool:
        """Whether a neighbouring word is a place or people too, not a word or person that some town is called after."""
        found = self.scan.at.get(index)
        return found is not None and (bool(found.peoples) or not self.doubtful(found))

    def _suffix_follows(self, index: int) -> bool:
        """Whether the run of capitals ends in a kind of place ("Kabul International Airport")."""
        after = self.scan.word(index + 1)
        return after is not None and self.scan.adjacent(index) and after.folded in cues().suffixes


def only_cities(candidate: Candidate) -> bool:
    """Whether the name means cities and nothing else."""
    return bool(candidate.places) and all(place.kind == "city" for place in candidate.places)


def well_known(candidate: Candidate) -> bool:
    """Whether the name belongs to a state, a large city, a region, a water or a site."""
    return any(place.kind != "city" or place.population >= LARGE for place in candidate.places)


def _short(candidate: Candidate) -> bool:
    largest = max((place.population for place in candidate.places), default=0)
    return len(candidate.key) <= 3 and only_cities(candidate) and largest < VERY_LARGE
