"""Rows of an answer: as a table for readers, as CSV, or as JSON, on standard output or in a file."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from dragoman.errors import InputError, UsageError

from .notes import note

SHOWN = 40  # lines of a table on the terminal; a file has all


class RowFormat(StrEnum):
    """How rows are written."""

    table = "table"
    csv = "csv"
    json = "json"


RowFormatOption = Annotated[
    RowFormat | None,
    typer.Option("--format", help="table for the terminal, csv or json; without it what --out ends in, else table."),
]
RowsOutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="The file to write; standard output without it.")
]


def format_of_rows(format_: RowFormat | None, out: Path | None) -> RowFormat:
    """The format that is asked for, else the one that the name of the file ends in, else a table."""
    suffix = out.suffix.lower().removeprefix(".") if out else ""
    return format_ or (RowFormat(suffix) if suffix in ("csv", "json") else RowFormat.table)


def write_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], format_: RowFormat, out: Path | None) -> None:
    """Write rows as CSV, in which lists are joined by "; ", or as one JSON array, in which values stay as they are."""
    put(to_json(rows) if format_ is RowFormat.json else _csv(rows, columns), out)


def write_by_suffix(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], out: Path, what: str) -> None:
    """Write rows into a .csv or .json file. Raises UsageError for another suffix; ``what`` names them in it."""
    if out.suffix.lower() not in (".csv", ".json"):
        raise UsageError(f"{what} is written as .csv or .json, not {out.name!r}")
    write_rows(rows, columns, format_of_rows(None, out), out)


def put(text: str, out: Path | None) -> None:
    """Write text into a file or to standard output. Raises InputError where the file cannot be written."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}; choose another place") from error


def to_json(rows: Sequence[Any]) -> str:
    """Rows as one JSON array for programs and readers."""
    return msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n"


def table(heads: Sequence[str], rows: Sequence[Iterable[Any]], *, shown: int | None = SHOWN) -> str:
    """Columns of even width; how many lines more there are is told on standard error."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows[:shown])]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if shown is not None and len(rows) > shown:
        note(f"{len(rows) - shown:,} lines more; --out FILE writes all")
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in cells
    )


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns), lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value
