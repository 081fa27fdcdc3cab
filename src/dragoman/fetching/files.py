"""Files beside the feeds: read as ``dragoman code`` reads them, again whenever they have changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from msgspec.structs import replace

from dragoman.reading import Failure, Passed, inputs, read_path
from dragoman.records import Report

from .states import FeedState, Outcome, Store

_BATCH = 500  # reports whose ids the store is asked about at once


def look_at_file(source: str, store: Store, now: datetime) -> Iterator[Outcome]:
    """Read the files behind a name, a folder or a glob that changed since they were last read.

    Only reports that the store has not seen are given. The state that says "read" comes with the last outcome of a
    file, so a poll that was stopped reads it again.
    """
    for found in inputs.expand(source):
        if isinstance(found, Failure):
            yield Outcome(item=found, state=FeedState(feed=source, checked=now.isoformat(timespec="seconds")))
        else:
            yield from _look(found, store, now)


def _look(path: str, store: Store, now: datetime) -> Iterator[Outcome]:
    state = replace(store.state(path) or FeedState(feed=path), checked=now.isoformat(timespec="seconds"))
    mark = _mark(path)
    if mark is None or mark != state.etag:
        readable = (item for item in read_path(path, gate=False) if not isinstance(item, Passed))
        for item in _unseen(readable, store):
            yield Outcome(item=item, state=state)
        state = replace(state, etag=mark)
    yield Outcome(item=None, state=state)


def _mark(path: str) -> str | None:
    """Give size and time of change of a file; None where it cannot be asked, which reading it will tell."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return f"{stat.st_size}-{stat.st_mtime_ns}"


def _unseen(items: Iterable[Report | Failure], store: Store) -> Iterator[Report | Failure]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        unseen = set(store.unseen([item.report for item in batch if isinstance(item, Report)]))
        yield from (item for item in batch if isinstance(item, Failure) or item.report in unseen)
