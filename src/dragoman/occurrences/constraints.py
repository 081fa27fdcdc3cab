"""The decisions of users as constraints on joining: must-link and cannot-link, of which the later one wins.

Wagstaff and others 2001 (constrained clustering). A decision that later ones contradict does not hold for the couple of
events where they do, and is listed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .told import Decision


@dataclass(slots=True)
class Constraints:
    """Groups of events that must be together, and groups that must not.

    A group is known by one of its events, its root. ``overruled`` are decisions that do not hold.
    """

    overruled: list[Decision] = field(default_factory=list)
    _parent: dict[str, str] = field(default_factory=dict)
    _apart: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _leave: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def together(self, event: str) -> str:
        """The root of the group of events that must be with this one."""
        while (parent := self._parent.get(event, event)) != event:
            event = parent
        return event

    def apart(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether any event of one set must not be with any of the other."""
        if not self._apart:
            return False
        others = {self.together(event) for event in b}
        return any(self._apart.get(self.together(event), set()) & others for event in a)

    def leaving(self, members: Sequence[str]) -> set[str]:
        """The events that decisions take out of this set: those split from another member, and all joined with them."""
        roots = {event: self.together(event) for event in members}
        present = set(roots.values())
        found = {
            root for event, root in roots.items() if {self.together(x) for x in self._leave.get(event, ())} & present
        }
        return {event for event, root in roots.items() if root in found}

    def add(self, decision: Decision) -> None:
        """Take in a decision that is older than all before it."""
        first, *others = decision.events
        held = [self._link(first, o) if decision.kind == "join" else self._cut(first, o) for o in others]
        if not all(held):
            self.overruled.append(decision)

    def _link(self, a: str, b: str) -> bool:
        low, high = sorted((self.together(a), self.together(b)))
        if high in self._apart.get(low, ()):
            return False
        if low != high:
            self._parent[high] = low
            for other in self._apart.pop(high, set()):
                self._apart[other].discard(high)
                self._set_apart(low, other)
        return True

    def _cut(self, event: str, other: str) -> bool:
        one, two = self.together(event), self.together(other)
        if one == two:
            return False
        if two not in self._apart.get(one, ()):  # else a later decision has said which of the two leaves
            self._set_apart(one, two)
            self._leave[event].add(other)
        return True

    def _set_apart(self, a: str, b: str) -> None:
        self._apart[a].add(b)
        self._apart[b].add(a)


def constraints(decisions: Sequence[Decision]) -> Constraints:
    """The constraints of decisions in the order in which they were made."""
    found = Constraints()
    for decision in reversed(decisions):
        found.add(decision)
    return found
