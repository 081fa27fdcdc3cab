"""Gives the reports of an archive their stories and its events their occurrences, those that have none yet.

They are taken in the order of their days, in portions: what is decided for one portion is there for the next. Of two
processes that do this at the same time the second one begins its portion again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .commits import Commit, Log, add_rows, commit_rows, new_id, read_log
from .placing_events import place_events
from .placing_reports import place_reports
from .store import Store, Taken
from .tables import OccurrenceRow, StoryRow
from .upkeep import tidy
from .views import connect, reading

KIND = "group"


@dataclass(slots=True)
class Grouped:
    """What grouping did: reports and events that were placed or moved, stories and occurrences merged into others."""

    reports: int = 0
    events: int = 0
    stories_merged: int = 0
    occurrences_merged: int = 0


def group(store: Store, log: Log, *, tick: Callable[[int, int], None] = lambda _, __: None) -> tuple[Log, Grouped]:
    """Place every report and event that has no story or occurrence yet, and what people joined or split.

    ``tick`` is told how many reports and events are placed so far.
    """
    done = Grouped()
    while True:
        log, placed = _portion(store, log, done)
        if not placed:
            return tidy(store, log), done
        tick(done.reports, done.events)


def _portion(store: Store, log: Log, done: Grouped) -> tuple[Log, int]:
    """Place the next reports, or where none is left the next events; how many rows that made."""
    con = connect(store, log)
    rows: dict[str, Sequence[StoryRow | OccurrenceRow]]
    with reading(store):
        stories, stories_merged = place_reports(con)
        events, merged = ([], 0) if stories else place_events(con, since=_grouped(log))
    if not stories and not events:
        return log, 0
    commit, rows = new_id("c"), {"stories": stories, "occurrences": events}
    try:
        log = commit_rows(
            store, log, commit=commit, kind=KIND, run="", parts=add_rows(store, commit, rows), still_good=_nobody_else
        )
    except Taken:
        return read_log(store), len(stories) + len(events)
    done.reports += len(stories)
    done.events += len(events)
    done.stories_merged += stories_merged
    done.occurrences_merged += merged
    return log, len(stories) + len(events)


def _nobody_else(commits: Sequence[Commit]) -> bool:
    """Whether nobody has grouped, coded again or decided in between: that could have changed what was placed."""
    return all(commit.kind == "add" for commit in commits)


def _grouped(log: Log) -> int:
    """The version at which events were placed last, 0 for never: where only reports were, no decision was heeded."""
    return max((commit.version for commit in log.live if _placed_events(commit)), default=0)


def _placed_events(commit: Commit) -> bool:
    return commit.kind == KIND and any(part.table == "occurrences" for part in commit.parts)
