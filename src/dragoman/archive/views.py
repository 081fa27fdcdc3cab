"""The tables as they hold at one version, as views of a DuckDB connection.

``reports``, ``events`` and so on are what holds now: the newest version of each report in its newest coding, with what
people decided. ``machine_events`` are the events as they were coded. The names ``raw_…`` are the tables with all that
they were ever given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import duckdb
import pyarrow as pa
from deltalake import DeltaTable
from pyarrow import dataset

from dragoman.errors import ArchiveError
from dragoman.records import Report
from dragoman.version import __version__

from .arrow import to_table
from .commits import Commit, Log, now, with_commit
from .digest import quoted
from .kept import keep, take_over
from .reviews import make_events
from .rows import Coding, report_row
from .store import Store
from .tables import ARCHIVE_SCHEMA, COMMIT, COMMITS, SCHEMAS

_ZONE = "set timezone = 'UTC'"
# A folder named "year=2031" above the archive is no column of it.
_PARQUET = "union_by_name = true, hive_partitioning = false"
# What is stale is worked out once when the connection is made: most archives have few such rows or none, and a query
# over a million events then leaves them out without sorting anything. A coding holds as long as its report and its
# events do: after mending, one of them may stand in a commit that is void.
_STALE = """
create table current_codings as
  select c.report, c."rows", c.commit from raw_codings c join live using (commit)
  where c."rows" in (select commit from live)
  and c.report in (select report from raw_reports where commit in (select commit from live))
  qualify row_number() over (partition by c.report order by live.version desc) = 1;
create table replaced as
  select distinct r.replaces as report from raw_reports r
  where r.replaces is not null and r.commit in (select commit from live);
create table stale as
  select distinct c.report, c."rows" as commit from raw_codings c left join current_codings k using (report)
  where c.commit in (select commit from live)
  and (c."rows" is distinct from k."rows" or c.report in (select report from replaced));
"""
_WORKED_OUT = ("current_codings", "replaced", "stale")
_NOT_STALE = """ and not exists (select 1 from stale s where s.report = t.report and s.commit = t.{commit})"""
_OF_CODING = "create view {view} as select t.* from raw_{name} t where t.commit in (select commit from live){fresh};\n"
# Of rows that came later for the same report or event the newest holds.
_LATER = {"stories": "report", "occurrences": "event"}
_MOVED = """
create table moved_{name} as
  select t.{key}, arg_max(t.commit, live.version) as commit from raw_{name} t join live using (commit)
  where t.{key} in (select {key} from raw_{name} where moved) group by t.{key};
"""
_LATEST = """
create view {name} as select t.* exclude (commit, moved) from raw_{name} t
  where t.commit in (select commit from live) and not exists
  (select 1 from moved_{name} m where m.{key} = t.{key} and m.commit != t.commit){fresh};
"""
_VIEWS = r"""
create view codings as select t.* from raw_codings t
  where (t.report, t.commit) in (select (report, commit) from current_codings)
  and t.report not in (select report from replaced);
create view reports as select r.* exclude (published, commit), r.published as stated, c.* exclude (report, commit)
  from raw_reports r join codings c using (report) where r.commit in (select commit from live);
create view runs as select t.* exclude (commit) from raw_runs t join live using (commit)
  qualify row_number() over (partition by run order by live.version desc) = 1;
create view failures as select * exclude (commit) from raw_failures where commit in (select commit from live);
create view tombstones as select t.* exclude (commit), live.version, live.at
  from raw_tombstones t join live using (commit);
create view decisions as select t.* exclude (commit), live.version from raw_decisions t join live using (commit);
create view fingerprints as select t.* exclude (commit) from raw_fingerprints t
  where t.commit in (select commit from live) and t.report not in (select report from replaced);
create view feeds as select t.* exclude (commit) from raw_feeds t join live using (commit)
  qualify row_number() over (partition by feed order by live.version desc) = 1;
create view shards as select t.* exclude (commit), live.version from raw_shards t join live using (commit);
create view open_failures as select f.* exclude (commit) from raw_failures f join live using (commit)
  where f.path != '-'
  and not exists (select 1 from shards s where s.file is null and s.path = f.path and s.line is not distinct from f.line
    and s.version >= live.version)
  and not exists (select 1 from shards s where s.file is not null and s.path = regexp_replace(f.path, '#\d+$', '')
    and s.version >= live.version and s.run != f.run)
  qualify row_number() over (partition by f.path, f.line order by live.version desc, f.at desc) = 1;
create view commits as select c.* from raw_commits c where c.commit in (select commit from live);
"""
_NOT_GONE = " and t.event not in (select event from gone)"


@dataclass(frozen=True, slots=True)
class Before:
    """A connection that ``connect`` made, not pinned, and the log that it is of."""

    con: duckdb.DuckDBPyConnection
    log: Log

    def holds(self, log: Log) -> bool:
        """Whether people have only decided since, so that the same codings and reports hold."""
        since = log.commits[len(self.log.commits) :]
        return log.commits[: len(self.log.commits)] == self.log.commits and all(
            commit.kind == "decide" and not commit.void for commit in since
        )


def connect(store: Store, log: Log, *, pinned: bool = False, before: Before | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with the views of an archive as it is after the commits of ``log``.

    What an earlier connection (``before``) has worked out is taken over where it still holds. With ``pinned`` each
    table is read as it was then or at a later version that is whole, so that what came later, and may be damaged, is
    not touched. Raises ArchiveError where a file is missing or cannot be read.
    """
    con = duckdb.connect()
    _sources(con, store, log, pinned=pinned)
    with reading(store):
        _make_views(con, log, before.con if before is not None and before.holds(log) else None)
    return con


def cursor(
    con: duckdb.DuckDBPyConnection, store: Store, log: Log, *, pinned: bool = False
) -> duckdb.DuckDBPyConnection:
    """Another connection with the views of one that ``connect`` made, for another thread; ``store`` and so on as there.

    What a connection does not share with its cursors is set again: the time zone, and the files of an object store.
    """
    own = con.cursor()
    own.execute(_ZONE)
    if not store.local:
        _sources(own, store, log, pinned=pinned)
    return own


def in_memory(reports: Iterable[Report]) -> duckdb.DuckDBPyConnection:
    """A connection with the same views over coded reports that are in no archive, each as it is given."""
    con, commit, coding, rows = duckdb.connect(), "c-0", Coding(), []
    for report in reports:
        rows.append(report_row(report, texts=True))
        coding.add(report, commit, now())
    given = {"reports": rows, **coding.tables()}
    for name in SCHEMAS:
        if name != COMMITS:
            con.register(f"raw_{name}", with_commit(name, given.get(name, ()), commit))
    first = Commit(
        version=1, kind="add", run="", at=now(), schema=ARCHIVE_SCHEMA, texts=True, dragoman=__version__, parts=(),
        void=(), commit=commit,
    )  # fmt: skip
    _make_views(con, Log((first,), 0))
    return con


def connect_raw(store: Store, name: str, files: Sequence[str] | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with all that one table was ever given, as ``raw_…``: what adding needs, made in a moment.

    With ``files`` only those files of the table are read.
    """
    # A run asks time and again, for a moment: every thread of every connection would leave memory behind.
    con = duckdb.connect(config={"threads": 1, "async_threads": 0})
    _source(con, store, name, store.table(name), files)
    return con


@contextmanager
def reading(store: Store) -> Iterator[None]:
    """Turn what goes wrong with files into an ArchiveError that names the repair; a wrong query stays as it is."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException, duckdb.HTTPException, OSError, pa.ArrowInvalid) as error:
        words = " ".join(str(error).partition("LINE 1:")[0].split())[:300]
        raise ArchiveError(
            f"{store.path}: a file of a table is missing or cut short: {words}; `dragoman archive verify {store.path}` "
            "tells the last whole version, which stays readable, and `--repair` mends the archive"
        ) from error


def _sources(con: duckdb.DuckDBPyConnection, store: Store, log: Log, *, pinned: bool) -> None:
    versions = log.table_versions
    for name in SCHEMAS:
        if name != COMMITS:
            _source(con, store, name, store.whole(name, versions.get(name, 0)) if pinned else store.table(name))


@cache
def _empty(name: str) -> str:
    """The statement that makes a table without rows: many tables of an archive are never given any."""
    with duckdb.connect() as con:
        keep(con, "empty", SCHEMAS[name].empty_table())
        columns = con.execute("select column_name, column_type from (describe empty)").fetchall()
    named = ", ".join(f'"{column}" {kind}' for column, kind in columns)
    return f"create table raw_{name} ({named});"


def _source(
    con: duckdb.DuckDBPyConnection, store: Store, name: str, table: DeltaTable, only: Sequence[str] | None = None
) -> None:
    """Name the files of a table: on a disk DuckDB reads them by itself, from an object store they come over Arrow."""
    files = [uri.rpartition("/")[2] for uri in table.file_uris()] if only is None else only
    if not files:
        con.execute(_empty(name))
    elif store.local:
        paths = ", ".join(quoted(f"{store.at(name)}/{file}") for file in files)
        with reading(store):
            _read(con, name, f"from read_parquet([{paths}], {_PARQUET})")
    else:
        there = table.to_pyarrow_dataset().filesystem
        con.register(f"raw_{name}", dataset.dataset(list(files), SCHEMAS[name], "parquet", there))


def _read(con: duckdb.DuckDBPyConnection, name: str, files: str) -> None:
    """Name what files hold; columns that came after they were written are empty."""
    con.execute(f"create view raw_{name} as {files}")
    if set(SCHEMAS[name].names) - set(con.table(f"raw_{name}").columns):
        keep(con, f"now_{name}", SCHEMAS[name].empty_table())
        con.execute(f"create or replace view raw_{name} as {files} union all by name from now_{name}")


def _make_views(con: duckdb.DuckDBPyConnection, log: Log, before: duckdb.DuckDBPyConnection | None = None) -> None:
    con.execute(f"set autoinstall_known_extensions = false; set autoload_known_extensions = false; {_ZONE}")
    # The files of a table never change, and to read what stands at the end of a large one takes 0.04 seconds each time.
    con.execute("set global parquet_metadata_cache = true")
    keep(con, "raw_commits", to_table(log.commits, SCHEMAS[COMMITS]))
    live = {
        "commit": [c.commit for c in log.live],
        "version": [c.version for c in log.live],
        "at": [c.at for c in log.live],
    }
    keep(con, "live", pa.table(live))
    if before is None:
        con.execute(_STALE + "".join(_MOVED.format(name=name, key=key) for name, key in _LATER.items()))
    else:
        for name in (*_WORKED_OUT, *(f"moved_{name}" for name in _LATER)):
            take_over(con, name, before)
    fresh = _NOT_STALE if con.execute("select 1 from stale limit 1").fetchall() else ""
    con.execute(_script(fresh))
    there = fresh.format(commit='"rows"') + (_NOT_GONE if make_events(con, before) else "")
    con.execute(_LATEST.format(name="occurrences", key="event", fresh=there))


def _script(fresh: str) -> str:
    of_coding = {
        "machine_events": "events",
        "ties": "ties",
        "claims": "claims",
        "attributions": "attributions",
        "wordings": "wordings",
    }
    views = [
        _OF_CODING.format(view=view, name=name, fresh=fresh.format(commit=COMMIT)) for view, name in of_coding.items()
    ]
    views.append(
        _LATEST.format(name="stories", key="report", fresh=" and t.report not in (select report from replaced)")
    )
    return _VIEWS + "".join(views)
