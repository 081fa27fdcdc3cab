"""Written days: machine formats (ISO 8601, RFC 822) and the date lines that reports print in many languages.

Only absolute days with a year are read here. The clock is never asked: the same input gives the same day always.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from email.utils import parsedate_tz
from functools import cache
from typing import Literal

from dragoman.errors import DataError
from dragoman.records import Precision, Published, PublishedBasis

from . import facts

Order = Literal["day-first", "month-first"] | None

# A page that tells an earlier year tells of something else: before the web there were no pages. A year that is given by
# hand may be of any report of an archive.
_YEARS, _GIVEN_YEARS = range(1980, 2100), range(1900, 2100)
_ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)(?:[T\s].*)?", re.DOTALL)
_ISO_PART = re.compile(r"(\d{4})(?:-(\d\d))?")
_WORDED = r"""
    (?<![\w/.-])(?P<{p}day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?[\s,./-]+(?:of\s|de\s|d')?
        (?P<{p}month>[^\W\d_]{{3,12}}|tháng-\d\d?)\.?,?[\s,./-]+(?:de\s|del\s)?(?P<{p}year>\d{{4}})(?!\d)"""
_DAY_MONTH = re.compile(_WORDED.format(p=""), re.VERBOSE)
_MONTH_DAY = re.compile(
    r"(?<!\w)(?P<month>[^\W\d_]{3,12})\.?[\s-]+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s?,?\s*(?P<year>\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(?P<year>\d{4})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\d)")
_CJK = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_NUMERIC = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4})(?![/.-]?\d)")


def parse_day(value: str, years: range = _YEARS) -> dt.date | None:
    """Read a machine-written day: ISO 8601 day or datetime, or an RFC 822 date. None where it is neither.

    ``years`` are those that are taken. A time zone is not applied: the day is the one written, which is the
    day at the place of the publisher.
    """
    value = value.strip()
    iso = _ISO.fullmatch(value)
    if iso:
        return day(int(iso[1]), int(iso[2]), int(iso[3]), years)
    try:
        parts = parsedate_tz(value) if re.search(r"\d{1,2}\s+[A-Za-z]{3}|[A-Za-z]{3}\s+\d{1,2}\s", value) else None
    except (ValueError, IndexError, TypeError):  # the standard library's own parser trips over some malformed dates
        return None
    return day(*parts[:3], years) if parts else None


def given(value: str) -> Published:
    """Read a publication date that a person or a JSONL line gives: a day, a datetime, an RFC 822 date, a month, a year.

    Raises ValueError, saying what is accepted.
    """
    found = parse_day(value, _GIVEN_YEARS)
    if found:
        return published(found, "given", f"given as {value.strip()!r}")
    part = _ISO_PART.fullmatch(value.strip())
    year = int(part[1]) if part else 0
    if part and year in _GIVEN_YEARS and (part[2] is None or 1 <= int(part[2]) <= 12):
        precision: Precision = "month" if part[2] else "year"
        first, last = (int(part[2]), int(part[2])) if part[2] else (1, 12)
        end = dt.date(year, last, calendar.monthrange(year, last)[1])
        why = f"given as {value.strip()!r}"
        start = dt.date(year, first, 1).isoformat()
        return Published(start=start, end=end.isoformat(), precision=precision, basis="given", why=why)
    raise ValueError(
        f"published {value[:60]!r} is no date; write 2023-02-25, 2023-02-25T10:00:00Z or Sat, 25 Feb 2023 10:00:00 GMT"
    )


def published(found: dt.date, basis: PublishedBasis, why: str) -> Published:
    """Make the record of one day of publication."""
    return Published(start=found.isoformat(), end=found.isoformat(), precision="day", basis=basis, why=why)


def day(year: int, month: int, day_: int, years: range = _YEARS) -> dt.date | None:
    """Make a day a report can have been published on, or None."""
    if year not in years:
        return None
    try:
        return dt.date(year, month, day_)
    except ValueError:
        return None


def written_day(text: str, order: Order = None) -> dt.date | None:
    """Find the first absolute day written in a short text: "Feb 25, 2023", "25. Februar 2023", "2023年2月25日".

    A numeric day such as 03/04/2023 is read only if ``order`` settles which number is the month, or the numbers do.
    """
    found: list[tuple[int, dt.date]] = []
    for pattern in (_YEAR_FIRST, _CJK):
        for match in pattern.finditer(text):
            _add(found, match.start(), int(match["year"]), int(match["month"]), int(match["day"]))
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for match in pattern.finditer(text):
            month = month_number(match["month"])
            if month:
                _add(found, match.start(), int(match["year"]), month, int(match["day"]))
    for match in _NUMERIC.finditer(text):
        number = _numeric(int(match["a"]), int(match["b"]), match["sep"], order)
        if number:
            _add(found, match.start(), int(match["year"]), *number)
    return min(found)[1] if found else None


def month_number(word: str) -> int | None:
    """Give the number of a month named in any of the languages of ``data/months.txt``."""
    return _months().get(word.casefold())


def _numeric(a: int, b: int, separator: str, order: Order) -> tuple[int, int] | None:
    """Tell (month, day) of two numbers; full stops and dashes stand in day-first dates."""
    if a > 12 or separator == "." or order == "day-first":
        return b, a
    if b > 12 or order == "month-first" or a == b:
        return a, b
    return None


def _add(found: list[tuple[int, dt.date]], start: int, year: int, month: int, day_: int) -> None:
    value = day(year, month, day_)
    if value:
        found.append((start, value))


@cache
def _months() -> dict[str, int]:
    name = "months.txt"
    months: dict[str, int] = {}
    for row in facts.sections(name, ("months",))["months"]:
        key, words = facts.pair(name, row)
        if not key.isdigit() or not 1 <= int(key) <= 12:
            raise DataError(f"reading/data/{name}, line {row.line}, {key!r}: no number of a month")
        for word in words.split():
            if months.setdefault(word.casefold(), int(key)) != int(key):
                raise DataError(f"reading/data/{name}, line {row.line}, {word!r}: stands under two months")
    return months
