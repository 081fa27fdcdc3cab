"""What people decided about the events of one report."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

import duckdb
import msgspec

from dragoman.archive.arrow import to_rows
from dragoman.archive.decisions import effective, latest
from dragoman.archive.reviews import in_commits
from dragoman.archive.tables import DecisionRow
from dragoman.records import Record

_OF_REPORT = """
select * exclude (version) from decisions
where report = $report or target in (select event from machine_events where report = $report and {there})
  or kind = 'undo'
order by version, made
"""


class Decision(Record, frozen=True, kw_only=True):
    """A decision that holds. ``value`` is what an edit gives a field as JSON, ``machine`` what was there before."""

    decision: str
    kind: str
    field: str | None
    value: str | None
    machine: str | None
    who: str
    why: str | None
    made: dt.datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """The decisions by the event of now that they are about."""

    by_event: Mapping[str, tuple[Decision, ...]]

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.by_event)

    def of(self, event: str) -> tuple[Decision, ...]:
        """The decisions about an event, the oldest first."""
        return self.by_event.get(event, ())


def judged(
    con: duckdb.DuckDBPyConnection, report: str, current: Container[str], successors: Mapping[str, str]
) -> Judged:
    """The decisions that hold about a report's events; ``successors`` lead from withdrawn events to those of now."""
    if not con.execute("select 1 from decisions limit 1").fetchall():
        return Judged({})
    query = _OF_REPORT.format(there=in_commits(con, [report]))
    rows = list(to_rows(con.sql(query, params={"report": report}).to_arrow_table(), DecisionRow))
    found: dict[str, list[Decision]] = defaultdict(list)
    for row in effective(rows):
        found[latest(row.target, successors, current)].append(_decision(row))
    return Judged({event: tuple(made) for event, made in found.items()})


def _decision(row: DecisionRow) -> Decision:
    return Decision(
        decision=row.decision, kind=row.kind, field=row.field, value=row.value, machine=_before(row), who=row.who,
        why=row.why, made=row.made,
    )  # fmt: skip


def _before(row: DecisionRow) -> str | None:
    """The field that an edit changed as it was then, as JSON."""
    if row.kind != "edit" or row.machine is None or row.field is None:
        return None
    return msgspec.json.encode(msgspec.json.decode(row.machine).get(row.field)).decode()
