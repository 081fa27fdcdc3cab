"""Checks of the rows of an archive against each other: each a query that gives what is wrong, as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb
import msgspec

SHOWN = 5  # rows named in a finding


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong, or worth knowing (``harmless``): a code to look up, the table, and words."""

    code: str
    table: str
    message: str
    harmless: bool = False


class Check(msgspec.Struct, frozen=True):
    """A check: its code, the table that it is about, what a row of its query means, and the query."""

    code: str
    table: str
    meaning: str
    query: str


_NO_REPORT = "select distinct report from {view} where report not in (select report from reports)"
CHECKS = (
    Check(
        "event-twice", "events", "An event is in the archive twice.",
        "select event from machine_events group by event having count(*) > 1",
    ),
    Check(
        "report-twice", "reports", "A report is in the archive twice, or two that hold stand at one address.",
        "select report from reports group by report having count(*) > 1 union all "
        "select address from reports where address is not null group by address having count(*) > 1",
    ),
    *(
        Check("no-report", view, "A row belongs to a report that is not there.", _NO_REPORT.format(view=view))
        for view in ("machine_events", "ties", "claims")
    ),
    Check(
        "event-count", "codings", "A report has not as many events as its coding says.",
        "select c.report from codings c left join (select report, count(*) n from machine_events group by report) e "
        "using (report) where c.n_events != coalesce(e.n, 0)",
    ),
    Check(
        "span-outside", "events", "An event points beyond the end of its report.",
        "select e.event from machine_events e join reports r using (report) "
        "where list_max([m.sentence[2] for m in e.mentions]) > r.length",
    ),
    Check(
        "text-changed", "reports", "The length of a text is not what was stored with it.",
        "select report from reports where text is not null and length(text) != length",
    ),
)  # fmt: skip


def findings(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """What the checks find; ``con`` has the archive's views."""
    for check in CHECKS:
        if rows := con.execute(check.query).fetchall():
            yield Finding(code=check.code, table=check.table, message=f"{check.meaning} {_shown(rows)}")


def _shown(rows: Sequence[tuple[str, ...]]) -> str:
    named = ", ".join(" ".join(map(str, row)) for row in rows[:SHOWN])
    return named + (f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else "")
