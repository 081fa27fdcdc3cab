"""A random sample of events as a list: what the machine says of each, and what one reviewer has decided."""

from __future__ import annotations

import datetime as dt

import duckdb
import msgspec

from dragoman.archive.digest import written
from dragoman.reviewing import Decided

from .queue import Queue, keep_touched

# Events that people decided about are in ``touched`` as the machine has them (see ``queue``).
_LINES = """
select event, report, coalesce(first_day, last_day) as day, type, mode, status, confidence
from touched where event in {events}
union all select event, report, day, type, mode, status, confidence
from digest.acts where event in {events} and event not in (select event from touched)
"""


class SampleLine(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a sample; ``verdict`` is that of the reviewer, None where none was given yet."""

    place: int
    event: str
    report: str
    day: dt.date | None
    type: str
    mode: str | None
    status: str
    confidence: float
    verdict: str | None


def sample_lines(con: duckdb.DuckDBPyConnection, queue: Queue, found: Decided, who: str) -> list[SampleLine]:
    """The events of a sample in its order."""
    keep_touched(con, found)
    rows = con.sql(_LINES.format(events=written(queue.events))).to_arrow_table().to_pylist()
    by_event = {row["event"]: row for row in rows}
    lines = []
    for place, event in enumerate(queue.events, start=1):
        if event in by_event:
            ruling = found.rulings(event).get(who) if event in queue.mine else None
            verdict = ("corrected" if ruling.fields else ruling.verdict) if ruling else None
            lines.append({**by_event[event], "place": place, "verdict": verdict})
    return msgspec.convert(lines, list[SampleLine], strict=False)
