"""Gives made reports the stories and occurrences that they were made with, without deciding them.

Grouping a whole archive takes long; what is to be measured is a few new reports in one that is grouped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.archive import Archive
from dragoman.archive.commits import add_rows, commit_rows, new_id, read_log
from dragoman.archive.grouping import KIND
from dragoman.archive.store import Store
from dragoman.archive.tables import OccurrenceRow, StoryRow
from dragoman.occurrences import Told, keys
from dragoman.records import Report
from dragoman.stories import story_id
from synthetic import TOLD, Maker

PORTION = 5_000  # reports that are given their stories in one commit


def place(folder: Path, maker: Maker, end: int) -> None:
    """Write the stories and occurrences of the reports up to a number into an archive that has them."""
    store = Store(folder)
    log, codings = read_log(store), _codings(Archive(folder))
    for start in range(0, end, PORTION):
        stories: list[StoryRow] = []
        events: list[OccurrenceRow] = []
        for number in range(start, min(start + PORTION, end)):
            report, story = maker.report(number), story_id(f"story {maker.story(number)}")
            stories.append(_story_row(story, report))
            events += _occurrence_rows(story, report, codings[report.report])
        commit = new_id("c")
        parts = add_rows(store, commit, {"stories": stories, "occurrences": events})
        log = commit_rows(store, log, commit=commit, kind=KIND, run="", parts=parts)


def _codings(archive: Archive) -> dict[str, str]:
    """The commit that brought the events of each report."""
    return dict(archive.connection().execute('select report, "rows" from codings').fetchall())


def _story_row(story: str, report: Report) -> StoryRow:
    return StoryRow(
        report=report.report, story=story, copy_group=report.report, similarity=None, nearest=None, terms=(),
        events=(), moved=False,
    )  # fmt: skip


def _occurrence_rows(story: str, report: Report, commit: str) -> Iterator[OccurrenceRow]:
    """The rows of a report's events: the first ``TOLD`` tell what every report of the story tells."""
    for n, event in enumerate(report.events):
        told = Told(event=event, report=report.report, published=report.published, story=story)
        yield OccurrenceRow(
            event=event.event, report=report.report, rows=commit,
            occurrence=f"o-{story}-{n}" if n < TOLD else f"o-{event.event}", by="fields", agreed=(),
            keys=tuple(sorted(keys(told))), moved=False,
        )  # fmt: skip
