"""What a report is called in a list: its title, else the words it begins with."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

from dragoman.archive.digest import written

LONGEST = 90  # characters of the words that stand for a title

_TITLES = """
select report, nullif(trim(title), '') from raw_reports
where commit in (select commit from live) and report in {reports}
"""
_BEGINNINGS = f"""
select report, substring(text, 1, {2 * LONGEST}) from raw_reports
where commit in (select commit from live) and text is not null and report in {{reports}}
"""


def headings(con: duckdb.DuckDBPyConnection, reports: Collection[str]) -> dict[str, str | None]:
    """What to call each of some reports; None for one without a title in an archive without texts."""
    found: dict[str, str | None] = dict(con.execute(_TITLES.format(reports=written(reports))).fetchall())
    if untitled := [report for report, title in found.items() if title is None]:  # few: the texts are slow to read
        beginnings = con.execute(_BEGINNINGS.format(reports=written(untitled))).fetchall()
        found |= {report: beginning(text) for report, text in beginnings}
    return found


def beginning(text: str) -> str | None:
    """The words a text begins with, cut at a space."""
    words = " ".join(text.split())
    if len(words) <= LONGEST:
        return words or None
    return words[:LONGEST].rpartition(" ")[0] + " …"
