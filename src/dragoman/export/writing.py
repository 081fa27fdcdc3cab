"""Writes the events of an archive, or of coded reports, in one of the formats of the field."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import duckdb
import msgspec

from dragoman.archive import Archive, Filter
from dragoman.errors import ArchiveError, UsageError

from .facts import forget_facts, register_facts
from .layouts import Format, format_of
from .queries import choose, forget, repeated, select, unplaced
from .sinks import sink_of


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What an export wrote: lines or rows, the events asked for, and those left out with the reason.

    ``warnings`` tell what a reader of the file could not see in it.
    """

    rows: int = 0
    events: int = 0
    left_out: dict[str, int] = {}
    warnings: tuple[str, ...] = ()


class Export:
    """An export that is written in pieces: ``add`` as often as wanted, in a ``with`` block.

    ``target`` is a path, which is there only when all is written, or a binary stream, which stays open. Raises
    UsageError for a format or table that does not exist and for a path that cannot be written.
    """

    def __init__(self, target: str | os.PathLike[str] | IO[bytes], format: str, *, table: str = "events") -> None:
        self._format = format_of(format, table)
        self._path: Path | None = None
        self._part: Path | None = None
        if isinstance(target, str | os.PathLike):
            self._path = Path(target).resolve()
            self._part, self._stream = _opened(self._path)
        else:
            self._stream = target
        self._sink = sink_of(self._format, self._stream)
        self.written = Written()

    def add(self, source: Archive | duckdb.DuckDBPyConnection, asked: Filter | None = None) -> None:
        """Write what a filter asks for of an archive or of the views of a connection; ``written`` counts it.

        Raises ArchiveError where a table cannot be read, UsageError where the target takes no more.
        """
        con = source.connection() if isinstance(source, Archive) else source
        register_facts(con)
        try:
            with _told(self._path):
                self._add(con, asked or Filter())
        finally:  # the connection may be an archive's; one that has just failed does nothing more
            with suppress(duckdb.Error):
                forget(con)
                forget_facts(con)

    def _add(self, con: duckdb.DuckDBPyConnection, asked: Filter) -> None:
        chosen = choose(con, asked, self._format.statuses)
        whole = asked == Filter()
        query = select(self._format, whole=whole) if self._format.bases else ""
        left = dict(chosen.other_status)
        if self._format.once and "mentions" not in self._format.bases:  # mentions name every telling
            left["told again by another report"] = repeated(con)
        if self._format.style == "geojson":
            left["without coordinates"] = unplaced(con)
        self._count(self._sink.add(con, query, whole=whole), chosen.events, left, _warnings(self._format, asked))

    def _count(self, rows: int, events: int, left: dict[str, int], warnings: tuple[str, ...]) -> None:
        before = self.written
        sums = {why: before.left_out.get(why, 0) + left.get(why, 0) for why in (*before.left_out, *left)}
        self.written = Written(
            rows=before.rows + rows, events=before.events + events,
            left_out={why: count for why, count in sums.items() if count}, warnings=warnings,
        )  # fmt: skip

    def __enter__(self) -> Export:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._sink.close()
        if self._path is not None:
            self._stream.close()
        if self._path is not None and self._part is not None:
            if error is None:
                self._part.replace(self._path)
            else:
                with suppress(OSError):
                    self._part.unlink()


def write(
    source: Archive | duckdb.DuckDBPyConnection,
    target: str | os.PathLike[str] | IO[bytes],
    format: str,
    asked: Filter | None = None,
    *,
    table: str = "events",
) -> Written:
    """Write what a filter asks for of an archive, or of the views of a connection (``archive.views.in_memory``).

    ``format`` is a name of ``format_names()``; csv and parquet also have the tables "ties", "claims" and "reports",
    narrowed to those of reports that tell an event asked for. Formats that cannot say that an event is planned,
    feared or denied get the reported ones unless the filter names statuses. Gives what was written and left out.
    """
    with Export(target, format, table=table) as export:
        export.add(source, asked)
    return export.written


def _opened(path: Path) -> tuple[Path | None, IO[bytes]]:
    """A file beside the path that takes its place at the end; what is no ordinary file (a pipe) is written at once."""
    try:
        if path.exists() and not path.is_file():
            return None, path.open("wb")
        number, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
        os.chmod(name, 0o666 & ~_umask())
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}; give a path in a folder that is there and yours"
        ) from error
    return Path(name), os.fdopen(number, "wb")


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """Turn what goes wrong in reading tables and writing rows into errors that name the repair."""
    try:
        yield
    except (duckdb.IOException, duckdb.HTTPException, duckdb.OutOfMemoryException) as error:
        words = " ".join(str(error).split())[:300]
        raise ArchiveError(
            f"the tables cannot be read or their rows not be kept on disk: {words}; make room for temporary files, and "
            "see what `dragoman archive verify` tells of the archive"
        ) from error
    except BrokenPipeError:  # the reader went away
        raise
    except OSError as error:
        raise UsageError(
            f"{path or 'the output'} cannot be written: {error.strerror or error}; make room for it"
        ) from error


def _umask() -> int:
    """The mask of new files, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _warnings(format_: Format, asked: Filter) -> tuple[str, ...]:
    told = [status for status in asked.status if status != "reported"]
    if not format_.statuses or not told:
        return ()
    return (f"{format_.name} has no column for status: {' and '.join(told)} events look like reported ones in it",)
