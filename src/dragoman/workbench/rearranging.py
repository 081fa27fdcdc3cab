"""What a person changes about which events tell one happening: checked against what the page had shown, then made.

A decision is stored first and the events are grouped after it. Where the process dies in between, the decision is
there, and the pages say that it waits for grouping.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from dragoman.archive import Archive
from dragoman.archive.deciding import Step
from dragoman.archive.digest import written
from dragoman.errors import DragomanError, UsageError

from .faults import NoLonger
from .looking.record import record_of

_log = logging.getLogger("dragoman.workbench")
_HOMES = """
select e.event, coalesce(o.occurrence, e.event) from (select event from events where event in {events}) e
left join (select event, occurrence from occurrences where event in {events}) o using (event)
"""


@dataclass(frozen=True, slots=True)
class Changed:
    """An event that is no longer where a page had shown it; ``now`` is its occurrence, None where it is gone."""

    event: str
    now: str | None


class Moved(NoLonger):
    """Events were withdrawn, or are in another occurrence than the page had shown (409)."""

    def __init__(self, changed: Sequence[Changed]) -> None:
        super().__init__(f"{len(changed)} of the events are no longer where the page showed them; nothing was changed")
        self.changed = tuple(changed)


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, and why."""

    who: str
    why: str | None


def split(
    archive: Archive, seen: Mapping[str, str], marked: Sequence[str], *, together: bool, signed: Signed
) -> tuple[str, ...]:
    """Take events out of an occurrence; gives the ids of the decisions.

    ``seen`` are all its events as the page showed them, each with its occurrence. With ``together`` those that are
    taken out tell one happening. Raises Moved where an event is not there any more, UsageError where none or all are
    marked.
    """
    rest = [event for event in seen if event not in marked]
    if not marked or not rest:
        raise UsageError(
            "mark the tellings to take out of this occurrence, at least one and not all: those that are left keep it"
        )
    _check(archive.connection(), seen)
    steps = [Step(kind="split", target=each, others=tuple(rest)) for each in marked]
    if together and len(marked) > 1:
        steps.append(Step(kind="join", target=marked[0], others=tuple(marked[1:])))
    return _made(archive, steps, signed)


def join(archive: Archive, seen: Mapping[str, str], *, signed: Signed) -> tuple[str, ...]:
    """Make one occurrence of those that some events are in; ``seen`` has them as the page showed them.

    Raises Moved where an event is not there any more, UsageError where they are of fewer than two occurrences.
    """
    if len(set(seen.values())) < 2:
        raise UsageError("mark the occurrences that tell the same happening, at least one beside this one")
    _check(archive.connection(), seen)
    target, *others = seen
    return _made(archive, [Step(kind="join", target=target, others=tuple(others))], signed)


def undo(archive: Archive, decisions: Sequence[str], *, signed: Signed) -> tuple[str, ...]:
    """Take decisions back, the last first; gives the ids of the undos.

    Raises NoLonger where one does not hold any more, UsageError for one that is not there.
    """
    record = record_of(archive.connection())
    there = record.of(decisions)
    if missing := set(decisions) - {each.decision for each in there}:
        raise UsageError(f"no decision {', '.join(sorted(missing))} in this archive to undo")
    if not there:
        raise UsageError("no decision is named that is to be taken back")
    if gone := [each.decision for each in there if record.states[each.decision] == "undone"]:
        raise NoLonger(f"{', '.join(gone)} was taken back already")
    return _made(archive, [Step(kind="undo", target=each.decision) for each in reversed(there)], signed)


def _made(archive: Archive, steps: Sequence[Step], signed: Signed) -> tuple[str, ...]:
    """Store decisions, then group. What goes wrong with grouping loses no decision: the page says that it waits."""
    made = tuple(archive.decide_all(steps, who=signed.who, why=signed.why))
    try:
        archive.group()
    except DragomanError:
        _log.exception("decisions %s are stored and wait for grouping", ", ".join(made))
    return made


def homes(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> dict[str, str]:
    """The occurrence of each of some events that hold; its own id for one that is in none yet."""
    return dict(con.execute(_HOMES.format(events=written(events))).fetchall())


def _check(con: duckdb.DuckDBPyConnection, seen: Mapping[str, str]) -> None:
    now = homes(con, list(seen))
    changed = [Changed(event, now.get(event)) for event, shown in seen.items() if now.get(event) != shown]
    if changed:
        raise Moved(changed)
