"""Coded reports back from the views, a block of them at a time: what ``dragoman code`` wrote, once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import duckdb

from dragoman.archive.arrow import to_rows
from dragoman.archive.rows import report_of
from dragoman.archive.tables import ClaimRow, CodingRow, EventRow, ReportRow, TieRow
from dragoman.records import Report

BLOCK = 1000  # reports held at a time

_CHOSEN = " where report in (select report from export_chosen)"
_EDGES = """
select report from (select report, row_number() over (order by report) - 1 as k from reports{only})
where k % {block} = 0 order by report
"""
_WITHIN = "report >= ? and (? is null or report < ?)"


def coded_reports(con: duckdb.DuckDBPyConnection, *, whole: bool, block: int = BLOCK) -> Iterator[Report]:
    """The reports in the order of their ids; unless ``whole``, those with a chosen event, with the chosen events.

    Their ties and claims are all given. Moments, attributions and parties of ``--detail`` are not kept in the tables.
    """
    edges = con.execute(_EDGES.format(only="" if whole else _CHOSEN, block=block)).fetchall()
    for first, after in pairwise([*(edge for (edge,) in edges), None]):
        yield from _block(con, [first, after, after], whole=whole)


def _block(con: duckdb.DuckDBPyConnection, within: list[Any], *, whole: bool) -> Iterator[Report]:
    only = "" if whole else " and report in (select report from export_chosen)"
    chosen = "" if whole else " and event in (select event from export_chosen)"
    reports = con.sql(f"select * from reports where {_WITHIN}{only} order by report", params=within).to_arrow_table()
    events, ties, claims = (
        _by_report(con, f"select * from {view} where {_WITHIN}{more}", within, row)
        for view, more, row in (("events", chosen, EventRow), ("ties", "", TieRow), ("claims", "", ClaimRow))
    )
    for row, coding in zip(to_rows(reports, ReportRow), to_rows(reports, CodingRow), strict=True):
        key = row.report
        yield report_of(row, coding, events.get(key, ()), ties.get(key, ()), claims.get(key, ()))


def _by_report(
    con: duckdb.DuckDBPyConnection, query: str, within: list[Any], row: type[EventRow | TieRow | ClaimRow]
) -> dict[str, Any]:
    found: dict[str, list[Any]] = defaultdict(list)
    for each in to_rows(con.sql(query, params=within).to_arrow_table(), row):
        found[each.report].append(each)
    return found
