"""Adding coded reports: each once, a new text at a known address as a new version of the report there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import partial

import msgspec

from dragoman.records import Report

from .arrow import to_rows
from .commits import Commit, Log, add_rows, commit_rows, new_id, now, read_log
from .rows import Coding, event_rows, fingerprint_row, report_row, storable
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
    rows = [report_row(storable(report), texts=False) for report in reports]
    shelf, new = _shelf(store, log, rows), []
    for report, row in zip(reports, rows, strict=True):
        if shelf.same(row) is None:
            shelf.put(row)
            new.append(report)
    return new


def add_batch(
    store: Store,
    log: Log,
    reports: Sequence[Report],
    as_read: Sequence[Report],
    *,
    run: str,
    beside: Callable[[Added], Mapping[str, Sequence[msgspec.Struct]]] = lambda _: {},
) -> tuple[Log, Added]:
    """Add coded reports in one commit, with the rows of other tables that ``beside`` makes of the counts.

    ``as_read`` are the same reports, in their order, as they were before they were coded.
    Where another process adds some of the same reports at the same time, they are left to it.
    """
    pairs = [(storable(report), storable(read)) for report, read in zip(reports, as_read, strict=True)]
    while True:
        plan = _plan(store, log, pairs)
        rows = {
            "reports": plan.reports, "fingerprints": plan.fingerprints, **plan.coding.tables(),
            "tombstones": plan.tombstones,
        }  # fmt: skip
        rows |= beside(plan.counts)
        if not any(rows.values()):
            return log, plan.counts
        parts = add_rows(store, plan.commit, rows)
        apart = partial(_apart, store, plan.reports)
        try:
            log = commit_rows(store, log, commit=plan.commit, kind="add", run=run, parts=parts, still_good=apart)
        except Taken:
            log = read_log(store)
            continue
        return log, plan.counts


def _plan(store: Store, log: Log, pairs: Sequence[tuple[Report, Report]]) -> _Plan:
    plan = _Plan(new_id("c"), [], [], Coding(), [], Added())
    rows = [report_row(read, texts=log.last.texts) for _, read in pairs]
    shelf, replaced, given = _shelf(store, log, rows), {}, {}
    for (report, _), as_new in zip(pairs, rows, strict=True):
        row = as_new
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
        given[row.report] = report
        plan.reports.append(row)
        plan.fingerprints.append(fingerprint_row(report))
        plan.coding.add(report, plan.commit, now())
        plan.counts.events += len(report.events)
    plan.tombstones = _withdrawn(store, log, replaced, given)
    return plan


def _withdrawn(
    store: Store, log: Log, replaced: Mapping[str, Report], given: Mapping[str, Report]
) -> list[TombstoneRow]:
    """The tombstones of the events of reports that have a new version; ``replaced`` is that by the earlier one's id.

    A page may change twice in one batch: what is ``given`` in it is not in the archive yet.
    """
    by_report = {report: event_rows(given[report]) for report in replaced if report in given}
    if stored := [report for report in replaced if report not in given]:
        for row in _events_of(store, log, stored):
            by_report.setdefault(row.report, []).append(row)
    why = "the report has a new version"
    return [
        stone
        for earlier, before in by_report.items()
        for stone in tombstones(before, replaced[earlier].events, why=why, same_text=False)
    ]


def _events_of(store: Store, log: Log, reports: Sequence[str]) -> list[EventRow]:
    query = "select * exclude (commit) from machine_events where list_contains(?, report)"
    con = connect(store, log)
    with reading(store):
        return list(to_rows(con.sql(query, params=[reports]).to_arrow_table(), EventRow))


def _shelf(store: Store, log: Log, rows: Sequence[ReportRow]) -> Shelf:
    with reading(store):
        return Shelf(connect_raw(store, "reports"), log.live, rows)


def _names(rows: Iterable[ReportRow]) -> set[str]:
    """All that a report can be known by."""
    return {key for row in rows for key in (row.report, row.address, row.text_hash) if key}


def _apart(store: Store, added: Sequence[ReportRow], commits: Sequence[Commit]) -> bool:
    """Whether these commits brought no report that goes by a name of one added, and coded none again that it replaces.

    In the latter case the events that must get tombstones are other ones.
    """
    replaced = {row.replaces for row in added if row.replaces}
    return _names(added).isdisjoint(_brought(store, "reports", "report, address, text_hash", commits)) and (
        not replaced or replaced.isdisjoint(_brought(store, "codings", "report", commits))
    )


def _brought(store: Store, name: str, columns: str, commits: Sequence[Commit]) -> Collection[str]:
    """What stands in some columns of the rows that these commits brought to a table."""
    if not any(part.table == name for commit in commits for part in commit.parts):
        return ()
    con = connect_raw(store, name)
    asked = [[commit.commit for commit in commits]]
    with reading(store):
        found = con.execute(f"select {columns} from raw_{name} where list_contains(?, commit)", asked).fetchall()
    return {key for row in found for key in row}
