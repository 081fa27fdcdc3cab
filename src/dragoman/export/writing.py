"""Writes the events of an archive, or of coded reports, in one of the formats of the field."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import duckdb
import msgspec

from dragoman.archive import Filter
from dragoman.errors import UsageError

from .facts import register_facts
from .layouts import Format, format_of
from .queries import choose, repeated, select, unplaced
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
            self._path = Path(target)
            self._part, self._stream = _part_of(self._path)
        else:
            self._stream = target
        self._sink = sink_of(self._format, self._stream)
        self.written = Written()

    def add(self, con: duckdb.DuckDBPyConnection, asked: Filter | None = None) -> None:
        """Write what a filter asks for of the views of a connection; ``written`` counts it."""
        asked = asked or Filter()
        register_facts(con)
        chosen = choose(con, asked, self._format.statuses)
        whole = asked == Filter()
        query = select(self._format, whole=whole) if self._format.bases else ""
        left = dict(chosen.other_status)
        if self._format.once:
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
        if self._path is not None and self._part is not None:
            self._stream.close()
            if error is None:
                self._part.replace(self._path)
            else:
                with suppress(OSError):
                    self._part.unlink()


def write(
    con: duckdb.DuckDBPyConnection,
    target: str | os.PathLike[str] | IO[bytes],
    format: str,
    asked: Filter | None = None,
    *,
    table: str = "events",
) -> Written:
    """Write what a filter asks for of the views of a connection (``Archive.connection()``, ``in_memory``).

    ``format`` is a name of ``format_names()``; csv and parquet also have the tables "ties", "claims" and "reports",
    narrowed to those of reports that tell an event asked for. Formats that cannot say that an event is planned,
    feared or denied get the reported ones unless the filter names statuses. Gives what was written and left out.
    """
    with Export(target, format, table=table) as export:
        export.add(con, asked)
    return export.written


def _part_of(path: Path) -> tuple[Path, IO[bytes]]:
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".part", dir=path.parent)
        os.chmod(name, 0o666 & ~_umask())
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror}; give a path in a folder that is there and yours"
        ) from error
    return Path(name), os.fdopen(number, "wb")


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
