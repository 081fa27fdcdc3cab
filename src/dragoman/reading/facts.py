"""The room's data files: sections of rows, checked as they are read.

A data file is UTF-8 text: ``# comment`` lines, ``[section]`` headings, and one fact a line.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dragoman.errors import DataError


class Row(NamedTuple):
    """One fact of a data file, with the line it stands on (for messages)."""

    line: int
    text: str


@cache
def sections(name: str, known: tuple[str, ...]) -> dict[str, tuple[Row, ...]]:
    """Read the data file ``name`` of this room: rows by section.

    Raises DataError, naming file, line and key, for a section that is not ``known``, one that is missing or empty,
    a row outside any section, and a row given twice in its section.
    """
    text = files("dragoman.reading").joinpath("data", name).read_text(encoding="utf-8")
    return parse(name, text, known)


def parse(name: str, text: str, known: tuple[str, ...]) -> dict[str, tuple[Row, ...]]:
    """Read the words of a data file; see ``sections``."""
    found: dict[str, dict[str, Row]] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        row = raw.strip()
        if not row or row.startswith("#"):
            continue
        if row.startswith("[") and row.endswith("]"):
            section = row[1:-1]
            if section not in known:
                raise _wrong(name, number, row, f"unknown section; known: {', '.join(known)}")
            found.setdefault(section, {})
        elif not section:
            raise _wrong(name, number, row, "stands before the first [section]")
        elif row in found[section]:
            raise _wrong(name, number, row, f"given twice in [{section}]; first on line {found[section][row].line}")
        else:
            found[section][row] = Row(number, row)
    for section in known:
        if not found.get(section):
            raise _wrong(name, 1, section, "this section is missing or empty")
    return {section: tuple(rows.values()) for section, rows in found.items()}


def pair(name: str, row: Row) -> tuple[str, str]:
    """Split a ``key: value`` row, or raise DataError."""
    key, colon, value = row.text.partition(":")
    if not colon or not key.strip() or not value.strip():
        raise _wrong(name, row.line, row.text, "is not 'key: value'")
    return key.strip(), value.strip()


def _wrong(name: str, line: int, key: str, what: str) -> DataError:
    return DataError(f"reading/data/{name}, line {line}, {key!r}: {what}")
