"""People's decisions about events: each is checked, then added and never changed."""

from __future__ import annotations

import getpass
from collections.abc import Sequence

import duckdb
import msgspec

from dragoman.errors import UsageError
from dragoman.records import Event, Record

from .arrow import to_rows
from .commits import Log, add_rows, commit_rows, new_id, now
from .decisions import REPORTS, changed
from .digest import written
from .reviews import coded
from .rows import event_of
from .store import Store
from .tables import DecisionKind, DecisionRow, EventRow

_BESIDE = """
select event from occurrences where event != ? and occurrence in (select occurrence from occurrences where event = ?)
"""
_TAKES = {"join": "is to be joined with", "split": "is to be split from: it is alone in its occurrence"}
_TOMBSTONE = "select why, successor from tombstones where event = ? order by version desc limit 1"


class Step(Record, frozen=True, kw_only=True):
    """What a person decides about one thing: see ``DecisionRow``; ``others`` are the events of a join or split."""

    kind: DecisionKind
    target: str
    others: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None


def decide(
    store: Store,
    log: Log,
    con: duckdb.DuckDBPyConnection,
    steps: Sequence[Step],
    *,
    who: str | None = None,
    why: str | None = None,
) -> tuple[Log, list[str]]:
    """Add decisions in one commit; the log with it, and their ids. ``con`` has the archive's views.

    All of them hold or, where the process is killed, none. ``who`` is the user by default. Raises UsageError for an
    event or a decision that is not there, or a value that the field cannot have; then nothing is added.
    """
    who = who or getpass.getuser()
    made = [_decision(con, step, who, why) for step in steps]
    return _write(store, log, made), [each.decision for each in made]


def _decision(con: duckdb.DuckDBPyConnection, step: Step, who: str, why: str | None) -> DecisionRow:
    """The row of a decision that can be made. Raises as ``decide`` does."""
    kind, target, value = step.kind, step.target, step.value
    report, machine = None, None
    if kind == "undo":
        report = _undone(con, target)
    elif kind == "add":
        report, value = _added(con, target, value)
    elif kind == "accept" and target.startswith(REPORTS):
        report = _whole(con, target)
    else:
        row = _event(con, target)
        report, machine = row.report, msgspec.json.encode(event_of(row)).decode()
        if kind == "edit":
            changed(event_of(row), step.field or "", value or "")
        elif kind in {"join", "split"}:
            _check_shown(con, [target])
            value = _others(con, kind, target, step.others)
    return DecisionRow(
        decision=new_id("d"), kind=kind, target=_id_of(value) if kind == "add" else target, report=report,
        field=step.field, value=value, machine=machine, who=who, why=why, made=now(),
    )  # fmt: skip


def _write(store: Store, log: Log, decisions: Sequence[DecisionRow]) -> Log:
    commit = new_id("c")
    parts = add_rows(store, commit, {"decisions": decisions})
    return commit_rows(store, log, commit=commit, kind="decide", run="", parts=parts)


def _whole(con: duckdb.DuckDBPyConnection, report: str) -> str:
    """A report whose coding a person calls complete."""
    if not con.execute("select 1 from codings where report = ?", [report]).fetchall():
        raise UsageError(f"no report {report!r} in this archive to call complete")
    return report


def _event(con: duckdb.DuckDBPyConnection, event: str) -> EventRow:
    """The event as the machine has it, also one that was rejected; else as people have made or kept it."""
    for query in (coded(con, [event]), f"from events where event in {written([event])}"):
        found = con.sql(query).to_arrow_table()
        if found.num_rows:
            return next(to_rows(found, EventRow))
    for why, successor in con.execute(_TOMBSTONE, [event]).fetchall():
        now_ = f"; the same words are told by {successor} now" if successor else ""
        raise UsageError(f"event {event} was withdrawn: {why}{now_}")
    raise UsageError(f"no event {event!r} in this archive")


def _check_shown(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> None:
    """Raise UsageError where an event is not there, or was rejected."""
    shown = {event for (event,) in con.execute(f"select event from events where event in {written(events)}").fetchall()}
    for event in events:
        if event not in shown:
            _event(con, event)
            raise UsageError(f"event {event} was rejected, so it tells no happening; accept it first")


def _undone(con: duckdb.DuckDBPyConnection, decision: str) -> str | None:
    found = con.execute("select report from decisions where decision = ?", [decision]).fetchall()
    if not found:
        raise UsageError(f"no decision {decision!r} in this archive to undo")
    return str(found[0][0]) if found[0][0] else None


def _added(con: duckdb.DuckDBPyConnection, report: str, value: str | None) -> tuple[str, str]:
    """The report that an event is added to, and the event, which gets an id of its own."""
    if not con.execute("select 1 from reports where report = ?", [report]).fetchall():
        raise UsageError(f"no report {report!r} in this archive to add an event to")
    try:
        event = msgspec.json.decode(value or "", type=Event)
    except msgspec.MsgspecError as error:
        raise UsageError(f"the event to add is not a whole event: {error}") from error
    return report, msgspec.json.encode(msgspec.structs.replace(event, event=new_id("e"))).decode()


def _others(con: duckdb.DuckDBPyConnection, kind: str, target: str, others: Sequence[str]) -> str:
    """The events that one is joined with or split from; for a split without any all others of its occurrence."""
    found = [event for event in dict.fromkeys(others) if event != target]
    _check_shown(con, found)
    if kind == "split" and not found:
        found = [event for (event,) in con.execute(_BESIDE, [target, target]).fetchall()]
    if not found:
        raise UsageError(f"to {kind} {target} takes another event; name one that it {_TAKES[kind]}")
    return msgspec.json.encode(found).decode()


def _id_of(value: str | None) -> str:
    return msgspec.json.decode(value or "", type=Event).event
