"""What is joined as a whole: the members an occurrence has kept, the events that a user has joined, else one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .constraints import Constraints
from .told import Placed, Told, told_on


@dataclass(frozen=True, slots=True)
class Clump:
    """Events that stay together, in the order in which they were told.

    ``homes`` are the ids of the occurrences they were in before, that of the event told first standing first;
    ``decided`` where a user has joined some of them.
    """

    members: tuple[Told, ...]
    homes: tuple[str, ...]
    decided: bool

    @property
    def reports(self) -> frozenset[str]:
        """The reports of its events."""
        return frozenset(told.report for told in self.members)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its events."""
        return tuple(told.event.event for told in self.members)


def clumps(new: Sequence[Told], placed: Sequence[Placed], held: Constraints) -> list[Clump]:
    """The events in clumps, in the order of their first events. An event that is given twice counts once."""
    homes = {one.told.event.event: one.occurrence for one in placed}
    everything = {told.event.event: told for told in (*new, *(one.told for one in placed))}
    found: list[Clump] = []
    for ids in _together(everything, homes, held):
        leaving = held.leaving(ids)
        found.append(_clump([everything[i] for i in ids if i not in leaving], homes, held))
        parting = defaultdict(list)
        for event in leaving:
            parting[held.together(event)].append(everything[event])
        found.extend(_clump(members, {}, held) for members in parting.values())
    return sorted((clump for clump in found if clump.members), key=lambda clump: told_on(clump.members[0]))


def _clump(members: Iterable[Told], homes: dict[str, str], held: Constraints) -> Clump:
    ordered = sorted(members, key=told_on)
    roots = [held.together(told.event.event) for told in ordered]
    known = dict.fromkeys(homes[told.event.event] for told in ordered if told.event.event in homes)
    return Clump(tuple(ordered), tuple(known), decided=len(set(roots)) < len(roots))


def _together(everything: Iterable[str], homes: dict[str, str], held: Constraints) -> list[list[str]]:
    """Ids of events in sets that hold together by an occurrence they were in or by a decision."""
    sets: dict[str, list[str]] = {}
    of: dict[str, str] = {}
    for event in sorted(everything):
        names = {f"root {held.together(event)}", *([f"home {homes[event]}"] if event in homes else [])}
        known = sorted({of[name] for name in names if name in of})
        into = known[0] if known else event
        sets.setdefault(into, []).append(event)
        for other in known[1:]:
            sets[into].extend(sets.pop(other))
            of.update({name: into for name, owner in of.items() if owner == other})
        of.update(dict.fromkeys(names, into))
    return list(sets.values())
