"""A digest of an archive at one version: narrow tables of its events, for whoever counts or looks through many.

The tables of an archive hold whole events, with every party, mention and number nested in them; to count a million of
them by actor or month, most of that is read for nothing. A digest has a row of plain columns for each event, the
parties by number, and for each occurrence what most of its events say and which pairs of countries they name. It says
nothing that the views of the archive do not say, can be thrown away at any time, and is made again when it is missed.

In an archive on a disk it is kept as a DuckDB file in the folder ``digest``, named by the commit it is of. After
further commits it is brought up to date by what these touch. For an object store, an older version, a folder that
cannot be written and for reports in no archive it is made in memory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import duckdb

from . import digest_queries as queries
from .commits import Log
from .store import Store

FOLDER = "digest"
WRITTEN_OUT = 20_000  # ids at most that are written into a query
# A digest is made anew where more reports than this part of all were touched: that is quicker then.
_FEW = 0.1
_KEYS = {"act": ("parties", "words", "lines", "acts"), "unit": ("units", *queries.LEVELS)}  # tables by their key

Told = Callable[[str], None]


def digested(
    con: duckdb.DuckDBPyConnection, store: Store | None, log: Log, told: Told = lambda _: None
) -> duckdb.DuckDBPyConnection:
    """Attach the digest of the archive whose views ``con`` has, as the database ``digest``; gives ``con``.

    ``store`` is where the archive lies; without one the digest is made in memory. ``told`` is called with a sentence
    before something that may take long.
    """
    if store is None or not store.local:
        return in_memory_digest(con, told)
    try:
        file = _up_to_date(con, Path(store.path, FOLDER), log, told)
    except (OSError, duckdb.IOException):  # nothing can be written there
        return in_memory_digest(con, told)
    _attach(con, file, read_only=True)
    return con


def in_memory_digest(con: duckdb.DuckDBPyConnection, told: Told = lambda _: None) -> duckdb.DuckDBPyConnection:
    """Make the digest of the views of ``con`` in memory, where it has none yet; gives ``con``."""
    if not is_digested(con):
        told("counting all events once")
        con.execute("attach ':memory:' as digest")
        _make(con, "")
    return con


def is_digested(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether a connection has a digest beside its views."""
    return bool(con.execute("select 1 from duckdb_databases() where database_name = 'digest'").fetchall())


def written(values: Iterable[str]) -> str:
    """Values as they stand after ``in``.

    A view of the archive is a chain of joins, which DuckDB works through before it looks at a subquery, while it looks
    for written values as it reads the files (measured: 0.12 in place of 0.49 seconds for 1,099 of 1,000,000 events).
    """
    return "(" + (", ".join(map(quoted, values)) or "null") + ")"


def quoted(value: str) -> str:
    """A value as a string of SQL: an archive that somebody gives us may have anything for an id."""
    return "'" + value.replace("'", "''") + "'"


def bare(con: duckdb.DuckDBPyConnection, database: str) -> bool:
    """Whether an attached database has tables alone: a view or a macro in somebody's file reads others."""
    query = "select count(*) from {}() where database_name = ? and not internal"
    counts = (con.execute(query.format(each), [database]).fetchall() for each in ("duckdb_views", "duckdb_functions"))
    return all(count == [(0,)] for count in counts)


def _up_to_date(con: duckdb.DuckDBPyConnection, folder: Path, log: Log, told: Told) -> Path:
    """The file of the digest of the newest commit, made where it is not there."""
    file = folder / f"{log.last.commit}.duckdb"
    if _is_digest(con, file, log.last.commit):
        return file
    folder.mkdir(exist_ok=True)
    draft = folder / f".{uuid4().hex}.duckdb"
    try:
        _write(con, _base(con, folder, log), draft, log, told)
        os.replace(draft, file)
    finally:
        for left in (draft, Path(f"{draft}.wal")):
            left.unlink(missing_ok=True)
    for other in folder.glob("*.duckdb"):
        if other != file:
            with suppress(OSError):  # somebody reads it, on a system that keeps it for them
                other.unlink()
    return file


def _write(con: duckdb.DuckDBPyConnection, base: Path | None, draft: Path, log: Log, told: Told) -> None:
    """Write the digest into a new file, from an older one where it helps."""
    if base is not None:
        shutil.copyfile(base, draft)
    _attach(con, draft)
    try:
        if base is None or not _updated(con, log):
            told("making a digest of the archive; it is kept beside the tables, and later only brought up to date")
            for (name,) in con.execute(
                "select table_name from duckdb_tables() where database_name = 'digest'"
            ).fetchall():
                con.execute(f"drop table digest.{name}")
            _make(con, log.last.commit)
        con.execute("checkpoint digest")
    finally:
        con.execute("detach digest")


def _base(con: duckdb.DuckDBPyConnection, folder: Path, log: Log) -> Path | None:
    """The newest digest of an earlier commit, if there is one that holds still."""
    for n in range(len(log.commits) - 1, 0, -1):
        if log.commits[n].void:
            return None
        file = folder / f"{log.commits[n - 1].commit}.duckdb"
        if _is_digest(con, file, log.commits[n - 1].commit):
            return file
    return None


def _is_digest(con: duckdb.DuckDBPyConnection, file: Path, commit: str) -> bool:
    """Whether a file is a whole digest of a commit, made by this version of the statements."""
    if not file.exists():
        return False
    try:
        _attach(con, file, read_only=True)
    except duckdb.Error:
        return False
    try:
        about = con.execute('select schema, "commit" from digest.about').fetchall()
        return bare(con, "digest") and about == [(queries.DIGEST_SCHEMA, commit)]
    except duckdb.Error:
        return False
    finally:
        con.execute("detach digest")


def _make(con: duckdb.DuckDBPyConnection, commit: str) -> None:
    con.execute(queries.TABLES)
    for table in queries.LEVELS:
        con.execute(queries.PAIRS_TABLE.format(table=table))
    _fill(con, "")
    con.execute(
        "insert into digest.about select ?, ?, coalesce(max(act), 0) from digest.acts", [queries.DIGEST_SCHEMA, commit]
    )


def _updated(con: duckdb.DuckDBPyConnection, log: Log) -> bool:
    """Bring a digest of an earlier commit up to date; False where too much was touched to do it so."""
    [(commit,)] = con.execute('select "commit" from digest.about').fetchall()
    later = [each.commit for each in log.commits[[each.commit for each in log.commits].index(commit) + 1 :]]
    reports, decided = _strings(con, queries.TOUCHED.format(commits=written(later))), _strings(con, queries.DECIDED)
    if len(reports) > 100:
        [(n_reports,)] = con.execute("select approx_count_distinct(report) from digest.acts").fetchall()
        if len(reports) > min(WRITTEN_OUT, 100 + _FEW * n_reports):
            return False
    if len(decided) > WRITTEN_OUT:
        return False
    if reports or decided:
        acts, units = _last(con, "acts"), _last(con, "units")
        events = _taken_out(con, reports, decided)
        if len(events) > WRITTEN_OUT:
            return False
        _read_again(con, events)
        _fill(con, "chosen_", acts=acts, units=units)
    con.execute('update digest.about set "commit" = ?', [log.last.commit])
    return True


def _taken_out(con: duckdb.DuckDBPyConnection, reports: Sequence[str], decided: Sequence[str]) -> list[str]:
    """Take the events of some reports, some that were decided about, and all of their occurrences out of the digest.

    Gives those that are to be read again. An event that is touched by nothing has the occurrence that it had.
    """
    there = _among(reports, decided)
    units = _touched_units(con, reports, decided)
    if others := _strings(con, queries.OTHER_OCCURRENCES.format(there=there, units=_listed(units))):
        units += _keys(con, queries.OTHER_UNITS.format(occurrences=written(others)))
    con.execute(queries.GONE_ACTS.format(units=_listed(units)))
    for key, tables in _KEYS.items():
        gone = _listed(_keys(con, f"select distinct {key} from gone_acts"))
        for table in tables:
            con.execute(f"delete from digest.{table} where {key} in ({gone})")
    events = {*decided, *_strings(con, "select event from gone_acts")}
    if reports:
        events |= {*_strings(con, f"select event from events where report in {written(reports)}")}
    return sorted(events)


def _touched_units(con: duckdb.DuckDBPyConnection, reports: Sequence[str], decided: Sequence[str]) -> list[int]:
    """The units of some reports, and of some events: these are looked for in their reports first, which is quick."""
    of_reports = written(_strings(con, queries.DECIDED_REPORTS.format(events=written(decided))))
    found = dict(con.execute(queries.DECIDED_UNITS.format(events=written(decided), reports=of_reports)).fetchall())
    if there := _among(reports, [event for event in decided if event not in found]):
        return [*found.values(), *_keys(con, queries.TOUCHED_UNITS.format(there=there))]
    return [*found.values()]


def _among(reports: Sequence[str], events: Sequence[str]) -> str:
    """The condition that a row is of some reports or events; nothing where there are none."""
    named = (("report", reports), ("event", events))
    return " or ".join(f"{name} in {written(some)}" for name, some in named if some)


def _read_again(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> None:
    """Keep events with what tells of their reports in tables that are named ``chosen_`` and so on."""
    plain = {*events}  # those that are as the machine has them
    for table in ("reviewed_rows", "gone"):
        if con.execute("select 1 from duckdb_tables() where table_name = ?", [table]).fetchall():
            plain -= {*_strings(con, queries.SHOWN_AS_MADE.format(table=table, events=written(plain)))}
    commits = {*_strings(con, queries.CODED_IN.format(events=written(plain)))}
    if unknown := plain - {*_strings(con, "select event from gone_acts")}:
        commits |= {*_strings(con, queries.STILL_UNKNOWN.format(events=written(unknown)))}
    con.execute(queries.CHOSEN.format(events=written(events), plain=written(plain), commits=written(commits)))
    whole = written(_strings(con, "select distinct report from chosen_events"))
    con.execute(queries.CHOSEN_REPORTS.format(reports=whole))


def _fill(con: duckdb.DuckDBPyConnection, prefix: str, *, acts: int = 0, units: int = 0) -> None:
    """Add the events of the views or tables named with ``prefix``, whose keys come after some numbers."""
    first = {"act": acts}
    con.execute(queries.ACTS.format(p=prefix), {"act": acts, "unit": units})
    con.execute(queries.WORDS.format(p=prefix), first)
    con.execute(queries.LINES.format(p=prefix), first)
    con.execute(queries.SIDED.format(p=prefix), first)
    con.execute(queries.WHO, {"who": _last(con, "who")})
    con.execute(queries.PARTIES)
    con.execute("drop table sided")
    con.execute(queries.UNITS.format(units=f"act > {acts}"))
    for table, node in queries.LEVELS.items():
        con.execute(queries.PAIRS.format(table=table, node=node, act=acts, unit=units))
    con.execute(queries.KEEP_REVIEWS)


def _last(con: duckdb.DuckDBPyConnection, table: str) -> int:
    """The greatest key of a table of the digest; 0 where it is empty."""
    [(key,)] = con.execute(f"select coalesce(max({table.removesuffix('s')}), 0) from digest.{table}").fetchall()
    return int(key)


def _keys(con: duckdb.DuckDBPyConnection, query: str) -> list[int]:
    return [key for (key,) in con.execute(query).fetchall()]


def _listed(keys: Iterable[int]) -> str:
    """Numbers written out: whole groups of rows are then passed over."""
    return ", ".join(map(str, keys)) or "null"


def _strings(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [value for (value,) in con.execute(query).fetchall()]


def _attach(con: duckdb.DuckDBPyConnection, file: Path, *, read_only: bool = False) -> None:
    con.execute(f"attach {quoted(str(file))} as digest" + (" (read_only)" if read_only else ""))
