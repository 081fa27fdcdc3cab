"""The list of stories: which there are, when they were told, how many reports tell each, who acts in them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass

import duckdb
import msgspec

from dragoman.archive.digest import written
from dragoman.workbench.asking import Key

from .headings import headings

ACTORS = 5  # named of each story

_ALL = """
select s.story, min(c.first_published) as first_day, max(coalesce(c.last_published, c.first_published)) as last_day,
  count(*) as reports, count(distinct s.copy_group) as texts
from stories s join codings c using (report) group by s.story order by last_day desc nulls last, s.story
"""
# A story is called what the report is called that told it first.
_FIRST = """
select s.story, first(s.report order by c.first_published nulls last, s.report)
from (select * from stories where story in {stories}) s join codings c using (report) group by s.story
"""
_HELD = """
with e as (select act, event, occurrence, story from digest.acts where story in {stories}),
named as (
  select e.story, w.name, count(distinct e.act) as n from e join digest.parties p using (act)
  join digest.who w using (who) group by all),
ranked as (select *, row_number() over (partition by story order by n desc, name) as rank from named)
select story, (select count(distinct occurrence) from e where e.story = s.story) as occurrences,
  coalesce((select list(name order by rank) from ranked r where r.story = s.story and rank <= {most}), []) as actors
from (select distinct story from e) s
"""


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """A story in the list of all. ``texts`` counts its reports without the copies; ``actors`` are named most."""

    story: str
    title: str | None
    first_day: dt.date | None
    last_day: dt.date | None
    reports: int
    texts: int
    occurrences: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bare:
    """A story of an archive, as all are kept to be looked through."""

    story: str
    first_day: dt.date | None
    last_day: dt.date | None
    reports: int
    texts: int


@dataclass(frozen=True, slots=True)
class StoryPage:
    """A page of the list, how many stories there are in all, and the key of the last row where more follow."""

    lines: list[StoryLine]
    total: int
    following: Key | None


def all_stories(con: duckdb.DuckDBPyConnection) -> list[Bare]:
    """Every story, that with the newest report first, those without a date last."""
    return [Bare(*row) for row in con.execute(_ALL).fetchall()]


def page_of(
    con: duckdb.DuckDBPyConnection, stories: Sequence[Bare], *, least: int, among: Container[str] | None,
    after: Key | None, limit: int,
) -> StoryPage:  # fmt: skip
    """Stories of at least some number of reports; ``among`` are those wanted, None for all.

    ``stories`` are all, newest first.
    """
    wanted = [each for each in stories if each.reports >= least and (among is None or each.story in among)]
    begin = 0
    if after is not None:
        begin = bisect_right([_newest(each.last_day, each.story) for each in wanted], _newest(after.day, after.event))
    shown = wanted[begin : begin + limit]
    following = Key(shown[-1].last_day, shown[-1].story) if len(wanted) > begin + limit else None
    return StoryPage(_lines(con, shown), len(wanted), following)


def _newest(day: dt.date | None, story: str) -> tuple[int, str]:
    return (-day.toordinal() if day else 0, story)


def _lines(con: duckdb.DuckDBPyConnection, stories: Sequence[Bare]) -> list[StoryLine]:
    ids = written(each.story for each in stories)
    first = dict(con.execute(_FIRST.format(stories=ids)).fetchall())
    titles = headings(con, first.values())
    held = {story: row for story, *row in con.execute(_HELD.format(stories=ids, most=ACTORS)).fetchall()}
    return [
        StoryLine(
            story=each.story, title=titles.get(first[each.story]), first_day=each.first_day, last_day=each.last_day,
            reports=each.reports, texts=each.texts, occurrences=held.get(each.story, (0, []))[0],
            actors=tuple(held.get(each.story, (0, []))[1]),
        )
        for each in stories
    ]  # fmt: skip
