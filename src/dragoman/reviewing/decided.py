"""The decisions of an archive by event and by person: what each says of an event, whatever others say.

An event as people have made it together stands in the view ``events``. Here every person has a ruling of their own: the
event as the machine had it, with that person's edits. It is what the agreement of two people is measured on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import duckdb
import msgspec

from dragoman.archive.arrow import to_rows
from dragoman.archive.decisions import REPORTS, VERDICTS, changed, effective, latest
from dragoman.archive.digest import written
from dragoman.archive.tables import DecisionRow
from dragoman.records import Event

Verdict = Literal["accept", "reject", "unsure"]

_ABOUT = {*VERDICTS, "edit", "add"}  # the kinds that say something of one event
_SUCCESSORS = "select event, successor from tombstones where event in {events} order by version"


class Made(DecisionRow, frozen=True, kw_only=True):
    """A decision with the version of the archive that it made; those of one act have the same."""

    version: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one person says of an event: the last verdict ("accept" where there are only edits), and the event so.

    ``fields`` are those that the person put right; ``added`` tells that the person added the event.
    """

    who: str
    verdict: Verdict
    event: Event
    fields: frozenset[str]
    added: bool
    why: str | None


@dataclass(frozen=True)
class Decided:
    """All decisions of an archive, oldest first. ``withdrawn`` gives for an event that is gone the one in its place.

    That is None where no event tells its words now. Decisions about an event that is gone are counted for the one in
    its place.
    """

    made: tuple[Made, ...]
    withdrawn: Mapping[str, str | None]

    @cached_property
    def holding(self) -> tuple[Made, ...]:
        """The decisions that were not undone."""
        return effective(self.made)

    @cached_property
    def by_event(self) -> Mapping[str, tuple[Made, ...]]:
        """The decisions that hold about each event of now; none about an event whose addition was undone."""
        added, there = ({each.target for each in some if each.kind == "add"} for some in (self.made, self.holding))
        found: dict[str, list[Made]] = {}
        for each in self.holding:
            if each.kind in _ABOUT and not each.target.startswith(REPORTS) and each.target not in added - there:
                found.setdefault(self.now(each.target), []).append(each)
        return {event: tuple(some) for event, some in found.items()}

    @cached_property
    def complete(self) -> Mapping[str, frozenset[str]]:
        """The reports that people call complete, with who does."""
        found: dict[str, set[str]] = {}
        for each in self.holding:
            if each.kind == "accept" and each.target.startswith(REPORTS):
                found.setdefault(each.target, set()).add(each.who)
        return {report: frozenset(people) for report, people in found.items()}

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody whose decisions hold, by name."""
        return tuple(sorted({each.who for each in self.holding}))

    def now(self, event: str) -> str:
        """The event of now that tells the words of one."""
        return latest(event, self._successors, ())

    @cached_property
    def _successors(self) -> Mapping[str, str]:
        return {old: new for old, new in self.withdrawn.items() if new}

    def by(self, who: str) -> frozenset[str]:
        """The events that a person has decided about."""
        return frozenset(event for event, some in self.by_event.items() if any(each.who == who for each in some))

    def about(self, event: str) -> tuple[Made, ...]:
        """Everything that was ever decided about an event, also what was undone, and the undoing."""
        found: list[Made] = []
        among = {old for old in (*self.withdrawn, event) if self.now(old) == event} | {event}
        ids: set[str] = set()
        for each in self.made:
            if (each.kind in _ABOUT and each.target in among) or each.target in ids:
                found.append(each)
                ids.add(each.decision)
        return tuple(found)

    def until(self, version: int) -> Decided:
        """What was decided up to a version of the archive."""
        return Decided(tuple(each for each in self.made if each.version <= version), self.withdrawn)

    def machine(self, event: str) -> Event | None:
        """The event as the machine had it when somebody last decided about it; an added one as it was added."""
        made = self.by_event.get(event, ())
        return _machine(made, event)

    def rulings(self, event: str) -> dict[str, Ruling]:
        """What each person says of an event, by name."""
        made = self.by_event.get(event, ())
        base = _machine(made, event)
        if base is None:
            return {}
        people = dict.fromkeys(each.who for each in made)
        return {who: _ruling(who, [each for each in made if each.who == who], base) for who in people}

    def together(self, event: str) -> Ruling | None:
        """What all people together have made of an event: the last verdict, and the last edit of each field."""
        made = self.by_event.get(event, ())
        base = _machine(made, event)
        return _ruling(made[-1].who, made, base) if base else None

    def acts(self, who: str) -> list[tuple[Made, ...]]:
        """What a person did, the last first: the decisions of one commit are one act."""
        found: dict[int, list[Made]] = {}
        for each in self.made:
            if each.who == who:
                found.setdefault(each.version, []).append(each)
        return [tuple(found[version]) for version in sorted(found, reverse=True)]

    def undone(self, act: Sequence[Made]) -> bool:
        """Whether an act does not hold."""
        return not {each.decision for each in act} & self._standing

    @cached_property
    def _standing(self) -> frozenset[str]:
        """The ids of the decisions that hold, undoings among them."""
        undone: set[str] = set()
        for each in reversed(self.made):
            if each.kind == "undo" and each.decision not in undone:
                undone.add(each.target)
        return frozenset(each.decision for each in self.made) - undone


def decided(con: duckdb.DuckDBPyConnection) -> Decided:
    """All decisions of the archive whose views ``con`` has."""
    found = con.sql("select * from decisions order by version, made").to_arrow_table()
    made = tuple(to_rows(found, Made))
    return Decided(made, _withdrawn(con, {each.target for each in made}))


def _withdrawn(con: duckdb.DuckDBPyConnection, events: Iterable[str]) -> dict[str, str | None]:
    """Of some events those that are gone, with what is in their place, and of these again."""
    found: dict[str, str | None] = {}
    asked = {event for event in events if event.startswith("e-")}
    while asked:
        gone = dict(con.execute(_SUCCESSORS.format(events=written(sorted(asked)))).fetchall())
        found |= gone
        asked = {new for new in gone.values() if new} - found.keys()
    if found:  # coding again may have brought one back
        back = con.execute(f"select event from machine_events where event in {written(found)}").fetchall()
        for (event,) in back:
            del found[event]
    return found


def _machine(made: Sequence[Made], event: str) -> Event | None:
    words = next((each.value for each in made if each.kind == "add"), None)
    words = words or next((each.machine for each in reversed(made) if each.machine), None)
    return msgspec.structs.replace(msgspec.json.decode(words, type=Event), event=event) if words else None


def _ruling(who: str, made: Sequence[Made], base: Event) -> Ruling:
    verdicts = [each for each in made if each.kind in VERDICTS]
    edits = {each.field: each.value for each in made if each.kind == "edit" and each.field and each.value}
    for field, value in edits.items():
        base = changed(base, field, value)
    last = verdicts[-1].kind if verdicts else "accept"
    assert last in VERDICTS
    return Ruling(
        who, last, base, frozenset(edits), any(each.kind == "add" for each in made),  # type: ignore[arg-type]
        next((each.why for each in reversed(made) if each.why), None),
    )  # fmt: skip
