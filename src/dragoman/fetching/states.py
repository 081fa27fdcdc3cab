"""What is remembered of a feed or a file between two polls, and the store that remembers it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal, Protocol

from dragoman.reading import Failure
from dragoman.records import Record, Report

EntryStatus = Literal["waiting", "done", "failed"]


class Entry(Record, frozen=True, kw_only=True):
    """One entry of a feed: ``key`` is the address of its page, or the id of the report where it has no link.

    While it is ``waiting`` for its page, ``report`` is the entry as the feed tells it and ``tries`` counts the failed
    fetches, so that it is not lost when the feed drops it.
    """

    key: str
    status: EntryStatus = "waiting"
    tries: int = 0
    report: Report | None = None


class FeedState(Record, frozen=True, kw_only=True):
    """What is known of a feed: the validators of its last answer, when it was asked, and its entries.

    Of a file, ``etag`` tells its size and time of change when it was read to the end; it has no entries.
    """

    feed: str
    etag: str | None = None
    last_modified: str | None = None
    checked: str | None = None  # ISO 8601, UTC
    entries: tuple[Entry, ...] = ()


class Outcome(Record, frozen=True, kw_only=True):
    """One step of a poll: a report, a failure or nothing new, and the state of the feed once that has been stored.

    Whoever stores the item first and the state after it loses nothing when stopped between any two steps.
    """

    item: Report | Failure | None
    state: FeedState


class Store(Protocol):
    """What ``dragoman watch`` needs of an archive."""

    def state(self, feed: str) -> FeedState | None:
        """Give what was last kept for a feed or a file, None where nothing was."""

    def unseen(self, keys: Sequence[str]) -> Collection[str]:
        """Give those of ``keys`` that no stored report has as its ``path``, ``url`` or ``report`` id."""

    def keep(self, reports: Sequence[Report], failures: Sequence[Failure], states: Sequence[FeedState]) -> None:
        """Keep coded reports, what could not be fetched or read, and the states of feeds in place of their last ones.

        When it returns all of it is safe; where it is broken off none of it is kept, or the reports without the states.
        """
