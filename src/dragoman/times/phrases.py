"""Recognises feasts, and days and periods that have a name of their own."""

from __future__ import annotations

from functools import cache

from . import days
from .calendar_dates import year_number
from .expressions import Fixed, Found, Meaning, MovingFeast, Unsettled, Yearless
from .lexemes import Lexemes
from .words import Phrase, words


@cache
def _phrases() -> dict[str, list[tuple[Phrase, Meaning]]]:
    """Every phrase by its first lexeme, longest first."""
    lists = words()
    named: dict[str, Meaning] = {name: Yearless(month, day, day) for name, (month, day) in lists.feasts.items()}
    named |= {name: MovingFeast(*rule) for name, rule in lists.moving_feasts.items()}
    named |= {name: Fixed(days.Days(a, b, "day" if a == b else "year")) for name, (a, b) in lists.eras.items()}
    table: dict[str, list[tuple[Phrase, Meaning]]] = {}
    for name, meaning in named.items():
        phrase = tuple(lexeme.word for lexeme in Lexemes(name).all)
        table.setdefault(phrase[0], []).append((phrase, meaning))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def first_words() -> frozenset[str]:
    """The first words of all named days and periods."""
    return frozenset(_phrases())


def named_day(lex: Lexemes, i: int) -> Found | None:
    """Christmas Day, Thanksgiving 2019, World War II; names are written with a capital or in digits."""
    if not (lex.capital(i) or lex.word(i).isdecimal()):
        return None
    for phrase, meaning in _phrases().get(lex.word(i), ()):
        if lex.matches(i, *phrase) and (len(phrase) > 1 or isinstance(meaning, Fixed) or _is_feast(lex, i)):
            after = i + len(phrase)
            return _in_year(lex, after, meaning) or Found(lex.possessive(after), meaning)
    return None


def _is_feast(lex: Lexemes, i: int) -> bool:
    """Whether a feast of one word is the day, not part of a name."""
    return lex.word(i - 1) in words().lists["feast_before"] and not lex.capital(i + 1)


def _in_year(lex: Lexemes, i: int, meaning: Meaning) -> Found | None:
    """The feast with the year that follows it."""
    year = year_number(lex, i)
    if year is None or isinstance(meaning, Fixed):
        return None
    day = feast_in(meaning, year[0])
    return Found(year[1], Fixed(day) if day else Unsettled())


def feast_in(meaning: Meaning, year: int) -> days.Days | None:
    """The day of a feast in a year."""
    if isinstance(meaning, Yearless) and meaning.first:
        day = days.day(year, meaning.month, meaning.first)
        return days.one(day) if day else None
    if isinstance(meaning, MovingFeast) and (month := days.month(year, meaning.month)) and month.first and month.last:
        if meaning.n > 0:
            skip = (meaning.weekday - month.first.isoweekday()) % 7 + 7 * (meaning.n - 1)
            return days.one(month.first + skip * days.DAY)
        return days.one(month.last - (month.last.isoweekday() - meaning.weekday) % 7 * days.DAY)
    return None
