"""How the rows of a query get into a file: text tables, Parquet, JSON lines, GeoJSON. Each takes rows in pieces."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import IO, Protocol

import duckdb
import msgspec
import pyarrow.parquet as pq

from .layouts import Format
from .reports import coded_reports

_PIECE = 20_000  # rows in memory at a time
_CSV = "delimiter ',', quote '\"', escape '\"'"
_TSV = "delimiter '\t', quote '', escape ''"


class Sink(Protocol):
    """Where rows go. Nothing is complete before ``close``."""

    def add(self, con: duckdb.DuckDBPyConnection, query: str, *, whole: bool) -> int:
        """Write the rows of a query; gives how many there were."""

    def close(self) -> None:
        """Write what comes after the last row."""


def sink_of(format_: Format, stream: IO[bytes]) -> Sink:
    """The sink for the style of a format."""
    if format_.style in {"csv", "tsv"}:
        return _Text(stream, format_)
    if format_.style == "parquet":
        return _Parquet(stream)
    if format_.style == "geojson":
        return _GeoJson(stream)
    return _Reports(stream) if format_.style == "reports" else _Lines(stream)


class _Text:
    """Comma or tab separated; the header comes once. DuckDB writes the text into a file beside, which is passed on."""

    def __init__(self, stream: IO[bytes], format_: Format) -> None:
        self._stream = stream
        self._options = _CSV if format_.style == "csv" else _TSV
        self._missing = format_.missing
        self._header = format_.header

    def add(self, con: duckdb.DuckDBPyConnection, query: str, *, whole: bool) -> int:
        with tempfile.TemporaryDirectory(prefix="dragoman-export-") as folder:
            file = Path(folder) / "rows"
            quoted = str(file).replace("'", "''")
            header = "true" if self._header else "false"
            options = f"format csv, header {header}, nullstr '{self._missing}', {self._options}"
            written = con.execute(f"copy ({query}) to '{quoted}' ({options})").fetchall()
            with file.open("rb") as rows:
                shutil.copyfileobj(rows, self._stream)
        self._header = False
        return sum(count for (count,) in written)

    def close(self) -> None:
        self._stream.flush()


class _Parquet:
    """Parquet with zstd; written into a file beside, since a pipe cannot be asked where it stands."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._file = tempfile.TemporaryFile(prefix="dragoman-export-")  # noqa: SIM115
        self._writer: pq.ParquetWriter | None = None

    def add(self, con: duckdb.DuckDBPyConnection, query: str, *, whole: bool) -> int:
        reader = con.sql(query).to_arrow_reader(_PIECE * 5)
        self._writer = self._writer or pq.ParquetWriter(self._file, reader.schema, compression="zstd")
        rows = 0
        for batch in reader:
            self._writer.write_batch(batch)
            rows += batch.num_rows
        return rows

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._file.seek(0)
        shutil.copyfileobj(self._file, self._stream)
        self._file.close()
        self._stream.flush()


class _Lines:
    """A JSON object a line."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, con: duckdb.DuckDBPyConnection, query: str, *, whole: bool) -> int:
        rows = 0
        for batch in con.sql(query).to_arrow_reader(_PIECE):
            lines = batch.column(0).to_pylist()
            self._write(lines)
            rows += len(lines)
        return rows

    def close(self) -> None:
        self._stream.flush()

    def _write(self, lines: list[str]) -> None:
        self._stream.write("".join(f"{line}\n" for line in lines).encode())


class _GeoJson(_Lines):
    """One FeatureCollection with a feature a line; an empty one is valid too."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(stream)
        self._before = '{"type": "FeatureCollection", "features": [\n'

    def close(self) -> None:
        self._stream.write((self._before if self._before.startswith("{") else "\n").encode() + b"]}\n")
        self._stream.flush()

    def _write(self, lines: list[str]) -> None:
        if lines:
            self._stream.write((self._before + ",\n".join(lines)).encode())
            self._before = ",\n"


class _Reports:
    """The records of ``dragoman code``, report by report."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def add(self, con: duckdb.DuckDBPyConnection, query: str, *, whole: bool) -> int:
        rows = 0
        for report in coded_reports(con, whole=whole):
            self._stream.write(msgspec.json.encode(report) + b"\n")
            rows += 1
        return rows

    def close(self) -> None:
        self._stream.flush()
