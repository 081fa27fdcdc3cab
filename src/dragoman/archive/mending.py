"""Mends a damaged archive: damaged files leave their tables, and commits that are no longer whole no longer hold.

The reports of such a commit can then be added again. A commit whose own row was lost is found again by what it brought.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from dragoman.records import Report

from .arrow import to_rows
from .commits import commit_rows, new_id
from .recovering import gaps, recover, surviving_log
from .rows import report_of
from .store import Store
from .tables import COMMITS, ROWS, ReportRow
from .verifying import State, look, missing
from .views import connect_raw, reading


class Repaired(msgspec.Struct, frozen=True, kw_only=True):
    """What mending did. ``lost`` are the reports that must be added again; ``saved`` is a file to add them from.

    There is such a file where their words are left: ``dragoman code FILE --archive DIR`` adds them.
    """

    version: int
    removed: tuple[str, ...]
    void: tuple[str, ...]
    lost: tuple[str, ...]
    saved: str | None


def repair(store: Store) -> Repaired:
    """Take damaged files out of their tables and make void the commits that are no longer whole."""
    log = surviving_log(store)
    state = look(store, log)
    removed = [uri for name in ROWS for uri in _take_out(store, name, state)]
    if any(uri.startswith(store.at(COMMITS)) for uri in removed) or gaps(log):
        log = recover(
            store, surviving_log(store), {name: found for name, found in state.rows.items() if name != COMMITS}
        )
    broken = [commit for commit in log.live if missing(commit, state)]
    void = tuple(commit.commit for commit in broken)
    lost = _reports_of(store, void, state)
    nameless = _without_row(store, void, state)
    saved = _save(store, lost)
    if void:
        log = commit_rows(store, log, commit=new_id("c"), kind="repair", run="", parts=(), void=void)
    return Repaired(
        version=log.last.version, removed=tuple(removed), void=void, lost=(*map(_name, lost), *nameless), saved=saved
    )


def _take_out(store: Store, name: str, state: State) -> list[str]:
    """Take the damaged files of a table out of it: what is left of them goes to the folder ``damaged``."""
    if name not in state.files:
        store.renew(name)
        return [store.at(name)]
    damaged = [file for file in state.files[name] if file.damage]
    if not damaged:
        return []
    for file in damaged:
        if file.damage != "missing":
            store.set_aside(name, file)
    with store.told(name):
        store.table(name).repair()
    return [f"{store.at(name)}/{file.name}" for file in damaged]


def _reports_of(store: Store, void: Sequence[str], state: State) -> list[ReportRow]:
    """The reports that void commits had brought, as far as their rows are left."""
    if not void or not state.good("reports"):
        return []
    con = connect_raw(store, "reports")
    query = "select * exclude (commit) from raw_reports where list_contains(?, commit)"
    with reading(store):
        return list(to_rows(con.sql(query, params=[list(void)]).to_arrow_table(), ReportRow))


def _without_row(store: Store, void: Sequence[str], state: State) -> list[str]:
    """The ids of the reports of void commits of which only the coding is left."""
    if not void or not state.good("codings"):
        return []
    con, there = connect_raw(store, "codings"), connect_raw(store, "reports")
    with reading(store):
        con.register("there", there.sql("select distinct report from raw_reports").to_arrow_table())
        query = (
            "select distinct report from raw_codings where list_contains(?, commit) and report not in (from there) "
            "order by report"
        )
        return [report for (report,) in con.execute(query, [list(void)]).fetchall()]


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
