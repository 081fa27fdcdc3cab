"""Which event of a report's new coding tells what an event of the earlier coding told."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Event

from .rows import keys
from .tables import EventRow, TombstoneRow


def tombstones(before: Sequence[EventRow], after: Sequence[Event], *, why: str, same_text: bool) -> list[TombstoneRow]:
    """A tombstone for every event of ``before`` that is not in ``after``, with its successor where there is one.

    In the same text that is the event with a trigger in common; in another version of the text, where offsets mean
    nothing, an event of the same type with the same parties.
    """
    ids = {event.event for event in after}
    free = [event for event in after if event.event not in {row.event for row in before}]
    found = []
    for row in (row for row in before if row.event not in ids):
        successor = next((event for event in free if _follows(row, event, same_text=same_text)), None)
        if successor:
            free.remove(successor)
        found.append(
            TombstoneRow(event=row.event, report=row.report, why=why, successor=successor.event if successor else None)
        )
    return found


def _follows(row: EventRow, event: Event, *, same_text: bool) -> bool:
    if same_text:
        return bool({mention.span for mention in row.mentions} & {mention.span for mention in event.mentions})
    return (row.type, row.actor_keys, row.recipient_keys) == (event.type, keys(event.actors), keys(event.recipients))
