"""Gives the reports of an archive their stories and its events their occurrences, those that have none yet.

They are taken in the order of their days, in portions: what is decided for one portion is there for the next. Of two
processes that do this at the same time the second one begins its portion again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .commits import Commit, Log, add_rows, commit_rows, new_id, read_log
from .keys import Keys
from .placing_events import place_events
from .placing_reports import place_reports
from .store import Store, Taken
from .tables import Part
from .tidying import tidy
from .views import connect, reading

KIND = "group"


@dataclass(slots=True)
class Grouped:
    """What grouping did: reports and events that were placed or moved, stories and occurrences merged into others.

    At ``version`` all were placed.
    """

    reports: int = 0
    events: int = 0
    stories_merged: int = 0
    occurrences_merged: int = 0
    version: int = 0


def group(
    store: Store, log: Log, *, settled: int | None = None, tick: Callable[[int, int], None] = lambda _, __: None
) -> tuple[Log, Grouped]:
    """Place every report and event that has no story or occurrence yet, and what people joined or split.

    ``settled`` is a version at which all were placed: where people have only decided since, what they decided about is
    all that is looked at. ``tick`` is told how many reports and events are placed so far.
    """
    done = Grouped()
    while True:
        log, step = _portion(store, log, done, settled)
        if step.placed:
            tick(done.reports, done.events)
        if not step.more:
            done.version = log.last.version
            return tidy(store, log), done


@dataclass(frozen=True, slots=True)
class _Step:
    """One portion: whether anything was placed, and whether something may be left to place."""

    placed: bool
    more: bool


def _portion(store: Store, log: Log, done: Grouped, settled: int | None) -> tuple[Log, _Step]:
    """Place the next reports, or where none is left the next events."""
    con = connect(store, log)
    decided = settled is not None and all(each.kind == "decide" for each in log.commits if each.version > settled)
    with reading(store):
        stories, stories_merged = ([], 0) if decided else place_reports(con)
        found = (
            None if stories else place_events(con, Keys(store, con).occurrences, since=_grouped(log), decided=decided)
        )
    events = found.rows if found else []
    if found and not events and not found.heeded:
        return log, _Step(placed=False, more=False)
    commit, rows = new_id("c"), {"stories": stories, "occurrences": events}
    parts = add_rows(store, commit, rows)
    if found and not events:  # so that what was decided is heeded once
        parts = (Part(table="occurrences", rows=0, version=store.table("occurrences").version()),)
    try:
        later = commit_rows(store, log, commit=commit, kind=KIND, run="", parts=parts, still_good=_nobody_else)
    except Taken:
        return read_log(store), _Step(placed=False, more=True)
    done.reports += len(stories)
    done.events += len(events)
    done.stories_merged += stories_merged
    done.occurrences_merged += found.merged if found else 0
    alone = len(later.commits) == len(log.commits) + 1
    return later, _Step(placed=True, more=found is None or found.more or not alone)


def _nobody_else(commits: Sequence[Commit]) -> bool:
    """Whether nobody has grouped, coded again or decided in between: that could have changed what was placed."""
    return all(commit.kind == "add" for commit in commits)


def _grouped(log: Log) -> int:
    """The version at which events were placed last, 0 for never: where only reports were, no decision was heeded."""
    return max((commit.version for commit in log.live if _placed_events(commit)), default=0)


def _placed_events(commit: Commit) -> bool:
    return commit.kind == KIND and any(part.table == "occurrences" for part in commit.parts)
