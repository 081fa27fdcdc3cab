"""Finds the events that were placed under a key, without reading the keys of all.

Every placed event keeps the keys that it is looked up by (``occurrences.keys``). To look through those of a million
events takes seconds, which a person who splits two events waits for. So in a large archive on a disk they are kept a
second time, as numbers, in a DuckDB file in the folder ``keys``. It says nothing that the table does not say, and can
be thrown away at any time. The files of a table never change: what is kept is by file, and those that came since are
read.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import duckdb
import pyarrow as pa

from .digest import bare, quoted, written
from .store import Store

FOLDER = "keys"
MANY = 50_000  # rows that are read through: a tenth of a second

_TABLE = "occurrences"
_ABOUT = f"1 of DuckDB {duckdb.__version__}"  # its hash may be another one in another version
_TABLES = """
create table about (made varchar);
create table files (name varchar);
create table placed (n integer, event varchar);
create table keyed (key uinteger, n integer);
"""
_NUMBER = "(hash({key}) >> 32)::uinteger"
_FILL = """
create temp table given as
  select $first + row_number() over () as n, event, keys from read_parquet($files, hive_partitioning = false);
insert into placed select n, event from given;
insert into keyed select {number} as key, n from (select n, unnest(keys) as key from given) order by key, n;
drop table given;
""".format(number=_NUMBER.format(key="key"))
_SOUGHT = """
select event from keyed.placed where n in (
  select n from keyed.keyed where key in (select {number} from (select unnest($1) as key)))
""".format(number=_NUMBER.format(key="key"))
_READ = "select event from read_parquet($2, hive_partitioning = false) where list_has_any(keys, $1)"


class Keys:
    """The keys of the placed events of an archive, looked through on a connection with its views."""

    def __init__(self, store: Store, con: duckdb.DuckDBPyConnection) -> None:
        self._store, self._con = store, con

    def occurrences(self, keys: Sequence[str]) -> list[str]:
        """The occurrences that an event is in which was placed under any of some keys."""
        if not keys:
            return []
        events = self._events(keys)
        there = "" if events is None else f"and event in {written(events)}"
        query = f"select distinct occurrence from occurrences where list_has_any(keys, $1) {there}"
        return [occurrence for (occurrence,) in self._con.execute(query, [list(keys)]).fetchall()]

    def _events(self, keys: Sequence[str]) -> list[str] | None:
        """Those who were ever placed under one of the keys, and perhaps a few more; None where that is not kept."""
        if not self._store.local:
            return None
        rows = self._rows()
        if sum(rows.values()) <= MANY:
            return None
        try:
            kept = self._kept(rows)
        except (OSError, duckdb.Error):  # nothing can be written there
            return None
        found = self._con.execute(_SOUGHT, [list(keys)]).fetchall()
        if others := [self._at(name) for name in rows if name not in kept]:
            found += self._con.execute(_READ, [list(keys), others]).fetchall()
        return sorted({event for (event,) in found})

    def _rows(self) -> dict[str, int]:
        """The files of the table with the number of rows in each."""
        table = self._store.table(_TABLE)
        with self._store.told(_TABLE):
            actions = pa.table(table.get_add_actions(flatten=True))
        return dict(zip(actions["path"].to_pylist(), map(int, actions["num_records"].to_pylist()), strict=True))

    def _kept(self, rows: dict[str, int]) -> set[str]:
        """Attach what is kept, brought up to date where it is worth it; the names of the files that it is of."""
        file = Path(self._store.path, FOLDER, "keys.duckdb")
        kept = self._attached(file)
        if kept is None or kept - set(rows) or sum(rows[name] for name in set(rows) - kept) > MANY:
            good = kept is not None and not kept - set(rows)
            self._detach()
            self._write(file, sorted(set(rows) - (kept or set()) if good else rows), anew=not good)
            kept = self._attached(file)
        if kept is None:
            raise OSError(f"{file} was not written")
        return kept

    def _attached(self, file: Path) -> set[str] | None:
        """The files that are kept in a file, which is attached then; None where it is not there or of no use."""
        if self._has():
            return self._names()
        if not file.exists():
            return None
        with suppress(duckdb.Error):
            self._con.execute(f"attach {quoted(str(file))} as keyed (read_only)")
            if bare(self._con, "keyed") and self._con.execute("from keyed.about").fetchall() == [(_ABOUT,)]:
                return self._names()
        self._detach()
        return None

    def _names(self) -> set[str]:
        return {name for (name,) in self._con.execute("select name from keyed.files").fetchall()}

    def _has(self) -> bool:
        return bool(self._con.execute("select 1 from duckdb_databases() where database_name = 'keyed'").fetchall())

    def _detach(self) -> None:
        if self._has():
            self._con.execute("detach keyed")

    def _write(self, file: Path, names: Sequence[str], *, anew: bool) -> None:
        """Keep some files more, or only these. Others may read the old file meanwhile: the new one takes its name."""
        file.parent.mkdir(exist_ok=True)
        draft = file.with_name(f".{uuid4().hex}.duckdb")
        try:
            if not anew:
                shutil.copyfile(file, draft)
            with duckdb.connect(str(draft)) as con:
                if anew:
                    con.execute(_TABLES)
                    con.execute("insert into about values (?)", [_ABOUT])
                [(first,)] = con.execute("select coalesce(max(n), 0) from placed").fetchall()
                con.execute("begin")
                create, *fill = [part for part in _FILL.split(";") if part.strip()]
                con.execute(create, {"first": first, "files": [self._at(name) for name in names]})
                for statement in fill:
                    con.execute(statement)
                con.executemany("insert into files values (?)", [[name] for name in names])
                con.execute("commit")
            os.replace(draft, file)
        finally:
            for left in (draft, Path(f"{draft}.wal")):
                left.unlink(missing_ok=True)

    def _at(self, name: str) -> str:
        return f"{self._store.at(_TABLE)}/{name}"
