"""Checks an archive: that every table, file and row is there, and that the rows fit together; mends what can be mended.

A commit whose rows are not all there no longer holds once the archive is mended: its reports can then be added again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import msgspec
import pyarrow.parquet as pq

from dragoman.errors import ArchiveError
from dragoman.records import Report

from .arrow import to_rows
from .commits import Commit, Log, commit_rows, new_id, read_log
from .rows import report_of
from .store import File, Store
from .tables import COMMITS, ROWS, ReportRow
from .views import connect, connect_raw, reading

SHOWN = 5  # rows named in a finding


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong, or worth knowing (``harmless``): a code to look up, the table, and words."""

    code: str
    table: str
    message: str
    harmless: bool = False


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. ``last_whole`` is the newest version that can be read with all its rows, None for none."""

    version: int
    last_whole: int | None
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return all(finding.harmless for finding in self.findings)


class Repaired(msgspec.Struct, frozen=True, kw_only=True):
    """What mending did. ``lost`` are the reports that must be added again; ``saved`` is a file to add them from.

    There is such a file where their words are left: ``dragoman code FILE --archive DIR`` adds them.
    """

    version: int
    removed: tuple[str, ...]
    void: tuple[str, ...]
    lost: tuple[str, ...]
    saved: str | None


@dataclass(slots=True)
class _State:
    """What is there of an archive: the readable files of each table, and how many rows of which commit they hold."""

    findings: list[Finding] = field(default_factory=list)
    files: dict[str, list[File]] = field(default_factory=dict)
    rows: dict[str, dict[str, int]] = field(default_factory=dict)

    def good(self, name: str) -> list[str]:
        return [file.uri for file in self.files.get(name, ()) if file.damage is None]

    @property
    def damaged(self) -> bool:
        return any(not finding.harmless for finding in self.findings)


def verify(store: Store) -> Verified:
    """Check an archive. Raises ArchiveError where there is none to check."""
    log = read_log(store)
    state = _look(store, log)
    if not state.damaged:
        con = connect(store, log)
        with reading(store):
            state.findings.extend(finding for check in CHECKS for finding in check(con))
    whole = log.last.version if not state.damaged else _last_whole(store, log, state)
    return Verified(version=log.last.version, last_whole=whole, findings=tuple(state.findings))


def repair(store: Store) -> Repaired:
    """Take damaged files out of their tables and make void the commits that are no longer whole."""
    log = read_log(store)
    state = _look(store, log)
    removed = [uri for name in ROWS for uri in _take_out(store, name, state)]
    broken = [commit for commit in log.live if _missing(commit, state)]
    void = tuple(commit.commit for commit in broken)
    lost = _reports_of(store, void, state)
    saved = _save(store, lost)
    if void:
        parts = ()
        log = commit_rows(store, log, commit=new_id("c"), kind="repair", run="", parts=parts, void=void)
    return Repaired(
        version=log.last.version, removed=tuple(removed), void=void, lost=tuple(_name(row) for row in lost), saved=saved
    )


def _look(store: Store, log: Log) -> _State:
    """The files and row counts of every table, with a finding for all that is not as the commits say."""
    state = _State()
    for name in ROWS:
        try:
            state.files[name] = [_read(file, store) for file in store.files(store.table(name))]
        except ArchiveError as error:
            state.findings.append(Finding(code="table-gone", table=name, message=str(error)))
            continue
        for file in (file for file in state.files[name] if file.damage):
            words = f"{file.uri}: {file.damage}"
            state.findings.append(Finding(code="file-damaged", table=name, message=words))
        state.rows[name] = _count(store, name, state.good(name))
    for commit in log.live:
        state.findings.extend(_missing(commit, state))
    state.findings.extend(_without_commit(log, state))
    return state


def _read(file: File, store: Store) -> File:
    """The file, known to be damaged also where its end, which tells what is in it, cannot be read."""
    if file.damage or not store.local:
        return file
    try:
        pq.read_metadata(file.uri)
    except (OSError, ValueError) as error:
        return File(file.uri, file.size, f"not readable: {' '.join(str(error).split())}")
    return file


def _count(store: Store, name: str, files: Sequence[str]) -> dict[str, int]:
    con = connect_raw(store, name, files)
    with reading(store):
        return dict(con.execute(f"select commit, count(*) from raw_{name} group by commit").fetchall())


def _missing(commit: Commit, state: _State) -> list[Finding]:
    """What the tables lack of the rows that a commit brought."""
    found = []
    for part in commit.parts:
        there = state.rows.get(part.table, {}).get(commit.commit, 0)
        if there != part.rows:
            words = f"version {commit.version} brought {part.rows:,} rows, {there:,} are there"
            found.append(Finding(code="rows-missing", table=part.table, message=words))
    return found


def _without_commit(log: Log, state: _State) -> Iterator[Finding]:
    known = {commit.commit for commit in log.commits}
    for name, rows in state.rows.items():
        loose = sum(count for commit, count in rows.items() if commit not in known)
        if loose and name != COMMITS:
            words = f"{loose:,} rows of a writer that was killed or is at work; nobody sees them, `vacuum` removes them"
            yield Finding(code="rows-without-commit", table=name, message=words, harmless=True)


def _last_whole(store: Store, log: Log, state: _State) -> int | None:
    """The newest version that can be read: its damaged tables have a whole version since, the others all its rows."""
    bad = [name for name in ROWS if name not in state.rows or any(file.damage for file in state.files[name])]
    lacking = {
        commit.version
        for commit in log.live
        if any(finding.table not in bad for finding in _missing(commit, state))
    }
    for commit in reversed(log.commits):
        if not lacking or commit.version < min(lacking):
            versions = {part.table: part.version for each in log.until(commit.version).commits for part in each.parts}
            if all(_has_whole(store, name, versions.get(name, 0)) for name in bad):
                return commit.version
    return None


def _has_whole(store: Store, name: str, since: int) -> bool:
    try:
        return bool(store.whole(name, since))
    except ArchiveError:
        return False


def _take_out(store: Store, name: str, state: _State) -> list[str]:
    """Take the damaged files of a table out of it: what is left of them goes to the folder ``damaged``."""
    if name not in state.files:
        store.create(name)
        return [store.at(name)]
    damaged = [file for file in state.files[name] if file.damage]
    if not damaged:
        return []
    for file in damaged:
        if file.damage != "missing":
            store.set_aside(name, file)
    with store.told(name):
        store.table(name).repair()
    return [file.uri for file in damaged]


def _reports_of(store: Store, void: Sequence[str], state: _State) -> list[ReportRow]:
    """The reports that void commits had brought, as far as their rows are left."""
    if not void or not state.good("reports"):
        return []
    con = connect_raw(store, "reports")
    query = "select * exclude (commit) from raw_reports where list_contains(?, commit)"
    with reading(store):
        return list(to_rows(con.sql(query, params=[list(void)]).to_arrow_table(), ReportRow))


def _save(store: Store, lost: Sequence[ReportRow]) -> str | None:
    """Write the reports whose words are left into a file that ``dragoman code`` reads."""
    left = [report_of(row) for row in lost if row.text is not None]
    if not left or not store.local:
        return None
    path = Path(store.path, "damaged", f"reports-{new_id('lost')}.jsonl")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(msgspec.json.encode(_line(report)) + b"\n" for report in left))
    return str(path)


def _line(report: Report) -> dict[str, object]:
    """A report as a line of JSONL input."""
    day = report.published.start if report.published else None
    line = {
        "id": report.id, "title": report.title, "url": report.url, "publisher": report.publisher, "published": day,
        "text": report.text,
    }  # fmt: skip
    return {name: value for name, value in line.items() if value is not None}


def _name(row: ReportRow) -> str:
    return row.url or row.path or row.id or row.report


def _shown(rows: Sequence[tuple[str, ...]]) -> str:
    named = ", ".join(" ".join(map(str, row)) for row in rows[:SHOWN])
    return named + (f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else "")


def event_twice(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """An event is in the archive twice."""
    rows = con.execute("select event from machine_events group by event having count(*) > 1").fetchall()
    if rows:
        yield Finding(code="event-twice", table="events", message=f"{event_twice.__doc__} {_shown(rows)}")


def report_twice(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A report is in the archive twice, or two that hold stand at one address."""
    rows = con.execute(
        "select report from reports group by report having count(*) > 1 union all "
        "select address from reports where address is not null group by address having count(*) > 1"
    ).fetchall()
    if rows:
        yield Finding(code="report-twice", table="reports", message=f"{report_twice.__doc__} {_shown(rows)}")


def no_report(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A row belongs to a report that is not there."""
    for view in ("machine_events", "ties", "claims"):
        rows = con.execute(
            f"select distinct report from {view} where report not in (select report from reports)"
        ).fetchall()
        if rows:
            yield Finding(code="no-report", table=view, message=f"{no_report.__doc__} {_shown(rows)}")


def counts(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A report has not as many events as its coding says."""
    rows = con.execute(
        "select c.report from codings c left join (select report, count(*) n from machine_events group by report) e "
        "using (report) where c.n_events != coalesce(e.n, 0)"
    ).fetchall()
    if rows:
        yield Finding(code="event-count", table="codings", message=f"{counts.__doc__} {_shown(rows)}")


def span_outside(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """An event points beyond the end of its report."""
    rows = con.execute(
        "select e.event from machine_events e join reports r using (report) "
        "where list_max([m.sentence[2] for m in e.mentions]) > r.length"
    ).fetchall()
    if rows:
        yield Finding(code="span-outside", table="events", message=f"{span_outside.__doc__} {_shown(rows)}")


def text_changed(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """The length of a text is not what was stored with it."""
    rows = con.execute("select report from reports where text is not null and length(text) != length").fetchall()
    if rows:
        yield Finding(code="text-changed", table="reports", message=f"{text_changed.__doc__} {_shown(rows)}")


CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Iterator[Finding]], ...] = (
    event_twice, report_twice, no_report, counts, span_outside, text_changed,
)  # fmt: skip
