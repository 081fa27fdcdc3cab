"""A run: reports and failures on their way into an archive, in commits of some size, and the record of it.

What ``add`` was given is in the archive when the batch is full, when ``flush`` returns, and when the run ends.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any

import msgspec

from dragoman.errors import ArchiveError
from dragoman.records import MadeBy, Report

from .adding import Added, add_batch
from .arrow import to_json
from .commits import Log, new_id, now
from .grouping import group
from .store import Store
from .tables import FailureRow, FeedRow, RunRow, ShardRow
from .tidying import tidy

BATCH = 256  # reports in one commit
TIDY = 32  # commits after which small files are put together: what is held for each file of a table adds up
SECONDS = 30.0  # after which a smaller batch is committed too
BESIDE = 4_096  # failures, or finished inputs, that are stored without waiting for more reports


class Run:
    """A run that adds to an archive; use it in a ``with`` block. Made by ``Archive.run``."""

    def __init__(
        self,
        store: Store,
        log: Log,
        kind: str,
        *,
        options: Mapping[str, Any],
        inputs: Sequence[str],
        batch: int = BATCH,
        done: Callable[[Log], None] = lambda _: None,
    ) -> None:
        self._store, self._log, self._done, self._batch = store, log, done, batch
        self._reports: list[Report] = []
        self._as_read: list[Report] = []
        self._failures: list[FailureRow] = []
        self._feeds: list[FeedRow] = []
        self._shards: list[ShardRow] = []
        self._notes: list[str] = []
        self._flushed = time.monotonic()
        self.counts = Added()
        self._record = RunRow(
            run=new_id("run"), kind=kind, started=now(), ended=None, made_by=None, added=0, new_versions=0, known=0,
            failed=0, events=0, options=to_json(dict(options)).decode(), inputs=tuple(inputs), notes=(),
        )  # fmt: skip
        self._recorded = False
        self._commits = 0

    @property
    def id(self) -> str:
        """The id of the run."""
        return self._record.run

    def add(self, report: Report, *, as_read: Report | None = None) -> None:
        """Take a coded report; it is stored with its batch.

        ``as_read`` is the report before it was coded: what coding added to its notes is then told apart from what
        reading did, and does not stay when it is coded again.
        """
        if self._record.made_by is None:
            self._record = msgspec.structs.replace(self._record, made_by=report.made_by)
        self._reports.append(report)
        self._as_read.append(as_read or report)
        self._flush_if_due()

    def fail(self, path: str, message: str, *, line: int | None = None, url: str | None = None) -> None:
        """Record an input that could not be read or coded."""
        self._failures.append(FailureRow(run=self.id, path=path, line=line, url=url, message=message, at=now()))
        self._flush_if_due()

    def finish(
        self,
        path: str,
        *,
        line: int | None = None,
        file: str | None = None,
        size: int | None = None,
        modified: int | None = None,
        how: str | None = None,
    ) -> None:
        """Record an input all of whose reports were added, or without ``file`` a failure that is settled."""
        self._shards.append(
            ShardRow(run=self.id, path=path, line=line, file=file, size=size, modified=modified, how=how, at=now())
        )
        self._flush_if_due()

    @property
    def waiting(self) -> bool:
        """Whether something that it was given is not stored yet."""
        return bool(self._reports or self._failures or self._feeds or self._shards)

    def remember(self, feed: str, state: str) -> None:
        """Keep what a watch knows of a feed, as JSON, in place of what it knew before."""
        self._feeds.append(FeedRow(feed=feed, state=state))

    def known(self, reports: int) -> None:
        """Count reports that were not coded because the archive has them."""
        self.counts.known += reports

    def seen(self, log: Log, made_by: MadeBy) -> None:
        """Go on from commits that were made beside this run in its name, by what ``made_by`` tells."""
        self._log, self._record = log, msgspec.structs.replace(self._record, made_by=made_by)

    def note(self, words: str) -> None:
        """Put a remark into the record of the run."""
        self._notes.append(words)

    def flush(self) -> None:
        """Store what was taken so far."""
        self._write()

    def group(self) -> None:
        """Give what was added so far its stories and occurrences."""
        self._log, _ = group(self._store, self._log)
        self._done(self._log)

    def __enter__(self) -> Run:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind and issubclass(kind, ArchiveError | MemoryError):
            return  # nothing more can be stored; what was committed stays, and the record of the run stays open
        if kind:
            self.note(f"stopped: {kind.__name__}: {error}"[:500])
        self._write(ended=True)

    def _flush_if_due(self) -> None:
        full = len(self._reports) >= self._batch or max(len(self._failures), len(self._shards)) >= BESIDE
        if full or time.monotonic() - self._flushed > SECONDS:
            self.flush()

    def _write(self, *, ended: bool = False) -> None:
        def beside(batch: Added) -> dict[str, list[Any]]:
            record = self._row(batch, ended=ended) if ended or not self._recorded else None
            rows: dict[str, list[Any]] = {"failures": self._failures, "feeds": self._feeds, "shards": self._shards}
            return rows | {"runs": [record] if record else []}

        batch = Added(failed=len(self._failures))
        self._log, added = add_batch(self._store, self._log, self._reports, self._as_read, run=self.id, beside=beside)
        self.counts += added
        self.counts += batch
        self._reports, self._as_read, self._failures, self._feeds, self._shards = [], [], [], [], []
        self._recorded, self._flushed = True, time.monotonic()
        self._commits += 1
        if ended or self._commits % TIDY == 0:
            self._log = tidy(self._store, self._log)
        self._done(self._log)

    def _row(self, batch: Added, *, ended: bool) -> RunRow:
        counts = Added()
        counts += self.counts
        counts += batch
        return msgspec.structs.replace(
            self._record, ended=now() if ended else None, notes=tuple(self._notes), added=counts.added,
            new_versions=counts.new_versions, known=counts.known, failed=counts.failed + len(self._failures),
            events=counts.events,
        )  # fmt: skip
