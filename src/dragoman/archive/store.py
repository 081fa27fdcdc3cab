"""The Delta Lake tables of an archive as files: made, opened, appended to; what goes wrong is told in our words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from dragoman.errors import ArchiveError

from .tables import COMMITS, SCHEMAS

_ONCE = CommitProperties(max_commit_retries=0)
_WRITER = WriterProperties(compression="ZSTD", compression_level=3)
_NO_ROOM = ("no space left", "quota exceeded", "os error 28", "os error 122")
_NO_RIGHT = ("permission denied", "read-only file system", "os error 13", "os error 30", "access denied", "forbidden")


class Taken(Exception):
    """Another writer has committed in between."""


class Store:
    """The tables under one folder or object-store prefix (``s3://…``, ``az://…``, ``gs://…``).

    ``options`` are deltalake's storage options: credentials and addresses of the object store.
    """

    def __init__(self, path: str | os.PathLike[str], options: Mapping[str, str] | None = None) -> None:
        self.path = os.fspath(path).rstrip("/") or "/"
        self.local = "://" not in self.path
        self._options = dict(options or {})
        self._open: dict[str, DeltaTable] = {}

    def exists(self) -> bool:
        """Whether there is an archive here."""
        with self.told(COMMITS):
            return bool(DeltaTable.is_deltatable(self.at(COMMITS), self._options))

    def at(self, name: str) -> str:
        """Where a table lies."""
        return f"{self.path}/{name}"

    def create(self, name: str) -> None:
        """Make an empty table with its columns. Raises Taken where it is there already."""
        with self.told(name):
            try:
                DeltaTable.create(
                    self.at(name), SCHEMAS[name], mode="error", name=name, storage_options=self._options
                )
            except DeltaError as error:
                if "already exists" in str(error).lower():
                    raise Taken from error
                raise

    def table(self, name: str, version: int | None = None) -> DeltaTable:
        """A table as it is now, or at one of its versions. Raises ArchiveError where it cannot be opened."""
        with self.told(name):
            if version is not None:
                return DeltaTable(self.at(name), version=version, storage_options=self._options)
            if name in self._open:
                self._open[name].update_incremental()
            else:
                self._open[name] = DeltaTable(self.at(name), storage_options=self._options)
            return self._open[name]

    def append(self, name: str, rows: pa.Table) -> int:
        """Add rows; other writers may add too. The table's version after it."""
        table = self.table(name)
        with self.told(name):
            write_deltalake(table, rows, mode="append", writer_properties=_WRITER)
            return int(table.version())

    def append_next(self, name: str, rows: pa.Table, version: int) -> None:
        """Add rows on condition that the table is still at this version. Raises Taken where it is not."""
        table = self.table(name)
        if table.version() != version:
            raise Taken
        with self.told(name):
            try:
                write_deltalake(table, rows, mode="append", writer_properties=_WRITER, commit_properties=_ONCE)
            except CommitFailedError as error:
                self._open.pop(name, None)
                raise Taken from error

    @contextmanager
    def told(self, name: str) -> Iterator[None]:
        """Turn what goes wrong with a table into an ArchiveError that names it and the repair."""
        try:
            yield
        except (DeltaError, OSError, pa.ArrowException) as error:
            self._open.pop(name, None)
            raise ArchiveError(self._message(name, error)) from error

    def _message(self, name: str, error: Exception) -> str:
        words = " ".join(str(error).split())
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
        return f"{self.path}: no archive in this folder; `dragoman archive init {self.path}` makes one"
