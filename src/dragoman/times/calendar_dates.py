"""Recognises calendar dates: days, months and years in all the orders that news uses.

Every recogniser takes the lexemes and a place, and gives Found or None. A date that does not exist is no date.
"""

from __future__ import annotations

from datetime import date

from . import days
from .expressions import Fixed, Found, Yearless, fixed
from .lexemes import Lexemes
from .words import words

_ORDINAL_SUFFIX = ("st", "nd", "rd", "th")


def month_at(lex: Lexemes, i: int) -> tuple[int, int] | None:
    """The number of the month named at ``i``, and the place after its name and point."""
    word = lex.word(i)
    if word in words().months:
        return words().months[word], i + 1
    if word in words().short_months and lex.capital(i):
        return words().short_months[word], i + 1 + (lex.word(i + 1) == "." and lex.glued(i + 1))
    return None


def day_number(lex: Lexemes, i: int) -> tuple[int, int] | None:
    """The day of the month written at ``i`` (28, 28th, twenty is not read), and the place after it."""
    number = lex.number(i, 2)
    if number is None:
        number = words().ordinals.get(lex.word(i))
        return (number, i + 1) if number else None
    after = i + 1
    if lex.word(after) in _ORDINAL_SUFFIX and lex.glued(after):
        return number, after + 1
    clock = lex.word(after) in (":", "%") and lex.glued(after)
    return None if clock or not 1 <= number <= 31 else (number, after)


def year_number(lex: Lexemes, i: int) -> tuple[int, int] | None:
    """The year of four digits at ``i`` after an optional comma, "of" or "in", and the place after it."""
    if lex.word(i) in (",", "of", "in", "-") and (lex.word(i) != "-" or lex.glued(i)):
        i += 1
    number = lex.number(i)
    if number is None or not 1000 <= number <= 2199:
        return None
    if lex.word(i + 1) in (":", "-") and lex.glued(i + 1) and lex.glued(i + 2) and (lex.number(i + 2) or 0) < 32:
        return None
    return number, i + 1


def day_run(lex: Lexemes, i: int) -> tuple[int, int, int] | None:
    """First day, last day and the place after a run of days: 3-5, 3 to 5, 12 and 13; a single day is a run."""
    first = day_number(lex, i)
    if first is None:
        return None
    number, after = first
    if lex.word(after) in words().lists["range_words"] | {","}:
        skip = after + 1 + (lex.word(after) == "," and lex.word(after + 1) == "and")
        last = day_number(lex, skip) if lex.word(after) != "," or skip > after + 1 else None
        if last and last[0] > number and lex.word(last[1]) not in words().units and not month_at(lex, last[1]):
            return number, last[0], last[1]
    return number, number, after


def month_first(lex: Lexemes, i: int, weekday: int | None = None) -> Found | None:
    """February 28, 2023; Feb. 28; March 3-5; September 2022; March."""
    named = month_at(lex, i)
    if named is None:
        return None
    month, after = named
    if lex.word(i) in words().lists["doubtful_months"] and not lex.capital(i):
        return None
    skip = after + (lex.word(after) == "the")
    run = day_run(lex, skip)
    if run and not (lex.number(skip, 2) is None and lex.word(run[2]) in ("quarter", "half", "century", "week", "day")):
        return _with_year(lex, run[2], month, run[0], run[1], weekday)
    if year := year_number(lex, after):
        return Found(year[1], fixed(days.month(year[0], month)))
    if lex.word(after) == "of" and (early := lex.number(after + 1, 3)) and early > 99:
        return Found(after + 2, fixed(days.month(early, month)))
    if weekday is None and _is_month(lex, i, after):
        return Found(after, Yearless(month))
    return None


def day_first(lex: Lexemes, i: int, weekday: int | None = None) -> Found | None:
    """28 February 2023; the 28th of February; 3 to 5 May."""
    first = day_number(lex, i)
    if first is None:
        return None
    number, after = first
    last = number
    if lex.word(after) in words().lists["range_words"] and (second := day_number(lex, after + 1)):
        last, after = second
    if lex.word(after) == "day" and lex.word(after + 1) == "of":
        after += 1
    if not lex.word(i).isdecimal() and lex.word(after) != "of":
        return None  # "a second March", but "the second of March"
    if lex.word(after) == "of" or (lex.word(after) in ("-", ",") and lex.glued(after)):
        after += 1
    named = month_at(lex, after)
    if named is None or last < number or (lex.word(after) == "may" and not lex.capital(after)):
        return None
    return _with_year(lex, named[1], named[0], number, last, weekday)


def _with_year(lex: Lexemes, i: int, month: int, first: int, last: int, weekday: int | None) -> Found | None:
    """A month and days, with the year that may follow at ``i``."""
    year = year_number(lex, i) or _early_year(lex, i)
    if year is None:
        real = days.day(2000, month, first) and days.day(2000, month, last)  # 2000 has a February 29
        return Found(i, Yearless(month, first, last, weekday)) if real else None
    begin, end = days.day(year[0], month, first), days.day(year[0], month, last)
    if begin is None or end is None:
        return None
    return Found(_after_clock(lex, year[1]), Fixed(days.Days(begin, end, "day")))


def _early_year(lex: Lexemes, i: int) -> tuple[int, int] | None:
    """A year of three digits after a day and month: 30 September 420."""
    number = lex.number(i, 3)
    ends = lex.word(i + 1) in (")", ".", ",", ";", "]", "", "\n")
    return (number, i + 1) if number is not None and number > 99 and ends else None


def _after_clock(lex: Lexemes, i: int) -> int:
    """The place after an hour and minute standing at ``i`` ("17:52", "T17:52:00Z"), else ``i``."""
    start = i + (lex.word(i) in (",", "t", "at"))
    if lex.number(start, 2) is None or lex.word(start + 1) != ":" or lex.number(start + 2, 2) is None:
        return i
    after = start + 3
    while lex.word(after) in (":", ".") and lex.word(after + 1).isdecimal() and lex.glued(after + 1):
        after += 2
    return after + (lex.word(after) == "z" and lex.glued(after))


def _is_month(lex: Lexemes, i: int, after: int) -> bool:
    """Whether a bare month name is a month here, not a verb or a person's name."""
    word, before, lists = lex.word(i), lex.word(i - 1), words().lists
    if word in words().months and word not in lists["name_months"]:
        return True
    if not lex.capital(i):
        return False
    prepared = before in lists["month_before"] or (before in lists["dash"] and lex.glued(i))
    ties = lists["range_words"]
    months = lex.word(i - 2) in words().months or (lex.word(after) in ties and lex.word(after + 1) in words().months)
    named = lex.capital(after) or (before in lists["name_prepared"] and not months)
    if word in words().short_months or word in lists["doubtful_months"]:
        return prepared and not named
    return not (lex.capital(after) or (lex.capital(i - 1) and before not in lists["month_before"]))


def all_digits(lex: Lexemes, i: int) -> Found | None:
    """2023-02-28, 28/02/2023, 28.02.2023: three numbers joined by the same sign, perhaps with a time of day."""
    sign = lex.word(i + 1)
    if sign not in ("-", "/", ".") or lex.word(i + 3) != sign or not all(lex.glued(i + k) for k in (1, 2, 3, 4)):
        return None
    goes_on = lex.glued(i + 5) and lex.word(i + 5) == sign != "."
    if goes_on or (lex.glued(i) and lex.word(i - 1) in (sign, ".")):
        return None
    parts = [lex.word(i + k) for k in (0, 2, 4)]
    if not all(part.isdecimal() and part.isascii() and len(part) in (1, 2, 4) for part in parts):
        return None
    day = _numeric_day(parts, sign)
    if day is None:
        return None
    after = _after_clock(lex, i + 5)
    return Found(after, Fixed(days.one(day, "day" if after == i + 5 else "time")))


def _numeric_day(parts: list[str], sign: str) -> date | None:
    """The day that three numbers name. Where both orders fit, points mean day first and slashes month first."""
    a, b, c = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return days.day(a, b, c)
    if len(parts[2]) != 4:
        return None
    day_month, month_day = days.day(c, b, a), days.day(c, a, b)
    return (month_day or day_month) if sign == "/" else (day_month or month_day)


def slashed_month(lex: Lexemes, i: int) -> Found | None:
    """2023-02 written alone: a year and a month."""
    year, number = lex.number(i), lex.number(i + 2, 2)
    if lex.word(i + 1) != "-" or not lex.glued(i + 1) or not lex.glued(i + 2) or len(lex.word(i + 2)) != 2:
        return None
    if year is None or number is None or not 1900 <= year <= 2199 or not 1 <= number <= 12:
        return None
    if lex.glued(i + 3) and lex.word(i + 3) in ("-", "/"):
        return None
    # "1909-12" is more often the years 1909 to 1912; a month has a leading zero or lies before the century's count.
    return Found(i + 3, fixed(days.month(year, number))) if number <= year % 100 else None


def nth_week(lex: Lexemes, i: int) -> Found | None:
    """The first week of January, the third week of March 2022: seven days, counted from the first of the month."""
    number = words().ordinals.get(lex.word(i), 0)
    if not 1 <= number <= 4 or not lex.matches(i + 1, "week", "of"):
        return None
    named = month_at(lex, i + 3)
    return named and _with_year(lex, named[1], named[0], 7 * number - 6, 7 * number, None)
