"""Events as lines of a list: the narrow columns from the digest, the wide ones from the archive for these few alone."""

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


_NARROW = """
select act, event, day, coalesce(last_day, first_day) as last_day, precision, type, mode, quad, goldstein, status,
  reciprocal, place, place_country, confidence, review, occurrence, story, report, first_published as published
from digest.acts where act in ({acts})
"""
_WIDE = """
select event, report, cameo, why, concat_ws('/', about.type, about.mode) as about,
  list_transform(actors, lambda p: {{'name': p.name, 'country': p.country, 'sector': p.sector, 'entity': p.entity}})
    as actors,
  list_transform(recipients, lambda p: {{'name': p.name, 'country': p.country, 'sector': p.sector, 'entity': p.entity}})
    as recipients,
  mentions[1].span[1] as first, mentions[1].span[2] as last, mentions[1].sentence[1] as begins,
  mentions[1].sentence[2] as ends
from events where event in {events}
"""
# Of the stored reports themselves: the view joins every coding, and takes ten times as long for a few.
_REPORTS = """
select report, title, publisher, text from raw_reports
where commit in (select commit from live) and report in {reports}
"""
_LINES = """
with n as ({narrow}), w as ({wide}), r as ({reports})
select n.* exclude (act), coalesce(w.about, '') as about, w.cameo, w.why, w.actors, w.recipients, r.title, r.publisher,
  substring(r.text, w.begins + 1, w.ends - w.begins) as sentence,
  [greatest(w.first - w.begins, 0), greatest(w.last - w.begins, 0)] as trigger
from n join w using (event) left join r on r.report = n.report
"""


def lines_of(con: duckdb.DuckDBPyConnection, acts: Sequence[int]) -> list[EventLine]:
    """The events of some keys of the digest, in the order of the keys as they are given."""
    if not acts:
        return []
    among = ", ".join(str(int(act)) for act in acts)
    ids = con.execute(f"select act, event, report from digest.acts where act in ({among})").fetchall()
    query = _LINES.format(
        narrow=_NARROW.format(acts=among),
        wide=_WIDE.format(events=written(event for _, event, _ in ids)),
        reports=_REPORTS.format(reports=written({report for _, _, report in ids})),
    )
    found = {line.event: line for line in rows_of(con, query, (), EventLine)}
    order = {act: event for act, event, _ in ids}
    return [found[order[act]] for act in acts if order.get(act) in found]
