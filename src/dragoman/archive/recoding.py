"""Coding the stored reports again, after an upgrade or a change of the codebook.

Where a report's events come out as they were, only the fact that it was coded is stored; else the new ones take the
place of the old, which get tombstones. What people decided is kept: an accepted event stays as it was accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import duckdb
import msgspec

from dragoman.errors import ArchiveError
from dragoman.records import MadeBy, Report

from .arrow import to_rows
from .commits import Commit, Log, add_rows, commit_rows, new_id, now, read_log
from .rows import Coding, attribution_rows, claim_rows, coding_row, event_rows, report_of, tie_rows
from .store import Store, Taken
from .succession import tombstones
from .tables import AttributionRow, ClaimRow, EventRow, ReportRow, TieRow, TombstoneRow
from .views import connect, connect_raw, reading

BATCH = 128  # reports coded and committed together
R = TypeVar("R", ReportRow, EventRow, TieRow, ClaimRow, AttributionRow)

_TO_DO = """
select report from reports where text is not null and ($1 or made_by is distinct from
  {'dragoman': $2::varchar, 'model': $3::varchar, 'codebook': $4::varchar}) order by report
"""


class Codes(Protocol):
    """What codes reports: ``dragoman.Coder``."""

    made_by: MadeBy

    def code_many(self, reports: Iterable[Report], *, detail: bool = False) -> Iterator[Report]:
        """Code reports, one coded report each, in order."""


@dataclass(slots=True)
class Recoded:
    """What coding again did: reports coded, how many of them have other events than before, events withdrawn."""

    coded: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(slots=True)
class _Batch:
    """The rows that coding some reports again makes."""

    commit: str
    coding: Coding = field(default_factory=Coding)
    tombstones: list[TombstoneRow] = field(default_factory=list)
    counts: Recoded = field(default_factory=Recoded)


def recode(
    store: Store,
    log: Log,
    coder: Codes,
    *,
    run: str,
    everything: bool = False,
    detail: bool = False,
    tick: Callable[[int], None] = lambda _: None,
) -> tuple[Log, Recoded]:
    """Code again each report that something other than ``coder`` has coded; with ``everything`` all of them.

    It can be stopped at any moment and run again; ``tick`` is told how many reports are done. Raises ArchiveError for
    an archive without texts.
    """
    if not log.last.texts:
        raise ArchiveError(
            f"{store.path} keeps no texts, so there is nothing to code again; make a new archive from the reports: "
            "`dragoman code INPUT... --archive NEW`"
        )
    made, total = coder.made_by, Recoded()
    to_do = connect(store, log).execute(_TO_DO, [everything, made.dragoman, made.model, made.codebook]).fetchall()
    for start in range(0, len(to_do), BATCH):
        ids = [report for (report,) in to_do[start : start + BATCH]]
        log, counts = _recode_batch(store, log, coder, ids, run=run, detail=detail)
        for name in ("coded", "changed", "withdrawn"):
            setattr(total, name, getattr(total, name) + getattr(counts, name))
        tick(counts.coded)
    return log, total


def _recode_batch(
    store: Store, log: Log, coder: Codes, ids: Sequence[str], *, run: str, detail: bool
) -> tuple[Log, Recoded]:
    while True:
        batch = _code(connect(store, log), coder, ids, detail=detail)
        parts = add_rows(store, batch.commit, {**batch.coding.tables(), "tombstones": batch.tombstones})
        try:
            log = commit_rows(
                store, log, commit=batch.commit, kind="recode", run=run, parts=parts,
                still_good=lambda newer: not set(ids) & _coded_by(store, newer),
            )  # fmt: skip
        except Taken:  # a new version of one of the reports came in between, or another process codes them again too
            log = read_log(store)
            continue
        return log, batch.counts


def _code(con: duckdb.DuckDBPyConnection, coder: Codes, ids: Sequence[str], *, detail: bool) -> _Batch:
    """Code reports again and lay the outcome beside what is there."""
    batch = _Batch(new_id("c"))
    rows = _by_report(con, "reports", ReportRow, ids)
    events = _by_report(con, "machine_events", EventRow, ids)
    ties, claims = _by_report(con, "ties", TieRow, ids), _by_report(con, "claims", ClaimRow, ids)
    told = _by_report(con, "attributions", AttributionRow, ids) if detail else {}
    kept = dict(
        con.execute('select report, "rows" from codings where list_contains(?, report)', [list(ids)]).fetchall()
    )
    as_read = [report_of(rows[report][0]) for report in ids if report in rows]
    for coded in coder.code_many(as_read, detail=detail):
        # A coder adds its notes to those that it is given, among which are those of the coding before.
        report = msgspec.structs.replace(coded, notes=tuple(dict.fromkeys(coded.notes)))
        id_, before = report.report, events.get(report.report, [])
        batch.counts.coded += 1
        own = (event_rows(report), tie_rows(report), claim_rows(report), attribution_rows(report) if detail else [])
        if own == (before, ties.get(id_, []), claims.get(id_, []), told.get(id_, [])):
            batch.coding.codings.append(coding_row(report, kept[id_], now()))
            continue
        batch.counts.changed += own[0] != before
        batch.coding.add(report, batch.commit, now())
        batch.tombstones += tombstones(before, report.events, why=_why(coder.made_by), same_text=True)
    batch.counts.withdrawn = len(batch.tombstones)
    return batch


def _why(made_by: MadeBy) -> str:
    return f"coded again by dragoman {made_by.dragoman}, codebook {made_by.codebook}"


def _by_report(con: duckdb.DuckDBPyConnection, view: str, kind: type[R], ids: Sequence[str]) -> dict[str, list[R]]:
    """The rows of some reports in a view, in their order, by report."""
    order = "" if view == "reports" else " order by n"
    columns = ", ".join(f'"{name}"' for name in kind.__struct_encode_fields__)
    if view == "reports":
        columns = columns.replace('"published"', "stated as published")
    query = f"select {columns} from {view} where list_contains(?, report){order}"
    found: dict[str, list[R]] = {}
    for row in to_rows(con.sql(query, params=[list(ids)]).to_arrow_table(), kind):
        found.setdefault(row.report, []).append(row)
    return found


def _coded_by(store: Store, commits: Sequence[Commit]) -> set[str]:
    """The reports that these commits brought a coding of."""
    if not any(part.table in {"reports", "codings"} for commit in commits for part in commit.parts):
        return set()
    asked = [[commit.commit for commit in commits]]
    found: set[str] = set()
    for name, column in (("codings", "report"), ("reports", "replaces")):
        con = connect_raw(store, name)
        with reading(store):
            query = f"select {column} from raw_{name} where list_contains(?, commit) and {column} is not null"
            found |= {report for (report,) in con.execute(query, asked).fetchall()}
    return found
