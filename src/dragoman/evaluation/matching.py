"""Which coded event is which event of the reference coding.

Two events can be the same where a trigger of one stands near a trigger of the other. Of all such pairs the most alike
are taken first; an event is taken once. Type counts more than the countries of both sides, these more than their
sectors, these more than the day; of two alike a required event goes before an optional one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.records import Span

from .events import CodedEvent, GoldEvent, codes
from .spans import common

REACH = 60
"""The number of characters that a trigger may stand away from the gold's."""
LONGEST = 80
"""A trigger longer than this is no trigger: one that is the whole report would be near everything."""

Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """In what two events are alike; ``day`` is None where the gold has no date."""

    type: bool
    countries: bool
    sectors: bool
    day: bool | None

    @property
    def weight(self) -> int:
        """How much alike they are."""
        return 8 * self.type + 4 * self.countries + 2 * self.sectors + bool(self.day)


@dataclass(frozen=True, slots=True)
class Match:
    """A coded event taken for one of the gold: their places in the lists, and in what they are alike."""

    gold: int
    coded: int
    like: Likeness


@dataclass(frozen=True, slots=True)
class Matching:
    """The events of one report matched: by their place in the gold, and the coded events that are no matter.

    These are taken for an optional event, or tell a two-sided act of the gold once more as directed pieces.
    """

    taken: dict[int, Match]
    ignored: frozenset[int]


def match(gold: Sequence[GoldEvent], coded: Sequence[CodedEvent]) -> Matching:
    """Match the coded events of a report with the events of its reference coding."""
    near = sorted(_near_pairs(gold, coded), key=lambda pair: _rank(gold, pair))
    taken: dict[int, Match] = {}
    used: set[int] = set()
    for pair in near:
        if pair.gold not in taken and pair.coded not in used:
            taken[pair.gold] = pair
            used.add(pair.coded)
    pieces = {
        pair.coded
        for pair in near
        if pair.coded not in used
        and pair.gold in taken
        and gold[pair.gold].reciprocal
        and pair.like.type
        and pair.like.countries
    }
    optional = {pair.coded for pair in taken.values() if gold[pair.gold].optional}
    return Matching(taken, frozenset(optional | pieces))


def _rank(gold: Sequence[GoldEvent], pair: Match) -> tuple[float, bool, int, int]:
    """The most alike first; of equals required before optional, then in the order of the lists."""
    return -pair.like.weight, bool(gold[pair.gold].optional), pair.gold, pair.coded


def _near_pairs(gold: Sequence[GoldEvent], coded: Sequence[CodedEvent]) -> Iterator[Match]:
    triggers = [_gold_triggers(event) for event in gold]
    others = [_coded_triggers(event) for event in coded]
    for i, want in enumerate(gold):
        for j, have in enumerate(coded):
            if any(common(a, b) > 0 for a in triggers[i] for b in others[j]):
                yield Match(i, j, _likeness(want, have))


def _gold_triggers(event: GoldEvent) -> list[Span]:
    """The triggers with what is in their reach."""
    return [(m.start - REACH, m.start + len(m.trigger) + REACH) for m in event.mentions]


def _coded_triggers(event: CodedEvent) -> list[Span]:
    spans = (mention.span for mention in event.mentions or ())
    return [span for span in spans if span and span[1] - span[0] <= LONGEST]


def _likeness(gold: GoldEvent, coded: CodedEvent) -> Likeness:
    return Likeness(
        type=gold.type == coded.type,
        countries=_same_parties(gold, coded, sectors=False),
        sectors=_same_parties(gold, coded, sectors=True),
        day=_same_day(gold, coded),
    )


def _same_parties(gold: GoldEvent, coded: CodedEvent, *, sectors: bool) -> bool:
    """Whether both sides are the same; which is which counts unless the gold says that both act."""
    want, have = _sides(gold, sectors=sectors), _sides(coded, sectors=sectors)
    if _alike(want[0], have[0]) and _alike(want[1], have[1]):
        return True
    if not gold.reciprocal:
        return False
    crossed = _alike(want[0], have[1]) and _alike(want[1], have[0])
    return crossed or want[0] | want[1] == have[0] | have[1]


def _sides(event: GoldEvent | CodedEvent, *, sectors: bool) -> Sides:
    return codes(event.actors, sectors=sectors), codes(event.recipients, sectors=sectors)


def _alike(want: frozenset[str], have: frozenset[str]) -> bool:
    """Whether both are empty, or share at least a third of all the codes named on either."""
    return 3 * len(want & have) >= len(want | have)


def _same_day(gold: GoldEvent, coded: CodedEvent) -> bool | None:
    if gold.date is None:
        return None
    return coded.date is not None and (coded.date.start, coded.date.end) == gold.date
