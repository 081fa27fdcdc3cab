"""Decides whether a candidate is a place, and which of the places of its name."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .atlas import Atlas
from .cues import cues
from .doubt import Doubt, well_known
from .gazetteer import Known, distance
from .scan import Candidate
from .support import Support

# Places without inhabitants of their own are ranked like a city of that many; a state goes before all of them.
_LIKE_A_CITY_OF = {"admin": 1_000_000, "area": 1_000_000, "water": 1_000_000, "site": 100_000}
_STATE_RANK = 7.0
_CAPITAL_BONUS = 0.4
# What a country said beside the name weighs, and what the share of its names in the report weighs at most.
_BESIDE = 10.0
_SHARE = 1.3
_FULL_SHARE = 0.5  # of the names of countries in a report: then it is about that country
_UNIT = 3.0
# A town smaller than LARGE is taken without a preposition only when the report is about its country in this measure.
_ENOUGH_SHARE = 0.25
# Degrees: how far from the middle of a region a town of it may lie.
_FAR = 9.0

_MODEL_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MODEL_PEOPLE = frozenset({"PERSON", "PER"})


@dataclass(frozen=True)
class Chooser:
    """Chooses among the places of a candidate, by what speaks for and against them."""

    atlas: Atlas
    support: Support
    doubt: Doubt

    def choose(self, candidate: Candidate, *, label: str = "", suffix: str = "") -> Known | None:
        """The place meant, None where the words mean no place. ``label`` is the model's entity type, "" for none."""
        if not candidate.places or not self._is_place(candidate, label, bool(suffix)):
            return None
        return max(candidate.places, key=lambda place: self._score(candidate, place, suffix))

    def within(self, candidate: Candidate, larger: Candidate) -> tuple[Known, Known] | None:
        """The place and the state or region of an address "City, Country"; None where they do not belong together."""
        for outer in larger.places:
            inner = [place for place in candidate.places if _lies_in(place, outer)]
            if (
                candidate.places and candidate.places[0].kind == "state"
            ):  # "Armenia, Georgia" is a list; "Georgia, U.S." is not
                inner = [place for place in inner if place.kind == "admin"]
            if inner and outer.kind in {"state", "admin"}:
                return min(inner, key=lambda place: _order_in(place, outer)), outer
        return None

    def _is_place(self, candidate: Candidate, label: str, suffixed: bool) -> bool:
        support, doubt = self.support, self.doubt
        if label in _MODEL_PEOPLE or doubt.embedded(candidate):
            return False
        doubtful, state = doubt.doubtful(candidate), candidate.places[0].kind == "state"
        if not doubtful and (state or well_known(candidate)):
            return True
        if label in _MODEL_PLACES or suffixed or support.beside(candidate) or support.locative(candidate):
            return True
        if candidate.key in doubt.borne_by_people:
            return False
        return state if doubtful else self._at_home(candidate)

    def _at_home(self, candidate: Candidate) -> bool:
        """Whether the report is about the country of one of the places, and no headline's capitals mislead."""
        shares = self.support.shares
        return not self.doubt.scan.in_title(candidate.first) and any(
            shares[place.country or ""] >= _ENOUGH_SHARE for place in candidate.places
        )

    def _score(self, candidate: Candidate, place: Known, suffix: str) -> float:
        country = place.country or ""
        score = _STATE_RANK if place.kind == "state" else _size(place)
        score += _CAPITAL_BONUS * self.atlas.is_capital(place)
        score += _SHARE * self._share(candidate, place)
        score += _BESIDE * (country in self.support.beside(candidate))
        score += _UNIT * (place.kind == "admin" and suffix in cues().units)
        return score

    def _share(self, candidate: Candidate, place: Known) -> float:
        """How much the report is about the place's country; a region named like a state needs its neighbours named."""
        if place.kind == "admin" and candidate.places[0].kind == "state":
            return 1.0 if self.support.regions_near(place) else 0.0
        return min(1.0, self.support.shares[place.country or ""] / _FULL_SHARE)


def _size(place: Known) -> float:
    return math.log10(max(place.population, _LIKE_A_CITY_OF.get(place.kind, 1), 1))


def _lies_in(inner: Known, outer: Known) -> bool:
    if inner.country != outer.country or inner == outer or inner.kind == "state":
        return False
    return outer.kind == "state" or (inner.kind != "admin" and distance(inner, outer) < _FAR)


def _order_in(place: Known, outer: Known) -> float:
    """Within a state the largest first, within a region the nearest to its middle first."""
    return -_size(place) if outer.kind == "state" else distance(place, outer)
