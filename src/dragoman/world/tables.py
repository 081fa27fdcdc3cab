"""Reads tab-separated tables and gathers every fault, each with file, line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar

from dragoman.errors import DataError

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_NAMING = re.compile(r"[^\W_]")  # a name holds a letter or a digit
T = TypeVar("T")


class Faults:
    """The faults found so far, over all files."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, path: Path, line: int, column: str, message: str) -> None:
        """Note a fault."""
        self.found.append(f"{path}, line {line}, column {column}: {message}")

    def throw(self) -> None:
        """Raise DataError with every fault, if there is one."""
        if self.found:
            raise DataError("the world tables are not valid:\n" + "\n".join(self.found))


class Row:
    """One line of a table; each method reads one cell and notes what is wrong with it."""

    __slots__ = ("_at", "_cells", "_faults", "_line", "_path")

    def __init__(self, cells: list[str], at: dict[str, int], faults: Faults, path: Path, line: int) -> None:
        self._cells, self._at, self._faults, self._path, self._line = cells, at, faults, path, line

    def fault(self, column: str, message: str) -> None:
        """Note a fault in this row."""
        self._faults.add(self._path, self._line, column, message)

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self._cells[self._at[column]]
        if not _NAMING.search(value):
            self.fault(column, "names nothing" if value else "is empty")
        return value

    def maybe(self, column: str) -> str | None:
        """A cell, None where it is empty."""
        return self._cells[self._at[column]] or None

    def several(self, column: str) -> tuple[str, ...]:
        """A list cell; its parts must name something."""
        value = self._cells[self._at[column]]
        if not value:
            return ()
        parts = tuple(value.split("|"))
        if not all(map(_NAMING.search, parts)):
            self.fault(column, f"has an empty part: {value!r}")
        return parts

    def number(self, column: str) -> int | None:
        """A whole number, None where the cell is empty."""
        value = self._cells[self._at[column]]
        if value and not value.isdigit():
            self.fault(column, f"{value!r} is no whole number")
            return None
        return int(value) if value else None

    def day(self, column: str) -> str | None:
        """A date as precise as it is known, None where the cell is empty."""
        value = self._cells[self._at[column]]
        if value and not _DAY.fullmatch(value):
            self.fault(column, f"{value!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return value or None

    def term(self) -> tuple[str | None, str | None]:
        """The cells ``start`` and ``end``, in this order in time."""
        start, end = self.day("start"), self.day("end")
        if start and end and start[: len(end)] > end[: len(start)]:
            self.fault("end", f"{end} lies before the start, {start}")
        return start, end

    def one_of(self, column: str, known: Collection[str]) -> str:
        """A cell that must hold one of the known values."""
        value = self._cells[self._at[column]]
        if value not in known:
            listed = f"; known: {', '.join(sorted(known))}" if len(known) < 40 else ""
            self.fault(column, f"{value!r} is not known{listed}")
        return value

    def maybe_one_of(self, column: str, known: Collection[str]) -> str | None:
        """Like ``one_of``, None where the cell is empty."""
        return self.one_of(column, known) if self._cells[self._at[column]] else None


def read_table(path: Path, columns: tuple[str, ...], make: Callable[[Row], T], faults: Faults) -> list[T]:
    """One record a row. The first line names the columns; lines that start with # are comments."""
    return [make(row) for row in _rows(path, columns, faults)]


def _rows(path: Path, columns: tuple[str, ...], faults: Faults) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        faults.add(path, 1, "-", f"cannot be read as UTF-8 text: {error}")
        return
    if tuple(lines[0].split("\t")) != columns:
        faults.add(path, 1, "-", f"the columns must be {', '.join(columns)} (separated by tabs)")
        return
    at = {column: position for position, column in enumerate(columns)}
    for number, line in enumerate(lines[1:], start=2):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            faults.add(path, number, "-", f"has {len(cells)} cells instead of {len(columns)}")
            continue
        yield Row(cells, at, faults, path, number)
