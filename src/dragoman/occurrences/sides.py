"""Whether the parties of two events can be the same: each side alike, unknown, or another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from dragoman.records import Event, Party

from .families import Families


class Match(IntEnum):
    """How well two parties, or two sides, agree."""

    OTHER = -1  # they are two actors
    UNKNOWN = 0  # one of them is left out, or nothing tells
    NEAR = 1  # one country, and sectors that may be named for one another (UKR/MIL and UKR/GOV)
    STATE = 2  # the same state, or its army, or its people: many acts have them
    SAME = 3  # the same person, office, organisation or group


@dataclass(frozen=True, slots=True)
class Sides:
    """How the actors and the recipients of two events agree; of two reciprocal acts the better side stands first."""

    actors: Match
    recipients: Match

    @property
    def shared(self) -> bool:
        """Whether a party of both is the same, or near it."""
        return max(self.actors, self.recipients) > Match.UNKNOWN


def compare_sides(a: Event, b: Event, families: Families) -> Sides:
    """How the sides of two events agree; where one of the acts is reciprocal, either way round."""
    if a.reciprocal or b.reciprocal:
        return _either_way((*a.actors, *a.recipients), (*b.actors, *b.recipients), families)
    return Sides(
        _side(a.actors, b.actors, families, acting=True), _side(a.recipients, b.recipients, families, acting=False)
    )


def match(a: Party, b: Party, families: Families, *, acting: bool) -> Match:
    """How well two parties agree. Of those who are acted upon, a state stands for its people: its city was shelled."""
    if a.entity == b.entity:
        return Match.STATE if a.kind in {"state", "people"} or a.entity.count("/") < 2 else Match.SAME
    if a.country is None or b.country is None:
        return _named(a, b)
    if a.country != b.country:
        return Match.OTHER
    if a.country in families.groups:
        return Match.NEAR if _slug(a) & _slug(b) else Match.OTHER
    if (a.kind == b.kind == "person") or (a.role and b.role and a.role.casefold() != b.role.casefold()):
        return Match.OTHER
    classes = {families.side(a.sector), families.side(b.sector)} - {None}
    if len(classes) < 2:
        return Match.NEAR
    if acting:
        return Match.OTHER
    return Match.NEAR if classes == {"state", "people"} else Match.UNKNOWN


def _named(a: Party, b: Party) -> Match:
    """Two parties of which one has no country: the last word of a name tells, and nothing where they differ in kind."""
    if a.name.split()[-1].casefold() == b.name.split()[-1].casefold():
        return Match.SAME
    return Match.OTHER if a.kind == b.kind == "person" else Match.UNKNOWN


def _slug(party: Party) -> set[str]:
    return {word for word in party.entity.rsplit("/", 1)[-1].split("-") if len(word) > 2}


def _side(a: Sequence[Party], b: Sequence[Party], families: Families, *, acting: bool) -> Match:
    """The best match of any two parties of a side: reports name more or fewer of those who took part."""
    return max((match(p, q, families, acting=acting) for p in a for q in b), default=Match.UNKNOWN)


def _either_way(a: Sequence[Party], b: Sequence[Party], families: Families) -> Sides:
    """Everybody of the act that names fewer is looked for in the other."""
    fewer, more = sorted((a, b), key=len)
    best = [max((match(p, q, families, acting=True) for q in more), default=Match.UNKNOWN) for p in fewer]
    if not best:
        return Sides(Match.UNKNOWN, Match.UNKNOWN)
    best.sort(reverse=True)
    return Sides(best[0], best[-1] if len(best) > 1 else Match.UNKNOWN)
