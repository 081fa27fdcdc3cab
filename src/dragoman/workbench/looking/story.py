"""One story: the reports that tell it with why each belongs, the occurrences that they tell, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

import duckdb
import msgspec

from dragoman.archive.digest import written
from dragoman.workbench.asking import Key

from .headings import headings
from .rows import rows_of

MOST = 200  # reports, and occurrences, of a page

_ROWS = """
select s.report, c.first_published as day, coalesce(c.last_published, c.first_published) as last_day, s.copy_group,
  s.similarity, s.nearest, s.terms, s.events as shared
from stories s join codings c using (report) where s.story = ? order by day nulls last, s.report
"""
_REPORTS = """
select report, publisher, url from raw_reports where commit in (select commit from live) and report in {reports}
"""
_TOLD = """
select report, count(*) as events, list(distinct occurrence) as occurrences from digest.acts
where report in {reports} group by report
"""
_UNITS = """
with e as (select unit, report from digest.acts where story = $story),
here as (select unit, count(distinct report) as here from e group by unit)
select u.occurrence, u.type, u.mode, u.quad, u.status, u.day, u.last_day, u.precision, u.n_reports, u.n_independent,
  here.here, coalesce(list(distinct p.actor) filter (p.actor is not null), []) as actors,
  coalesce(list(distinct p.recipient) filter (p.recipient is not null), []) as recipients
from here join digest.units u using (unit)
left join (select * from digest.pairs where unit in (select unit from here)) p using (unit)
group by all order by u.day nulls last, here.here desc, u.occurrence limit {most}
"""


class StoryReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report of a story with why it belongs.

    ``similarity`` is the average to the other reports of the story when it was placed, ``nearest`` the most similar of
    them, ``terms`` and ``shared`` (events) what these two have in common. ``copies`` are its near-duplicates here.
    """

    report: str
    day: dt.date | None
    last_day: dt.date | None
    title: str | None
    publisher: str | None
    url: str | None
    copy_group: str
    copies: int
    similarity: float | None
    nearest: str | None
    terms: tuple[str, ...]
    shared: tuple[str, ...]
    events: int
    occurrences: tuple[str, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An occurrence that a story tells; ``here`` counts the reports of the story that tell it, of all that do."""

    occurrence: str
    type: str
    mode: str | None
    quad: int
    status: str
    day: dt.date | None
    last_day: dt.date | None
    precision: str | None
    n_reports: int
    n_independent: int
    here: int
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story; ``total`` counts its reports, of which a page is given.

    ``following`` is the last of them where more follow.
    """

    story: str
    total: int
    texts: int
    publishers: int
    first_day: dt.date | None
    last_day: dt.date | None
    reports: tuple[StoryReport, ...]
    occurrences: tuple[Told, ...]
    following: Key | None = None


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    report: str
    day: dt.date | None
    last_day: dt.date | None
    copy_group: str
    similarity: float | None
    nearest: str | None
    terms: tuple[str, ...]
    shared: tuple[str, ...]


def story_of(con: duckdb.DuckDBPyConnection, story: str, after: Key | None = None) -> Story | None:
    """A story by its id, with the reports after one of them; None where no report is of it."""
    rows = rows_of(con, _ROWS, [story], _Row)
    if not rows:
        return None
    known = {report: more for report, *more in con.execute(_REPORTS.format(reports=_ids(rows))).fetchall()}
    begin = _begin(rows, after)
    shown = rows[begin : begin + MOST]
    days = [day for row in rows for day in (row.day, row.last_day) if day]
    return Story(
        story=story, total=len(rows), texts=len({row.copy_group for row in rows}),
        publishers=len({publisher.strip().casefold() for publisher, _ in known.values() if publisher}),
        first_day=min(days, default=None), last_day=max(days, default=None),
        reports=tuple(_reports(con, rows, shown, known)),
        occurrences=tuple(rows_of(con, _UNITS.format(most=MOST), {"story": story}, Told)),
        following=Key(shown[-1].day, shown[-1].report) if len(rows) > begin + MOST else None,
    )  # fmt: skip


def _begin(rows: Sequence[_Row], after: Key | None) -> int:
    """Where a page begins: after a report, or after its day where it has left the story."""
    if after is None:
        return 0
    here = next((n for n, row in enumerate(rows, 1) if row.report == after.event), None)
    later = (n for n, row in enumerate(rows) if row.day is None or (after.day is not None and row.day > after.day))
    return here if here is not None else next(later, len(rows))


def _reports(
    con: duckdb.DuckDBPyConnection, rows: Sequence[_Row], shown: Sequence[_Row], known: dict[str, list[str | None]]
) -> Iterator[StoryReport]:
    """Some of the reports of a story, each copy after the first of its group."""
    told = {report: more for report, *more in con.execute(_TOLD.format(reports=_ids(shown))).fetchall()}
    titles = headings(con, [row.report for row in shown])
    groups = Counter(row.copy_group for row in rows)
    first: dict[str, int] = {}
    for n, row in enumerate(rows):
        first.setdefault(row.copy_group, n)
    for row in sorted(shown, key=lambda row: first[row.copy_group]):
        publisher, url = known[row.report]
        events, occurrences = told.get(row.report, (0, []))
        yield StoryReport(
            report=row.report, day=row.day, last_day=row.last_day, title=titles.get(row.report),
            publisher=publisher, url=url,
            copy_group=row.copy_group, copies=groups[row.copy_group], similarity=row.similarity, nearest=row.nearest,
            terms=row.terms, shared=row.shared, events=events, occurrences=tuple(sorted(occurrences)),
        )  # fmt: skip


def _ids(rows: Sequence[_Row]) -> str:
    return written(row.report for row in rows)
