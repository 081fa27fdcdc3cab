"""What ``dragoman watch`` keeps in an archive: reports, failures, and the state of every feed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from dragoman.fetching import FeedState
from dragoman.reading import Failure
from dragoman.records import Report

from .archive import Archive
from .rows import address
from .runs import Run

_STATE = "select state from feeds where feed = ?"
_SEEN = """
select path, address, report from reports
where path in (select unnest($1)) or address in (select unnest($2)) or report in (select unnest($1))
"""


class WatchStore:
    """An archive as the store of a watch; ``run`` is the run in whose name it adds."""

    def __init__(self, archive: Archive, run: Run) -> None:
        self._archive, self._run = archive, run

    def state(self, feed: str) -> FeedState | None:
        """Give what was last kept for a feed or a file, None where nothing was."""
        rows = self._archive.connection().execute(_STATE, [feed]).fetchall()
        return msgspec.json.decode(rows[0][0], type=FeedState) if rows else None

    def unseen(self, keys: Sequence[str]) -> Collection[str]:
        """Give those of ``keys`` that no stored report has as its path, address or id."""
        places = [place for key in keys if (place := address(key))]
        rows = self._archive.connection().execute(_SEEN, [list(keys), places]).fetchall()
        seen = {value for row in rows for value in row if value}
        return [key for key in keys if not {key, address(key)} & seen]

    def keep(self, reports: Sequence[Report], failures: Sequence[Failure], states: Sequence[FeedState]) -> None:
        """Keep coded reports, failures and the states of feeds, in one commit; then place the new reports."""
        for report in reports:
            self._run.add(report)
        for failure in failures:
            self._run.fail(failure.path, failure.message, line=failure.line)
        for state in states:
            self._run.remember(state.feed, msgspec.json.encode(state).decode())
        self._run.flush()
        if reports:
            self._run.group()
