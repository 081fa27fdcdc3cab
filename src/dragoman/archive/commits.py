"""Commits: what several tables were given becomes visible at once, or not at all.

Delta Lake commits one table at a time. So the rows go to their tables first, each with the id of a commit that nobody
knows yet; then one row in the table of commits makes them visible together. That row is added on condition that no
other writer has added one since we looked: who comes second looks again at what the first one brought. A writer that
is killed leaves rows without a commit, which no reader sees and ``vacuum`` removes.
"""

from __future__ import annotations

import datetime as dt
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import pyarrow as pa

from dragoman.errors import ArchiveError
from dragoman.version import __version__

from .arrow import to_rows, to_table
from .store import Store, Taken
from .tables import ARCHIVE_SCHEMA, COMMIT, COMMITS, SCHEMAS, CommitRow, Part

_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


class Commit(CommitRow, frozen=True, kw_only=True):
    """A row of the table of commits with its id."""

    commit: str


@dataclass(frozen=True, slots=True)
class Log:
    """All commits, oldest first, and the version of the table they were read from."""

    commits: tuple[Commit, ...]
    table_version: int

    @property
    def last(self) -> Commit:
        """The newest commit."""
        return self.commits[-1]

    @property
    def table_versions(self) -> dict[str, int]:
        """The version that each table had after the last commit that brought rows to it."""
        return {part.table: part.version for commit in self.commits for part in commit.parts}

    def until(self, version: int | None) -> Log:
        """The commits up to an archive version. Raises ArchiveError for a version that the archive does not have."""
        if version is None:
            return self
        if not 1 <= version <= self.last.version:
            raise ArchiveError(f"no version {version}: this archive has versions 1 to {self.last.version}")
        return Log(tuple(each for each in self.commits if each.version <= version), self.table_version)

    @property
    def live(self) -> tuple[Commit, ...]:
        """The commits that hold: those that no later one made void."""
        void = {commit for each in self.commits for commit in each.void}
        return tuple(each for each in self.commits if each.commit not in void)


def read_log(store: Store, *, any_schema: bool = False) -> Log:
    """The commits of an archive.

    Raises ArchiveError where there is none, or it is of a newer Dragoman; of an older one only ``any_schema`` takes it.
    """
    table = store.table(COMMITS)
    with store.told(COMMITS):
        found = list(to_rows(table.to_pyarrow_table(), Commit))
    if not found:
        raise ArchiveError(
            f"{store.path}: an archive begun and not finished; `dragoman archive init {store.path}` finishes it"
        )
    _check_ids(store, found)
    log = Log(tuple(sorted(found, key=lambda each: each.version)), table.version())
    check_schema(store, log.last, any_schema=any_schema)
    return log


def _check_ids(store: Store, found: Sequence[Commit]) -> None:
    """See that ids can be names of files: a digest is kept under that of its commit, and nowhere else."""
    wrong = next((each.commit for each in found if not _ID.fullmatch(each.commit)), None)
    if wrong is not None:
        raise ArchiveError(
            f"{store.path}: {wrong[:60]!r} is no id of a commit; Dragoman has not written this archive, do not use it"
        )


def new_id(kind: str) -> str:
    """A new id for a commit (``c``), run (``run``) or decision (``d``): the milliseconds since 1970, then chance."""
    return f"{kind}-{time.time_ns() // 1_000_000:012x}{secrets.token_hex(4)}"


def made_at(id_: str) -> float:
    """When an id was made, in seconds since 1970."""
    return int(id_.rpartition("-")[2][:12], 16) / 1000


def add_rows(store: Store, commit: str, rows: Mapping[str, Sequence[msgspec.Struct] | pa.Table]) -> tuple[Part, ...]:
    """Put rows into their tables, where nobody sees them until their commit is there; empty ones are left out."""
    return tuple(
        Part(table=name, rows=len(found), version=store.append(name, with_commit(name, found, commit)))
        for name, found in rows.items()
        if len(found)
    )


def commit_rows(
    store: Store,
    log: Log,
    *,
    commit: str,
    kind: str,
    run: str,
    parts: Sequence[Part],
    void: Sequence[str] = (),
    texts: bool | None = None,
    still_good: Callable[[Sequence[Commit]], bool] = lambda _: True,
) -> Log:
    """Make the rows of a commit visible; the log with it.

    ``log`` is what the rows rest on. Where other commits came since, ``still_good`` is asked about them; raises Taken
    where it says no.
    """
    while True:
        row = CommitRow(
            version=log.last.version + 1, kind=kind, run=run, at=now(), schema=ARCHIVE_SCHEMA,
            texts=log.last.texts if texts is None else texts, dragoman=__version__, parts=tuple(parts),
            void=tuple(void),
        )  # fmt: skip
        try:
            store.append_next(COMMITS, with_commit(COMMITS, [row], commit), log.table_version)
        except Taken:
            newer = read_log(store)
            if not still_good(newer.commits[len(log.commits) :]):
                raise
            log = newer
        else:
            made = Commit(**msgspec.structs.asdict(row), commit=commit)
            return Log((*log.commits, made), log.table_version + 1)


def first_commit(store: Store, *, texts: bool) -> None:
    """Begin an archive whose tables are there. Raises Taken where another process has."""
    row = CommitRow(
        version=1, kind="init", run="", at=now(), schema=ARCHIVE_SCHEMA, texts=texts, dragoman=__version__, parts=(),
        void=(),
    )  # fmt: skip
    store.append_next(COMMITS, with_commit(COMMITS, [row], new_id("c")), 0)


def now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


def check_schema(store: Store, last: Commit, *, any_schema: bool = False) -> None:
    """Raise ArchiveError where an archive is of a newer Dragoman, or of an older one and ``any_schema`` is false."""
    of = (
        f"{store.path}: this archive was written by Dragoman {last.dragoman} (archive schema {last.schema}) and this is"
    )
    if last.schema > ARCHIVE_SCHEMA:
        raise ArchiveError(
            f"{of} {__version__} (schema {ARCHIVE_SCHEMA}); upgrade with `pip install --upgrade dragoman`"
        )
    if last.schema < ARCHIVE_SCHEMA and not any_schema:
        raise ArchiveError(
            f"{of} {__version__} (schema {ARCHIVE_SCHEMA}); bring it up with `dragoman archive migrate {store.path}`"
        )


def with_commit(name: str, rows: Sequence[msgspec.Struct] | pa.Table, commit: str) -> pa.Table:
    """The rows of a table, with the column that names their commit."""
    schema = SCHEMAS[name]
    if not isinstance(rows, pa.Table):
        rows = to_table(rows, schema.remove(schema.get_field_index(COMMIT)))
    return rows.append_column(schema.field(COMMIT), pa.repeat(pa.scalar(commit), len(rows)))
