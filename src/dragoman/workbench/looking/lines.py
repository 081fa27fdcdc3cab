"""Events as lines of a list: all from the digest but what the reports are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb
import msgspec

from dragoman.archive.digest import written

from .rows import rows_of


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """A party as a list shows it."""

    name: str
    country: str | None
    sector: str | None
    entity: str


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a list shows it, with the first sentence that tells it.

    ``sentence`` is None in an archive without texts; ``trigger`` is where the trigger stands in it. ``about`` is the
    act that a verbal act is about, as TYPE or TYPE/mode. ``review`` is what a person decided, None where nobody did.
    """

    event: str
    day: dt.date | None
    last_day: dt.date | None
    precision: str | None
    type: str
    mode: str | None
    about: str | None
    cameo: str
    quad: int
    goldstein: float
    status: str
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    reciprocal: bool
    place: str | None
    place_country: str | None
    confidence: float
    review: str | None
    occurrence: str
    story: str | None
    report: str
    title: str | None
    publisher: str | None
    published: dt.date | None
    sentence: str | None
    trigger: tuple[int, int]
    why: str


_LINES = """
select a.event, a.day, coalesce(a.last_day, a.first_day) as last_day, a.precision, a.type, a.mode, a.quad, a.goldstein,
  a.status, a.reciprocal, a.place, a.place_country, a.confidence, a.review, a.occurrence, a.story, a.report,
  a.first_published as published, l.about, l.cameo, l.why, l.actors, l.recipients, l.sentence,
  [l.first, l.last] as trigger, r.title, r.publisher
from (select * from digest.acts where act in ({acts})) a
  join (select * from digest.lines where act in ({acts})) l using (act)
  left join ({reports}) r on r.report = a.report
"""
# Of the stored reports themselves: the view joins every coding, and takes ten times as long for a few.
_REPORTS = """
select report, title, publisher from raw_reports where commit in (select commit from live) and report in {reports}
"""


def lines_of(con: duckdb.DuckDBPyConnection, acts: Sequence[int]) -> list[EventLine]:
    """The events of some keys of the digest, in the order of the keys as they are given."""
    if not acts:
        return []
    among = ", ".join(str(int(act)) for act in acts)
    ids = con.execute(f"select act, event, report from digest.acts where act in ({among})").fetchall()
    reports = _REPORTS.format(reports=written({report for _, _, report in ids}))
    found = {line.event: line for line in rows_of(con, _LINES.format(acts=among, reports=reports), (), EventLine)}
    order = {act: event for act, event, _ in ids}
    return [found[order[act]] for act in acts if order.get(act) in found]
