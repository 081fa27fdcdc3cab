"""Adding coded reports: each once, a new text at a known address as a new version of the report there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

import msgspec

from dragoman.records import Report

from .arrow import to_rows
from .commits import Commit, Log, add_rows, commit_rows, new_id, now, read_log
from .rows import Coding, fingerprint_row, report_row
from .shelf import Shelf
from .store import Store, Taken
from .succession import tombstones
from .tables import EventRow, FingerprintRow, ReportRow, TombstoneRow
from .views import connect, connect_raw, reading


@dataclass(slots=True)
class Added:
    """What adding did.

    ``added`` reports are new, ``new_versions`` have new words at a known address, ``known`` were there already,
    ``failed`` inputs could not be read or coded; ``events`` are those of the reports that were added.
    """

    added: int = 0
    new_versions: int = 0
    known: int = 0
    failed: int = 0
    events: int = 0

    def __iadd__(self, other: Added) -> Added:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))
        return self


@dataclass(slots=True)
class _Plan:
    """The rows that a batch of reports makes."""

    commit: str
    reports: list[ReportRow]
    fingerprints: list[FingerprintRow]
    coding: Coding
    tombstones: list[TombstoneRow]
    counts: Added


def unseen(store: Store, log: Log, reports: Sequence[Report]) -> list[Report]:
    """Of these reports those that the archive does not have, new ones and new versions; of two the same only one."""
    shelf, new = _shelf(store, log, reports), []
    for report in reports:
        row = report_row(report, texts=False)
        if shelf.same(row) is None:
            shelf.put(row)
            new.append(report)
    return new


def add_batch(
    store: Store,
    log: Log,
    reports: Sequence[Report],
    *,
    run: str,
    beside: Callable[[Added], Mapping[str, Sequence[msgspec.Struct]]] = lambda _: {},
) -> tuple[Log, Added]:
    """Add coded reports in one commit, with the rows of other tables that ``beside`` makes of the counts.

    Where another process adds some of the same reports at the same time, they are left to it.
    """
    while True:
        plan = _plan(store, log, reports)
        rows = {
            "reports": plan.reports, "fingerprints": plan.fingerprints, **plan.coding.tables(),
            "tombstones": plan.tombstones,
        }  # fmt: skip
        rows |= beside(plan.counts)
        if not any(rows.values()):
            return log, plan.counts
        parts = add_rows(store, plan.commit, rows)
        apart = partial(_apart, store, _names(plan.reports))
        try:
            log = commit_rows(store, log, commit=plan.commit, kind="add", run=run, parts=parts, still_good=apart)
        except Taken:
            log = read_log(store)
            continue
        return log, plan.counts


def _plan(store: Store, log: Log, reports: Sequence[Report]) -> _Plan:
    plan = _Plan(new_id("c"), [], [], Coding(), [], Added())
    shelf, replaced = _shelf(store, log, reports), {}
    for report in reports:
        row = report_row(report, texts=log.last.texts)
        if shelf.same(row):
            plan.counts.known += 1
            continue
        if earlier := shelf.earlier(row):
            row = msgspec.structs.replace(row, version=earlier.version + 1, replaces=earlier.report)
            replaced[earlier.report] = report
            plan.counts.new_versions += 1
        else:
            plan.counts.added += 1
        shelf.put(row)
        plan.reports.append(row)
        plan.fingerprints.append(fingerprint_row(report))
        plan.coding.add(report, plan.commit, now())
        plan.counts.events += len(report.events)
    plan.tombstones = _withdrawn(store, log, replaced)
    return plan


def _withdrawn(store: Store, log: Log, replaced: Mapping[str, Report]) -> list[TombstoneRow]:
    """The tombstones of the events of reports that have a new version; ``replaced`` is that by the earlier one's id."""
    if not replaced:
        return []
    con = connect(store, log)
    asked = [list(replaced)]
    query = "select * exclude (commit) from machine_events where list_contains(?, report)"
    by_report: dict[str, list[EventRow]] = {}
    for row in to_rows(con.sql(query, params=asked).to_arrow_table(), EventRow):
        by_report.setdefault(row.report, []).append(row)
    why = "the report has a new version"
    return [
        stone
        for earlier, before in by_report.items()
        for stone in tombstones(before, replaced[earlier].events, why=why, same_text=False)
    ]


def _shelf(store: Store, log: Log, reports: Sequence[Report]) -> Shelf:
    with reading(store):
        return Shelf(connect_raw(store, "reports"), log.live, reports)


def _names(rows: Iterable[ReportRow]) -> set[str]:
    """All that a report can be known by."""
    return {key for row in rows for key in (row.report, row.address, row.text_hash) if key}


def _apart(store: Store, own: set[str], commits: Sequence[Commit]) -> bool:
    """Whether these commits brought no report that goes by any of these names."""
    if not any(part.table == "reports" for commit in commits for part in commit.parts):
        return True
    con = connect_raw(store, "reports")
    asked = [[commit.commit for commit in commits]]
    with reading(store):
        found = con.execute(
            "select report, address, text_hash from raw_reports where list_contains(?, commit)", asked
        ).fetchall()
    return own.isdisjoint(key for row in found for key in row)
