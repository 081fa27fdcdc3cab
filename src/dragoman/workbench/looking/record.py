"""What people decided: who, when and why, what the machine had said, and whether it still holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import duckdb
import msgspec

from dragoman.archive.decisions import effective
from dragoman.archive.digest import written
from dragoman.archive.joins import overruled
from dragoman.archive.tables import DecisionRow
from dragoman.records import Event
from dragoman.workbench.asking import Key

from .rows import rows_of

State = Literal["holds", "undone", "overruled", "waits"]
KINDS = ("accept", "reject", "unsure", "edit", "add", "join", "split", "undo")
PLACING = frozenset({"join", "split"})

_ALL = "select * replace (null as machine) from decisions order by version, made"
_VALUES = "select decision, machine, value from decisions where decision in {decisions}"
_GROUPED = """
select coalesce(max(version), 0) from commits
where kind = 'group' and list_contains(list_transform(parts, lambda p: p."table"), 'occurrences')
"""


class Made(DecisionRow, frozen=True, kw_only=True):
    """A decision with the version of the archive that brought it."""

    version: int

    @property
    def others(self) -> tuple[str, ...]:
        """The other events of a join or split."""
        return msgspec.json.decode(self.value or "[]", type=tuple[str, ...]) if self.kind in PLACING else ()


class DecisionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as it is shown.

    ``machine`` is what the machine had said and ``now`` what the person says in its place, in words; ``others`` the
    other events of a join or a split. ``state`` tells whether it holds: it may be undone (``undone_by``), overruled by
    a later one, or wait until events are grouped again.
    """

    decision: str
    kind: str
    made: dt.datetime
    who: str
    why: str | None
    target: str
    report: str | None
    field: str | None
    machine: str | None
    now: str | None
    others: tuple[str, ...]
    state: State
    undone_by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Record:
    """All decisions of an archive, oldest first, with what became of each."""

    made: tuple[Made, ...]
    states: dict[str, State]
    undone_by: dict[str, str]

    def of(self, decisions: Iterable[str]) -> list[Made]:
        """Decisions by their ids, oldest first."""
        wanted = set(decisions)
        return [each for each in self.made if each.decision in wanted]

    def about(self, events: Iterable[str]) -> list[Made]:
        """The decisions about any of some events, and those that took one back, oldest first."""
        wanted, found = set(events), set[str]()
        for each in self.made:
            if each.target in wanted | found or wanted.intersection(each.others):
                found.add(each.decision)
        return self.of(found)

    @property
    def waiting(self) -> list[Made]:
        """The decisions that wait for grouping."""
        return [each for each in self.made if self.states[each.decision] == "waits"]


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """A page of the record, how many decisions there are in all, and the key of the last row where more follow."""

    lines: list[DecisionLine]
    total: int
    following: Key | None


def record_of(con: duckdb.DuckDBPyConnection) -> Record:
    """All decisions of an archive."""
    made = tuple(rows_of(con, _ALL, (), Made))
    if not made:
        return Record((), {}, {})
    holding = {each.decision for each in effective(made)} | _holding_undos(made)
    lost = set(overruled(con))
    [(grouped,)] = con.execute(_GROUPED).fetchall()
    by_id = {each.decision: each for each in made}
    undone_by = {each.target: each.decision for each in made if each.kind == "undo" and each.decision in holding}
    return Record(made, {each.decision: _state(each, by_id, holding, lost, grouped) for each in made}, undone_by)


def page_of(
    con: duckdb.DuckDBPyConnection, record: Record, *, kind: str, who: str, day: dt.date | None, after: Key | None,
    limit: int,
) -> DecisionPage:  # fmt: skip
    """The newest decisions of a kind, a person and a day, where these are given."""
    wanted = [
        each for each in reversed(record.made)
        if (not kind or each.kind == kind) and (not who or each.who.casefold() == who.casefold())
        and (day is None or each.made.date() == day)
    ]  # fmt: skip
    begin = next((n for n, each in enumerate(wanted, 1) if after and each.decision == after.event), 0)
    if after and not begin:  # decisions are never removed: the key is one of another question
        begin = next((n for n, each in enumerate(wanted) if after.day and each.made.date() < after.day), len(wanted))
    shown = wanted[begin : begin + limit]
    following = Key(shown[-1].made.date(), shown[-1].decision) if len(wanted) > begin + limit else None
    return DecisionPage(lines_of(con, record, shown), len(wanted), following)


def lines_of(con: duckdb.DuckDBPyConnection, record: Record, made: Sequence[Made]) -> list[DecisionLine]:
    """Decisions with the values before and after, in the order they are given."""
    if not made:
        return []
    found = con.execute(_VALUES.format(decisions=written(each.decision for each in made))).fetchall()
    values = {decision: (machine, value) for decision, machine, value in found}
    return [_line(each, record, *values[each.decision]) for each in made]


def _line(made: Made, record: Record, machine: str | None, value: str | None) -> DecisionLine:
    before, after = _before_and_after(made, machine, value)
    return DecisionLine(
        decision=made.decision, kind=made.kind, made=made.made, who=made.who, why=made.why, target=made.target,
        report=made.report, field=made.field, machine=before, now=after, others=made.others,
        state=record.states[made.decision], undone_by=record.undone_by.get(made.decision), version=made.version,
    )  # fmt: skip


def _holding_undos(made: Sequence[Made]) -> set[str]:
    """The undos that were not taken back themselves."""
    undone: set[str] = set()
    for each in reversed(made):
        if each.kind == "undo" and each.decision not in undone:
            undone.add(each.target)
    return {each.decision for each in made if each.kind == "undo" and each.decision not in undone}


def _state(made: Made, by_id: dict[str, Made], holding: set[str], lost: set[str], grouped: int) -> State:
    if made.decision not in holding:
        return "undone"
    if made.decision in lost:
        return "overruled"
    return "waits" if made.version > grouped and _places(made, by_id) else "holds"


def _places(made: Made, by_id: dict[str, Made]) -> bool:
    """Whether a decision is about which events are one happening."""
    seen: set[str] = set()
    while made.kind == "undo" and made.target in by_id and made.decision not in seen:
        seen.add(made.decision)
        made = by_id[made.target]
    return made.kind in PLACING


def _before_and_after(made: Made, machine: str | None, value: str | None) -> tuple[str | None, str | None]:
    if made.kind == "edit" and made.field:
        before = msgspec.json.decode(machine).get(made.field) if machine else None
        return _shown(before), _shown(msgspec.json.decode(value) if value else None)
    told = event_words(msgspec.json.decode(machine, type=Event)) if machine else None
    if made.kind == "add":
        return None, event_words(msgspec.json.decode(value, type=Event)) if value else None
    return told, {"reject": "no event", "accept": "right as it is", "unsure": "left open"}.get(made.kind)


def event_words(event: Event) -> str:
    """An event in a line: what, who to whom, when, where."""
    code = f"{event.type}/{event.mode}" if event.mode else event.type
    sides = " → ".join(", ".join(party.name for party in side) or "–" for side in (event.actors, event.recipients))
    day = f", {event.date.start or event.date.text}" if event.date else ""
    return f"{code}: {sides}{day}" + (f", {event.place.name}" if event.place else "")


def _shown(value: Any) -> str:
    """A value of a field in words: names of parties and places, dates, else its JSON."""
    if value is None or value == []:
        return "nothing"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(each, dict) and "name" in each for each in value):
        return ", ".join(str(each["name"]) for each in value)
    if isinstance(value, dict) and "name" in value:
        return str(value["name"])
    if isinstance(value, dict) and "start" in value:
        return " to ".join(dict.fromkeys(str(value[end] or "…") for end in ("start", "end")))
    return msgspec.json.encode(value).decode()
