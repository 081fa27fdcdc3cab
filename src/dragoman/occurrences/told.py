"""What is joined into occurrences: an event as one report tells it, where it was placed before, what a user decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.errors import UsageError
from dragoman.records import Event, Published, Report

from .wording import NO_WORDS, Words, words_of


@dataclass(frozen=True, slots=True)
class Told:
    """One event as one report tells it. ``event.event`` is its id.

    ``story`` is the story the report belongs to and ``copy_group`` the group of near duplicates it is in, None where
    that is not known. ``words`` are those of the sentences that tell the event: they tell apart two attacks whose other
    fields are the same, and find one sentence in two reports. ``tell`` fills them in.
    """

    event: Event
    report: str
    published: Published | None
    publisher: str | None = None
    story: str | None = None
    copy_group: str | None = None
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the id of the occurrence it was placed in by an earlier call."""

    told: Told
    occurrence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a user decided: all ``events`` tell one happening (join), or the first is another one than the rest (split).

    Events are named by id, not by occurrence: an occurrence may later be merged into another, and the decision stays.
    """

    kind: Literal["join", "split"]
    events: tuple[str, ...]
    by: str | None = None


def join(events: Iterable[str], *, by: str | None = None) -> Decision:
    """The decision that these events tell one happening. Raises UsageError for fewer than two."""
    return _decision("join", tuple(dict.fromkeys(events)), by)


def split(event: str, members: Iterable[str], *, by: str | None = None) -> Decision:
    """The decision that an event does not tell what the other members of its occurrence tell.

    ``members`` are the ids of the events of that occurrence; that ``event`` is one of them does no harm. Raises
    UsageError where there is no other.
    """
    return _decision("split", tuple(dict.fromkeys((event, *members))), by)


def tell(report: Report, *, story: str | None = None, copy_group: str | None = None) -> tuple[Told, ...]:
    """Every event of a coded report, ready to be placed."""
    return tuple(
        Told(
            event=event,
            report=report.report,
            published=report.published,
            publisher=report.publisher,
            story=story,
            copy_group=copy_group,
            words=words_of(event, report.text),
        )
        for event in report.events
    )


def told_on(told: Told) -> tuple[str, str]:
    """Sorts events by when they were told: the first day the report can be of, then the event's id."""
    return told.published.start if told.published else date.max.isoformat(), told.event.event


def _decision(kind: Literal["join", "split"], events: tuple[str, ...], by: str | None) -> Decision:
    if len(events) < 2:
        raise UsageError(f"to {kind} takes two events or more, and {len(events)} was given; name the others too")
    return Decision(kind, events, by)
