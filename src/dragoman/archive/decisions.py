"""What people decided about events, and the events as they stand after it.

Decisions are only ever added. The last of accept, reject and unsure about an event is its verdict; of two edits of one
field the later holds; an undo takes back one decision, also another undo. An accepted event stays as the person saw it,
whatever the machine says when it codes the report again; an edit stays on the event that tells the same words. To
accept a report says that no event of it is missing; that changes no event.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from dragoman.errors import UsageError
from dragoman.records import Event

from .rows import event_of, event_row
from .tables import DecisionRow, EventRow

D = TypeVar("D", bound=DecisionRow)

VERDICTS = ("accept", "reject", "unsure")
REPORTS = "r-"  # how the id of a report begins: to accept one says that its coding is complete
ADDED = 10_000  # the place in its report of an event that a person added: after all that the machine coded


class ReviewedRow(EventRow, frozen=True, kw_only=True):
    """An event row with what people made of it."""

    review: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What changes about the machine's events: which no longer show as they are, and what shows in their place."""

    hidden: frozenset[str]
    rows: tuple[ReviewedRow, ...]


def effective(decisions: Sequence[D]) -> tuple[D, ...]:
    """The decisions that hold, in the order they were made."""
    undone: set[str] = set()
    for decision in reversed(decisions):  # the last first: an undo that is itself undone takes nothing back
        if decision.kind == "undo" and decision.decision not in undone:
            undone.add(decision.target)
    return tuple(each for each in decisions if each.kind != "undo" and each.decision not in undone)


def reviewed(
    decisions: Sequence[DecisionRow],
    current: Mapping[str, EventRow],
    successors: Mapping[str, str],
    replaced: Set[str] = frozenset(),
) -> Reviewed:
    """Work out the events that people touched.

    ``decisions`` are all decisions, oldest first; ``current`` the machine's events of now among those that are decided
    about; ``successors`` tell for a withdrawn event which one tells the same words now. Of a report that is among those
    ``replaced`` by a new version no event is kept as a person saw it: its words are no longer there.
    """
    holding = effective(decisions)
    added, there = ({each.target for each in some if each.kind == "add"} for some in (decisions, holding))
    by_event: dict[str, list[DecisionRow]] = {}  # what was decided about an event and about those before it is of one
    for decision in holding:
        if decision.kind in {*VERDICTS, "edit", "add"} and decision.target not in added - there:
            by_event.setdefault(latest(decision.target, successors, current), []).append(decision)
    rows = []
    for event, made in by_event.items():
        verdict = next((each.kind for each in reversed(made) if each.kind in VERDICTS), None)
        if verdict != "reject" and (row := _row(made, verdict, current.get(event), replaced)):
            rows.append(row)
    return Reviewed(frozenset(by_event.keys() & current.keys()), tuple(rows))


def changed(event: Event, field: str, value: str) -> Event:
    """The event with one field as a person gives it in JSON. Raises UsageError where it cannot have this value."""
    names = dict(zip(event.__struct_encode_fields__, event.__struct_fields__, strict=True))
    if field not in names or field == "event":
        raise UsageError(
            f"an event has no field {field!r} to edit; it has: {', '.join(n for n in names if n != 'event')}"
        )
    fields: dict[str, Any] = msgspec.to_builtins(event)
    try:
        return msgspec.convert(fields | {field: msgspec.json.decode(value)}, Event)
    except msgspec.MsgspecError as error:
        raise UsageError(f"{field} cannot be {value}: {error}") from error


def _row(
    made: Sequence[DecisionRow], verdict: str | None, now: EventRow | None, replaced: Set[str]
) -> ReviewedRow | None:
    """The row that shows in place of the machine's: None where the machine says nothing and the person was unsure."""
    edits = {each.field: each.value for each in made if each.kind == "edit" and each.field and each.value}
    added = next((each for each in made if each.kind == "add"), None)
    pinned = next((each for each in reversed(made) if each.machine and each.kind == verdict), None)
    pinned = pinned or next((each for each in reversed(made) if each.machine), None)
    if pinned and pinned.report in replaced:
        pinned = None
    if added and added.value and added.report not in replaced:
        base, n = msgspec.json.decode(added.value, type=Event), ADDED
        report = added.report or ""
    elif now and (verdict != "accept" or pinned is None):
        base, n, report = event_of(now), now.n, now.report
    elif pinned and pinned.machine and (edits or verdict == "accept"):
        base, n, report = msgspec.json.decode(pinned.machine, type=Event), ADDED, pinned.report or ""
    else:
        return None
    for field, value in edits.items():
        base = changed(base, field, value)
    review = "added" if added else "corrected" if edits else "accepted" if verdict == "accept" else "unsure"
    row = event_row(base, report, n)
    return ReviewedRow(**{name: getattr(row, name) for name in EventRow.__struct_fields__}, review=review)


def latest(event: str, successors: Mapping[str, str], current: Container[str]) -> str:
    """The event of now that tells the words of a withdrawn one; where there is none the last one that did."""
    seen: set[str] = set()
    while event not in current and event in successors and event not in seen:
        seen.add(event)
        event = successors[event]
    return event
