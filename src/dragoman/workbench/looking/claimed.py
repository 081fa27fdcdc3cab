"""What the other reports of an archive say of the claims of a headline, witness for witness."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from dragoman.archive.digest import written
from dragoman.archive.tables import ClaimRow
from dragoman.archive.witnesses import Witness, claims_against_all
from dragoman.records import Record, Verdict

MOST = 50  # witnesses of each side that are listed

_TITLES = "select report, title from raw_reports where commit in (select commit from live) and report in {reports}"


class Heard(Record, frozen=True, kw_only=True):
    """A claim and what other reports say of it.

    ``n_by`` and ``n_against`` count all witnesses, of which at most fifty a side are given; ``titles`` are those of
    their reports. ``n_independent`` counts the reports that bear it out and do not rest on each other.
    """

    text: str
    event: str
    verdict: Verdict
    disputed: bool
    n_independent: int
    n_by: int
    n_against: int
    by: tuple[Witness, ...]
    against: tuple[Witness, ...]
    titles: dict[str, str]


def heard(con: duckdb.DuckDBPyConnection, claims: Sequence[ClaimRow]) -> list[Heard]:
    """What other reports say of each claim that an event of the archive makes."""
    made = [claim for claim in claims if claim.event]
    found = claims_against_all(con, [claim.event for claim in made if claim.event])
    reports = {w.report for told in found.values() for w in (*told.by[:MOST], *told.against[:MOST])}
    titles = _titles(con, reports) if reports else {}
    return [
        Heard(
            text=claim.text, event=told.event, verdict=told.verdict, disputed=told.disputed,
            n_independent=told.n_independent, n_by=len(told.by), n_against=len(told.against), by=told.by[:MOST],
            against=told.against[:MOST],
            titles={w.report: titles.get(w.report, w.report) for w in (*told.by[:MOST], *told.against[:MOST])},
        )
        for claim in made if (told := found.get(claim.event or ""))
    ]  # fmt: skip


def _titles(con: duckdb.DuckDBPyConnection, reports: set[str]) -> dict[str, str]:
    rows = con.execute(_TITLES.format(reports=written(sorted(reports)))).fetchall()
    return {report: title or report for report, title in rows}
