"""The decisions of users as constraints on joining: must-link and cannot-link, of which the later one wins.

Wagstaff and others 2001 (constrained clustering). A decision that a later one contradicts is overruled as a whole pair,
not silently bent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .told import Decision


@dataclass(slots=True)
class Constraints:
    """Groups of events that must be together, and couples that must not.

    ``overruled`` are decisions that do not hold.
    """

    overruled: list[Decision] = field(default_factory=list)
    _parent: dict[str, str] = field(default_factory=dict)
    _apart: set[tuple[str, str]] = field(default_factory=set)
    _movers: dict[tuple[str, str], str] = field(default_factory=dict)

    def together(self, event: str) -> str:
        """The id that stands for the group of events that must be with this one."""
        while (parent := self._parent.get(event, event)) != event:
            event = parent
        return event

    def apart(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether any event of one set must not be with any of the other."""
        if not self._apart:
            return False
        ones, others = {self.together(event) for event in a}, {self.together(event) for event in b}
        return any((x in ones and y in others) or (y in ones and x in others) for x, y in self._couples())

    def leaving(self, members: Sequence[str]) -> set[str]:
        """The events that decisions take out of this set: the first of a split and all that must be with it."""
        roots = {event: self.together(event) for event in members}
        found = {
            self.together(mover)
            for (x, y), mover in self._movers.items()
            if {self.together(x), self.together(y)} <= set(roots.values())
        }
        return {event for event, root in roots.items() if root in found}

    def add(self, decision: Decision) -> None:
        """Take in a decision that is older than all before it."""
        first, *others = decision.events
        held = [self._link(first, o) if decision.kind == "join" else self._cut(first, o) for o in others]
        if not all(held):
            self.overruled.append(decision)

    def _link(self, a: str, b: str) -> bool:
        if self.apart((a,), (b,)):
            return False
        low, high = sorted((self.together(a), self.together(b)))
        self._parent[high] = low
        return True

    def _cut(self, event: str, other: str) -> bool:
        if self.together(event) == self.together(other):
            return False
        self._apart.add((event, other))
        self._movers.setdefault((event, other), event)
        return True

    def _couples(self) -> Iterable[tuple[str, str]]:
        return ((self.together(x), self.together(y)) for x, y in self._apart)


def constraints(decisions: Sequence[Decision]) -> Constraints:
    """The constraints of decisions in the order in which they were made."""
    found = Constraints()
    for decision in reversed(decisions):
        found.add(decision)
    return found
