"""The Delta Lake tables of an archive as files: made, opened, appended to; what goes wrong is told in our words."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from pyarrow import fs, parquet

from dragoman.errors import ArchiveError

from .tables import COMMIT, COMMITS, ROWS, SCHEMAS

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # in messages of deltalake
_ONCE = CommitProperties(max_commit_retries=0)
# A few events are looked up in the groups of rows that have them; a file with one group is read as a whole for that
# (measured: 50 of 1,000,000 events in 0.06 in place of 0.32 seconds of processor time, for a file larger by a sixth).
# The texts of a whole group are decoded for that, so groups of reports are smaller.
MOST_ROWS = {name: 2_048 if name == "reports" else 16_384 for name in ROWS}
# No smallest and largest values of columns in the log: nothing here asks for them, and whoever has a table open holds
# them for each of its files (with them a run of 7,000 reports held 37 MB more).
_CONFIGURATION = {"delta.dataSkippingNumIndexedCols": "0"}
_UNFIT = "[]|^%" + ("\\" if os.sep != "\\" else "")  # in a folder's name: deltalake takes them for parts of an address
_NO_ROOM = ("no space left", "quota exceeded", "os error 28", "os error 122")
_NO_RIGHT = ("permission denied", "read-only file system", "os error 13", "os error 30", "access denied", "forbidden")


Where = str | os.PathLike[str]


def writer(table: str) -> WriterProperties:
    """How the files of a table are written."""
    return WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=MOST_ROWS[table])


class Taken(Exception):
    """Another writer has committed in between."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a table: its name there, how many bytes it has by the table's log, and what is wrong with it.

    ``rows`` counts the rows of each commit in it, where it was looked inside.
    """

    name: str
    size: int
    damage: str | None
    rows: Mapping[str, int] = field(default_factory=dict)


class Store:
    """The tables under one folder or object-store prefix (``s3://…``, ``az://…``, ``gs://…``).

    ``options`` are deltalake's storage options: credentials and addresses of the object store. Raises ArchiveError for
    a folder whose name deltalake cannot take.
    """

    def __init__(self, path: Where, options: Mapping[str, str] | None = None) -> None:
        self.path = os.fspath(path).rstrip("/") or "/"
        self.local = "://" not in self.path
        if self.local and (unfit := set(_UNFIT) & set(os.path.abspath(self.path))):
            raise ArchiveError(
                f"{self.path}: an archive cannot lie in a folder with {' or '.join(sorted(unfit))} in its name or in "
                "that of a folder above; give another folder"
            )
        self.options = dict(options or {})
        self._open: dict[str, DeltaTable] = {}

    def exists(self) -> bool:
        """Whether there is an archive here."""
        with self.told(COMMITS):
            return bool(DeltaTable.is_deltatable(self.at(COMMITS), self.options))

    def given(self) -> bool:
        """Whether a table was ever given rows, with or without a table of commits."""
        with self.told("reports"):
            if not DeltaTable.is_deltatable(self.at("reports"), self.options):
                return False
        return any(self._version(name) for name in SCHEMAS)

    def at(self, name: str) -> str:
        """Where a table lies."""
        return f"{self.path}/{name}"

    def create(self, name: str) -> None:
        """Make an empty table with its columns. Raises Taken where it is there already."""
        with self.told(name):
            try:
                DeltaTable.create(
                    self.at(name), SCHEMAS[name], mode="error", name=name, configuration=_CONFIGURATION,
                    storage_options=self.options,
                )  # fmt: skip
            except DeltaError as error:
                if "already exists" in str(error).lower():
                    raise Taken from error
                raise

    def table(self, name: str, version: int | None = None) -> DeltaTable:
        """A table as it is now, or at one of its versions. Raises ArchiveError where it cannot be opened."""
        with self.told(name):
            if version is not None:
                return DeltaTable(self.at(name), version=version, storage_options=self.options)
            if self.local and not self._log_of(name).is_dir():
                self._open.pop(name, None)  # it went away: opening it again tells so, an open one would not
            if name not in self._open:
                self._open[name] = DeltaTable(self.at(name), storage_options=self.options)
            elif not self._is_newest(name):
                self._open[name].update_incremental()
            return self._open[name]

    def _is_newest(self, name: str) -> bool:
        """Whether the version of a table that is open is the newest, as far as a look at its log can tell that.

        Versions follow one another; where the log of this one was cleaned away, that of the next may be too.
        """
        log, version = self._log_of(name), self._open[name].version()
        return self.local and (log / f"{version:020}.json").exists() and not (log / f"{version + 1:020}.json").exists()

    def _log_of(self, name: str) -> Path:
        return Path(self.at(name), "_delta_log")

    def whole(self, name: str, since: int, *, look_inside: bool = False) -> DeltaTable:
        """A table at one of its versions from ``since`` on all of whose files are there: that one, or the newest.

        Rows are only ever added, so every later version has the rows of an earlier one. Raises ArchiveError where no
        version is whole.
        """
        now = self.table(name).version()
        for version in (since, *range(now, since, -1)):
            try:
                table = self.table(name, version)
                if not any(file.damage for file in self.files(table, look_inside=look_inside)):
                    return table
            except ArchiveError:  # the log of this version was cleaned away
                continue
        raise ArchiveError(
            f"{self.at(name)}: files are missing or cut short in every version since {since}; "
            f"`dragoman archive verify {self.path}` tells which, and `--repair` mends the archive"
        )

    def _version(self, name: str) -> int:
        try:
            return int(self.table(name).version())
        except ArchiveError:
            return 0

    def files(self, table: DeltaTable, *, look_inside: bool = False) -> list[File]:
        """The files of a table with what is wrong with each, as far as its presence and its length tell.

        With ``look_inside`` every row is read too, and counted by commit.
        """
        with self.told(table.table_uri.rstrip("/").rpartition("/")[2]):
            actions = pa.table(table.get_add_actions(flatten=True)).select(["path", "size_bytes"]).to_pylist()
            system = table.to_pyarrow_dataset().filesystem if actions else None
            return [_file(action, system, look_inside=look_inside) for action in actions]

    def append(self, name: str, rows: pa.Table) -> int:
        """Add rows; other writers may add too. The table's version after it."""
        table = self.table(name)
        with self.told(name):
            write_deltalake(table, rows, mode="append", writer_properties=writer(name))
            return int(table.version())

    def append_next(self, name: str, rows: pa.Table, version: int) -> None:
        """Add rows on condition that the table is still at this version. Raises Taken where it is not."""
        table = self.table(name)
        if table.version() != version:
            raise Taken
        with self.told(name):
            try:
                write_deltalake(table, rows, mode="append", writer_properties=writer(name), commit_properties=_ONCE)
            except CommitFailedError as error:
                self._open.pop(name, None)
                raise Taken from error

    def set_aside(self, name: str, file: File) -> None:
        """Move a damaged file out of its table into the folder ``damaged``; in an object store it is deleted."""
        with self.told(name):
            if self.local:
                folder = Path(self.path, "damaged")
                folder.mkdir(exist_ok=True)
                Path(self.at(name), file.name).rename(folder / f"{name}-{file.name}")
            else:
                self.table(name).to_pyarrow_dataset().filesystem.delete_file(file.name)

    def renew(self, name: str) -> None:
        """Make a table anew whose log is gone or cannot be read; what is left of it goes to the folder ``damaged``."""
        self._open.pop(name, None)
        left = Path(self.at(name))
        with self.told(name):
            if self.local and left.exists():
                folder = Path(self.path, "damaged")
                folder.mkdir(exist_ok=True)
                left.rename(folder / f"{name}-{time.time_ns()}")
        try:
            self.create(name)
        except Taken as error:
            raise ArchiveError(
                f"{self.at(name)}: the log of this table cannot be read; move what is there away and mend again"
            ) from error

    @contextmanager
    def told(self, name: str) -> Iterator[None]:
        """Turn what goes wrong with a table into an ArchiveError that names it and the repair."""
        try:
            yield
        except (DeltaError, OSError, pa.ArrowException) as error:
            self._open.pop(name, None)
            raise ArchiveError(self._message(name, error)) from error

    def _message(self, name: str, error: Exception) -> str:
        words = " ".join(_COLOURS.sub("", str(error)).split())
        low = words.lower()
        where = self.at(name)
        if any(sign in low for sign in _NO_ROOM):
            return f"{where}: no space left; make room and run the same command again, what was stored stays: {words}"
        if any(sign in low for sign in _NO_RIGHT):
            return f"{where}: no permission; give this user the right to read and write the folder: {words}"
        if isinstance(error, TableNotFoundError):
            return self._absent(name)
        return f"{where}: {words}; `dragoman archive verify {self.path}` tells what is damaged and `--repair` mends it"

    def _absent(self, name: str) -> str:
        if name != COMMITS:
            return (
                f"{self.at(name)}: this table is gone; `dragoman archive verify {self.path} --repair` makes it anew "
                "and tells which reports must be added again"
            )
        if self.local and Path(self.path).is_file():
            return f"{self.path}: a file, not an archive; give the folder of an archive"
        if self.local and not Path(self.path).exists():
            return f"{self.path}: no such folder; `dragoman archive init {self.path}` makes an archive there"
        if self.given():
            return (
                f"{self.path}: the table of commits is gone; `dragoman archive verify {self.path} --repair` finds the "
                "commits again by what they brought"
            )
        return f"{self.path}: no archive in this folder; `dragoman archive init {self.path}` makes one"


def _file(action: Mapping[str, Any], system: fs.FileSystem, *, look_inside: bool) -> File:
    name, size, info = action["path"], action["size_bytes"], system.get_file_info(action["path"])
    if info.type == fs.FileType.NotFound:
        return File(name, size, "missing")
    if info.size != size:
        return File(name, size, "cut short")
    if not look_inside:
        return File(name, size, None)
    rows: Counter[str] = Counter()
    try:
        with system.open_input_file(name) as file:
            for batch in parquet.ParquetFile(file).iter_batches():
                for each in batch.column(COMMIT).value_counts():
                    rows[each["values"].as_py()] += each["counts"].as_py()
    except (OSError, ValueError) as error:
        return File(name, size, f"not readable: {' '.join(str(error).split())}")
    return File(name, size, None, rows)
