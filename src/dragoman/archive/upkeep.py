"""Upkeep of an archive: small files put together, what nobody needs removed, tables brought to a newer schema."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from contextlib import suppress

import msgspec
import pyarrow as pa
from deltalake import DeltaTable, Field, write_deltalake
from deltalake.exceptions import CommitFailedError

from dragoman.errors import ArchiveError

from .commits import Log, commit_rows, made_at, new_id, read_log
from .digest import written
from .store import MOST_ROWS, Store, Taken, writer
from .tables import COMMIT, COMMITS, ROWS, SCHEMAS
from .views import connect_raw, reading

# Bytes of a file that files are put together into: they are held in memory meanwhile, unpacked. Larger ones stay.
FILE = 16_000_000
KEEP_HOURS = 168  # a week: longer than any reader or writer is at work


class Upkept(msgspec.Struct, frozen=True, kw_only=True):
    """What upkeep did to a table: files before and after, rows of killed writers and files removed."""

    table: str
    files_before: int
    files_after: int
    rows_removed: int = 0
    files_removed: int = 0


def compact(store: Store, *, least: int = 1) -> list[Upkept]:
    """Put the small files of every table that has ``least`` files or more together.

    With a ``least`` of 1 a table is also written anew where a file has larger groups of rows than are written now: a
    report or event is looked up in a whole group. Readers and writers may go on meanwhile; where another process does
    the same, that one's work stands.
    """
    done = []
    for name in ROWS:
        table = store.table(name)
        before = len(table.file_uris())
        if before >= least:
            with store.told(name), suppress(CommitFailedError):
                changed = before > 1 and _together(table, name)
                if least == 1 and _coarse(table, MOST_ROWS[name]):
                    _regroup(table, name)
                    changed = True
                if changed:
                    table.create_checkpoint()
        done.append(Upkept(table=name, files_before=before, files_after=len(store.table(name).file_uris())))
    return done


def vacuum(store: Store, log: Log, *, hours: float = KEEP_HOURS) -> list[Upkept]:
    """Remove rows that killed writers left, and files that no table names any more, if older than ``hours``.

    Every version of the archive can still be read: rows are never taken out of those. What goes is the way around a
    file that is damaged later.
    """
    done = []
    for name in ROWS:
        table = store.table(name)
        before = len(table.file_uris())
        loose = [] if name == COMMITS else _loose(store, log, name, hours)
        with store.told(name):
            rows = 0
            if loose:
                rows = int(table.delete(f"{COMMIT} in {written(loose)}").get("num_deleted_rows") or 0)
            gone = table.vacuum(math.ceil(hours), dry_run=False, enforce_retention_duration=False)
        after = len(store.table(name).file_uris())
        done.append(
            Upkept(table=name, files_before=before, files_after=after, rows_removed=rows, files_removed=len(gone))
        )
    return done


def migrate(store: Store) -> Log:
    """Bring the tables to this Dragoman's schema: new tables are made, new columns are empty in the rows of before.

    Raises ArchiveError where a column has another type than it should; then only a new archive helps.
    """
    for name, schema in SCHEMAS.items():
        with suppress(Taken):
            store.create(name)
        table = store.table(name)
        there = pa.schema(table.schema().to_arrow())
        wrong = [f.name for f in schema if f.name in there.names and there.field(f.name).type != f.type]
        if wrong:
            raise ArchiveError(
                f"{store.at(name)}: {', '.join(wrong)} have other types than this Dragoman writes; make a new archive "
                "from the reports: `dragoman code INPUT... --archive NEW`"
            )
        new = [field for field in schema if field.name not in there.names]
        if new:
            with store.told(name):
                table.alter.add_columns([Field.from_arrow(field) for field in new])
    log = read_log(store, any_schema=True)
    return commit_rows(store, log, commit=new_id("c"), kind="migrate", run="", parts=())


def _together(table: DeltaTable, name: str) -> bool:
    """Put the small files of a table together, one group of them after the other; whether there were any."""
    found = table.optimize.compact(target_size=FILE, max_concurrent_tasks=1, writer_properties=writer(name))
    return bool(found["numFilesAdded"])


def _coarse(table: DeltaTable, most: int) -> bool:
    """Whether a file of a table has a group of more rows than are written into one."""
    data = table.to_pyarrow_dataset()
    return any(group.num_rows > most for fragment in data.get_fragments() for group in fragment.row_groups)


def _regroup(table: DeltaTable, name: str) -> None:
    """Write all rows of a table anew, nearly in their order. What others add meanwhile stays beside them."""
    rows = table.to_pyarrow_dataset().scanner(batch_size=MOST_ROWS[name], batch_readahead=1, fragment_readahead=1)
    schema = rows.projected_schema
    # A batch is a slice of a larger one, whose nested columns deltalake cannot take; as a message it stands alone.
    alone = (pa.ipc.read_record_batch(batch.serialize(), schema) for batch in rows.to_batches())
    reader = pa.RecordBatchReader.from_batches(schema, alone)
    write_deltalake(table, reader, mode="overwrite", writer_properties=writer(name))


def _loose(store: Store, log: Log, name: str, hours: float) -> Sequence[str]:
    """The commits of a table's rows that never came about, or are void, and are old enough."""
    live = {commit.commit for commit in log.live}
    con = connect_raw(store, name)
    with reading(store):
        there = [commit for (commit,) in con.execute(f"select distinct commit from raw_{name}").fetchall()]
    return [commit for commit in there if commit not in live and made_at(commit) < time.time() - hours * 3600]
