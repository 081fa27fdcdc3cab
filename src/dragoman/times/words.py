"""Loads the word lists of this room (``data/words.toml``) and checks them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import DataError

FILE = "times/data/words.toml"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of time, by kind; phrases are tuples of lower-case words as the lexer cuts them."""

    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    units: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    near_days: dict[str, int]
    feasts: dict[str, tuple[int, int]]
    moving_feasts: dict[str, tuple[int, int, int]]
    eras: dict[str, tuple[date, date]]
    lists: dict[str, frozenset[str]]
    tense: dict[str, frozenset[str]]


# Section of the file, field of Words, and the least and greatest number allowed in it.
_NUMBERED = (
    ("months", "months", 1, 12),
    ("month_short_forms", "short_months", 1, 12),
    ("weekdays", "weekdays", 1, 7),
    ("weekday_short_forms", "short_weekdays", 1, 7),
    ("numbers", "numbers", 1, 999),
    ("ordinals", "ordinals", 1, 99),
    ("decade_names", "decades", 10, 90),
    ("near_days", "near_days", -9, 9),
)
_UNITS = ("hour", "day", "week", "fortnight", "weekend", "month", "quarter", "year", "decade", "century")
_LISTS = (
    "doubtful_months", "name_months", "name_prepared", "repeated_parts", "year_not_after", "feast_before",
    "month_before", "year_before", "counted", "name_before", "name_after", "season_name_after",
    "repeating", "parts_of_day", "vague_numbers", "range_words", "dash",
)  # fmt: skip
_TENSE = ("standing", "future", "prospect", "speech", "past")


@cache
def words() -> Words:
    """The shipped word lists."""
    return parse(files("dragoman.times").joinpath("data", "words.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Words:
    """Read and check word lists; raises DataError naming file, line and key."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{FILE}: not valid TOML: {error}") from error
    check = _Checker(text, data)
    fields: dict[str, Any] = {field: check.numbers(name, low, high) for name, field, low, high in _NUMBERED}
    return Words(
        **fields,
        units=check.units(),
        seasons=check.tuples("seasons", ((1, 12), (1, 12))),
        feasts=check.tuples("feasts", ((1, 12), (1, 31))),
        moving_feasts=check.tuples("moving_feasts", ((1, 12), (1, 7), (-1, 5))),
        eras=check.eras(),
        lists=check.lists("lists", _LISTS),
        tense=check.lists("tense", _TENSE),
    )


class _Checker:
    """Takes sections out of the parsed file, or says which line is wrong."""

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self.lines = text.splitlines()
        self.data = data

    def section(self, name: str) -> dict[str, Any]:
        found = self.data.get(name)
        if not isinstance(found, dict) or not found:
            raise DataError(f"{FILE}: section [{name}] is missing or empty")
        for key in found:
            if key != key.lower():
                raise self.wrong(name, key, "keys are lower case")
        return found

    def numbers(self, name: str, low: int, high: int) -> dict[str, int]:
        found = self.section(name)
        for key, value in found.items():
            if not isinstance(value, int) or not low <= value <= high:
                raise self.wrong(name, key, f"must be a whole number from {low} to {high}")
        return found

    def units(self) -> dict[str, str]:
        found = self.section("units")
        for key, value in found.items():
            if value not in _UNITS:
                raise self.wrong("units", key, f"must be one of {', '.join(_UNITS)}")
        return found

    def tuples(self, name: str, bounds: tuple[tuple[int, int], ...]) -> dict[str, Any]:
        found = self.section(name)
        for key, value in found.items():
            fits = isinstance(value, list) and len(value) == len(bounds)
            if not fits or not all(isinstance(v, int) and a <= v <= b for v, (a, b) in zip(value, bounds, strict=True)):
                raise self.wrong(name, key, f"must be {len(bounds)} whole numbers within {bounds}")
        return {key: tuple(value) for key, value in found.items()}

    def eras(self) -> dict[str, tuple[date, date]]:
        eras = {}
        for key, value in self.section("eras").items():
            try:
                first, last = (date.fromisoformat(day) for day in value)
            except (TypeError, ValueError):
                raise self.wrong("eras", key, 'must be two days, ["YYYY-MM-DD", "YYYY-MM-DD"]') from None
            if last < first:
                raise self.wrong("eras", key, "ends before it begins")
            eras[key] = (first, last)
        return eras

    def lists(self, name: str, keys: tuple[str, ...]) -> dict[str, frozenset[str]]:
        found = self.section(name)
        for key in (*keys, *found):
            value = found.get(key)
            if key not in keys or not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise self.wrong(name, key, f"[{name}] holds lists of words called {', '.join(keys)}")
        return {key: frozenset(found[key]) for key in keys}

    def wrong(self, section: str, key: str, what: str) -> DataError:
        """The error for one key, with the line it stands on (or the line of its section)."""
        at, line = False, 0
        for number, row in enumerate(self.lines, 1):
            if row.startswith("["):
                at = row.strip() == f"[{section}]"
                line = number if at else line
            elif at and row.partition("=")[0].strip().strip('"') == key:
                line = number
                break
        return DataError(f"{FILE}, line {line}, [{section}] {key}: {what}")
