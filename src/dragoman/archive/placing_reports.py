"""Which reports of an archive have no story yet, and the rows that give them one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import duckdb
import msgspec

from dragoman.stories import WINDOW, Copy, Fingerprint, Merge, Placed, Placement, assign, copies, leading

from .arrow import to_rows
from .digest import written
from .rows import LOOKED_UP
from .tables import StoryRow

REPORTS = 1_000  # placed together
COMPARED = 4_000  # reports with a story that they are compared with at most: seconds for one new report

_NEW = """
select f.report from fingerprints f where f.report not in (select report from stories)
order by f.first_day nulls last, f.report limit $1
"""
_PRINTS = "select fingerprint from fingerprints where report in {reports} order by first_day nulls last, report"
# The stories near in time that share most weighty terms with a new report, each with all its reports. Those that share
# none come last: they tell which words are common in this archive.
_NEAR = """
with in_time as (
  select report, terms from fingerprints where first_day is null or $first is null
  or first_day between $first::date - $window::int and $last::date + $window::int),
sharing as (
  select f.report, count(*) as shared from in_time f, unnest(f.terms) as t(term)
  where term in (select unnest($terms)) group by f.report),
near as (
  select s.story, coalesce(max(h.shared), 0) as shared, count(*) as reports
  from stories s join in_time using (report) left join sharing h using (report) group by s.story),
taken as (
  select story from near window so_far as (order by shared desc, story rows unbounded preceding)
  qualify sum(reports) over so_far <= $most or row_number() over so_far = 1)
select f.fingerprint, s.story, s.copy_group from stories s join taken using (story) join fingerprints f using (report)
order by f.report
"""
_OF_STORIES = "select * from stories where list_contains(?, story)"


def place_reports(con: duckdb.DuckDBPyConnection) -> tuple[list[StoryRow], int]:
    """The rows for the next reports without a story, and how many stories became part of another by that.

    ``con`` has the archive's views. No rows mean that every report has its story.
    """
    reports = [report for (report,) in con.execute(_NEW, [REPORTS]).fetchall()]
    if not reports:
        return [], 0
    # Written out: the fingerprints of all others, most of what the table holds, are not read then.
    new = [_print(text) for (text,) in con.execute(_PRINTS.format(reports=written(reports))).fetchall()]
    first, last = _span(new)
    terms = list({term for each in new for term in leading(each, LOOKED_UP)})
    asked = {"terms": terms, "first": first, "last": last, "window": WINDOW, "most": COMPARED}
    near = con.execute(_NEAR, asked).fetchall()
    placed = [Placed(story=story, fingerprint=_print(text)) for text, story, _ in near]
    groups = {each.fingerprint.report: group for each, (_, _, group) in zip(placed, near, strict=True)}
    found = assign(new, placed)
    groups |= _copy_groups(new, copies(new, [each.fingerprint for each in placed]), groups)
    rows = [_row(placement, groups[placement.report]) for placement in found.placements]
    return [*rows, *_moved(con, found.merges)], len(found.merges)


def _print(text: str) -> Fingerprint:
    return msgspec.json.decode(text, type=Fingerprint)


def _span(new: Sequence[Fingerprint]) -> tuple[str | None, str | None]:
    """The first and last of the days that new reports are of; all of time where one of them can be of any day."""
    days = [each.first for each in new]
    known = [day for day in days if day]
    return (min(known), max(known)) if len(known) == len(days) else (None, None)


def _copy_groups(new: Sequence[Fingerprint], pairs: Sequence[Copy], placed: Mapping[str, str]) -> dict[str, str]:
    """The group of copies of each new report: that of the report it is a copy of, named after the first of them."""
    of: dict[str, str] = {}
    for pair in pairs:
        of.setdefault(pair.report, pair.of)
    found: dict[str, str] = {}
    for each in new:
        report, seen = each.report, {each.report}
        while report in of and of[report] not in seen:
            report = of[report]
            seen.add(report)
        found[each.report] = placed.get(report, report)
    return found


def _row(placement: Placement, group: str) -> StoryRow:
    return StoryRow(
        report=placement.report, story=placement.story, copy_group=group, similarity=placement.similarity,
        nearest=placement.nearest, terms=placement.terms, events=placement.events, moved=False,
    )  # fmt: skip


def _moved(con: duckdb.DuckDBPyConnection, merges: Sequence[Merge]) -> list[StoryRow]:
    """The rows of reports whose story is part of another one now."""
    into = {merge.gone: merge.kept for merge in merges}
    if not into:
        return []
    table = con.sql(_OF_STORIES, params=[list(into)]).to_arrow_table()
    table = table.append_column("moved", [[True] * len(table)])
    return [msgspec.structs.replace(row, story=_last(row.story, into)) for row in to_rows(table, StoryRow)]


def _last(story: str, into: Mapping[str, str]) -> str:
    while story in into:
        story = into[story]
    return story
