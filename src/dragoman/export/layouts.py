"""The formats as data: ``formats/formats.tsv`` names them, a file for each gives its columns, both are checked here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from dragoman.archive.filters import STATUSES
from dragoman.errors import DataError, UsageError

Style = Literal["reports", "csv", "tsv", "parquet", "lines", "geojson"]

HERE = Path(__file__).parent
SHIPPED = HERE / "formats"
BASES = HERE / "bases"
TYPES = frozenset({
    "VARCHAR", "VARCHAR[]", "DATE", "BOOLEAN", "TINYINT", "INTEGER", "BIGINT", "DOUBLE", "JSON",
})  # fmt: skip
_INDEX = (
    "format", "table", "style", "bases", "rows", "columns", "header", "missing", "once", "both_ways", "statuses",
    "order", "meaning",
)  # fmt: skip
_COLUMNS = ("column", "type", "sql", "meaning")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column: its name in the file, its DuckDB type, the expression that gives it, and what it means."""

    name: str
    type: str
    sql: str
    meaning: str

    @property
    def empty(self) -> bool:
        """Whether the column is there for the format's sake only."""
        return self.sql == "null"


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format of a table of rows; see the head of ``formats/formats.tsv`` for each field."""

    name: str
    table: str
    style: Style
    bases: tuple[str, ...]
    rows: str
    columns: tuple[Column, ...]
    header: bool
    missing: str
    once: bool
    both_ways: bool
    statuses: tuple[str, ...]
    order: tuple[str, ...]
    meaning: str


def format_of(name: str, table: str = "events") -> Format:
    """The format of that name for a table. Raises UsageError naming those that there are."""
    known = load_formats()
    if (found := known.get((name, table))) is not None:
        return found
    tables = [each for form, each in known if form == name]
    if not tables:
        raise UsageError(f"no format {name!r}; there are: {', '.join(format_names())}")
    raise UsageError(f"{name} has no table {table!r}; it has: {', '.join(tables)}")


def format_names() -> tuple[str, ...]:
    """The names of all formats, in their order."""
    return tuple(dict.fromkeys(name for name, _ in load_formats()))


@lru_cache(maxsize=4)
def load_formats(directory: Path = SHIPPED) -> dict[tuple[str, str], Format]:
    """Every format by name and table. Raises DataError with file and line of what is wrong."""
    found = {}
    for number, row in table_rows(directory / "formats.tsv", _INDEX):
        made = _format(row, directory, number)
        found[made.name, made.table] = made
    return found


def table_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a tab-separated table with their line numbers; lines that start with # are comments.

    Raises DataError where the file cannot be read, has other columns or a row of another length.
    """
    try:
        lines = path.read_text(encoding="utf8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    if tuple(lines[0].split("\t")) != columns:
        raise DataError(f"{path}, line 1: the columns must be {', '.join(columns)}, separated by tabs")
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise DataError(f"{path}, line {number}: has {len(cells)} cells instead of {len(columns)}")
        yield number, dict(zip(columns, cells, strict=True))


def _format(row: dict[str, str], directory: Path, number: int) -> Format:
    at = f"{directory / 'formats.tsv'}, line {number}"
    statuses, bases = tuple(row["statuses"].split()), tuple(row["bases"].split())
    if row["style"] not in get_args(Style):
        raise DataError(f"{at}, column style: {row['style']!r} is none of {', '.join(get_args(Style))}")
    if unknown := set(statuses) - set(STATUSES):
        raise DataError(f"{at}, column statuses: {', '.join(unknown)} is none of {', '.join(STATUSES)}")
    if absent := [base for base in bases if not (BASES / f"{base}.sql").is_file()]:
        raise DataError(f"{at}, column bases: there is no bases/{absent[0]}.sql")
    return Format(
        name=row["format"],
        table=row["table"],
        style=row["style"],  # type: ignore[arg-type]
        bases=bases,
        rows=row["rows"],
        columns=() if row["columns"] == "-" else _columns(directory / f"{row['columns']}.tsv"),
        header=row["header"] == "yes",
        missing=row["missing"],
        once=row["once"] == "yes",
        both_ways=row["both_ways"] == "yes",
        statuses=statuses,
        order=tuple(row["order"].split(",")) if row["order"] else (),
        meaning=row["meaning"],
    )


def _columns(path: Path) -> tuple[Column, ...]:
    found: dict[str, Column] = {}
    for number, row in table_rows(path, _COLUMNS):
        name = row["column"]
        if not all(row.values()):
            raise DataError(
                f"{path}, line {number}: a cell is empty; every column has a type, an expression and a meaning"
            )
        if row["type"] not in TYPES:
            raise DataError(
                f"{path}, line {number}, column type: {row['type']!r} is none of {', '.join(sorted(TYPES))}"
            )
        if name in found:
            raise DataError(f"{path}, line {number}: there are two columns {name!r}")
        found[name] = Column(name=name, type=row["type"], sql=row["sql"], meaning=row["meaning"])
    return tuple(found.values())
