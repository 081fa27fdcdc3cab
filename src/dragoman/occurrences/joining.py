"""Joins events of different reports that tell one happening into occurrences, and says why."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .clumps import Clump, clumps
from .compatible import NEEDED
from .constraints import Constraints, constraints
from .linking import Link, link_groups
from .neighbourhoods import SAMPLE, Pairs, neighbourhoods
from .told import Decision, Placed, Told, told_on

FIRM = frozenset({"report", "status", "type"})
"""Bars of which one keeps two groups apart. Parties, places and dates are sometimes wrong: such a bar costs points."""
BARRED = -3.0  # points of a pair that is barred, in the mean over the pairs of two groups

By = Literal["alone", "fields", "decision"]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an event stands and why: ``on`` are the fields in which it agrees with most of the others.

    ``by`` is ``fields``, ``decision`` where a user joined it with another member, ``alone`` where it is the only one.
    """

    event: str
    occurrence: str
    by: By
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """Two occurrences turned out to be one: ``old`` is now ``into``, and ``on`` are the fields that agree."""

    old: str
    into: str
    by: By
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placements:
    """What a call gives: every new event and every old one that moved, merged occurrences, decisions that do not hold.

    A decision is overruled where later ones contradict it.
    """

    placed: tuple[Placement, ...]
    merged: tuple[Merge, ...]
    overruled: tuple[Decision, ...]


def occurrences(new: Sequence[Told], placed: Sequence[Placed] = (), decisions: Sequence[Decision] = ()) -> Placements:
    """Place new events beside those that were placed before; the order of ``new`` and ``placed`` makes no difference.

    ``placed`` must hold every member of each occurrence it names: those with an event that shares a key with a new one
    (``sought`` against ``keys``), and those that hold an event of a decision. ``decisions`` are in the order in which
    they were made. An old event keeps its occurrence unless a decision takes it out or two occurrences become one; then
    the one told first stays. The id of a new occurrence is made from the event of it that was told first.
    """
    held = constraints(decisions)
    parts = clumps(new, placed, held)
    pairs = Pairs()
    naming = _Naming({one.occurrence for one in placed})
    was = {one.told.event.event: one.occurrence for one in placed}
    found: list[Placement] = []
    merged: list[Merge] = []
    for group in sorted(_grouped(parts, held, pairs), key=lambda group: told_on(_first(group))):
        name = naming.name(group)
        members = sorted((told for part in group for told in part.members), key=told_on)
        why = _Why(members, held, pairs)
        for told in members:
            if was.get(told.event.event) != name:
                found.append(Placement(told.event.event, name, *why.of(told)))
        for part in group:
            merged.extend(Merge(old, name, *why.of(part.members[0])) for old in part.homes if old != name)
    return Placements(tuple(found), tuple(merged), tuple(held.overruled))


class _Naming:
    """Ids of occurrences; an id that was given once is not given to another happening."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken

    def name(self, group: Sequence[Clump]) -> str:
        """The id of the part told first that has one, else a new one."""
        for part in sorted((part for part in group if part.homes), key=lambda part: told_on(part.members[0])):
            return part.homes[0]
        first, n = _first(group).event.event, 0
        while (name := occurrence_id(first, n)) in self._taken:
            n += 1
        self._taken.add(name)
        return name


def occurrence_id(event: str, n: int = 0) -> str:
    """The id of the occurrence that an event founds; ``n`` counts those it has founded before and was taken out of."""
    seed = f"{event}/{n}" if n else event
    return "o-" + hashlib.sha256(seed.encode()).hexdigest()[:16]


class _Why:
    """Why each member of an occurrence is in it."""

    def __init__(self, members: Sequence[Told], held: Constraints, pairs: Pairs) -> None:
        self._members, self._held, self._pairs = members, held, pairs
        self._roots = Counter(held.together(told.event.event) for told in members)

    def of(self, told: Told) -> tuple[By, tuple[str, ...]]:
        others = [other for other in self._members[:SAMPLE] if other is not told]
        if not others:
            return "alone", ()
        agreed = Counter(field for other in others for field in self._pairs.of(told, other).on)
        on = tuple(field for field, n in agreed.items() if 2 * n >= len(others))
        return ("decision" if self._roots[self._held.together(told.event.event)] > 1 else "fields"), on


def _first(group: Iterable[Clump]) -> Told:
    return min((part.members[0] for part in group), key=told_on)


def _grouped(parts: Sequence[Clump], held: Constraints, pairs: Pairs) -> Iterator[list[Clump]]:
    """The parts of each occurrence."""
    for near in neighbourhoods(parts, pairs):
        names = [told_on(part.members[0]) for part in near]

        def link(i: int, j: int, near: Sequence[Clump] = near) -> Link:
            return _link(near[i], near[j], held, pairs)

        yield from ([near[i] for i in numbers] for numbers in link_groups(names, link, NEEDED))


def _link(a: Clump, b: Clump, held: Constraints, pairs: Pairs) -> Link:
    """The points between two parts. Where a user has joined what fields keep apart, a bar of some members is void."""
    if a.reports & b.reports or held.apart(a.ids, b.ids):
        return Link(0.0, 1, barred=True)
    agreements = [pairs.of(x, y) for x in a.members[:SAMPLE] for y in b.members[:SAMPLE]]
    free = [one for one in agreements if not one.barred]
    if free and (a.decided or b.decided):
        agreements = free
    barred = any(one.barred in FIRM for one in agreements)
    return Link(sum(one.points if not one.barred else BARRED for one in agreements), len(agreements), barred)
