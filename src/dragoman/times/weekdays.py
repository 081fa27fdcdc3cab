"""Recognises weekdays, alone and with a calendar date after them."""

from __future__ import annotations

from .calendar_dates import all_digits, day_first, day_number, month_first
from .expressions import DayOfMonth, Found, NamedDay, Which
from .lexemes import BREAK, Lexemes
from .words import words

_WHICH: dict[str, Which] = {
    "this": "this",
    "last": "last",
    "past": "last",
    "previous": "last",
    "next": "next",
    "coming": "coming",
    "following": "after",
    "that": "around",
}
_TOLD_WEEKDAYS: dict[str, Which] = {"following": "after", "next": "after", "previous": "before", "that": "around"}
_CLOSES = (",", ".", ";", ":", ")", "", BREAK, "?", "!", "”", '"', "–", "—", "and", "when", "as", "in", "at")


def weekday(lex: Lexemes, i: int) -> Found | None:
    """Friday, last Tuesday, Friday, February 24, 2023; not "every Friday", not Good Friday, not the Sunday Times."""
    which = _WHICH.get(lex.word(i), "")
    at = i + bool(which)
    number = words().weekdays.get(lex.word(at))
    if number is None:
        number, after = words().short_weekdays.get(lex.word(at)), at + 1
        after += lex.word(after) == "."
        dated = _dated(lex, after, number) if number and lex.capital(at) else None
        return dated
    lists = words().lists
    if lex.word(i - 1) in lists["repeating"] or lex.word(at + 1) in lists["repeated_parts"] or _is_name(lex, at):
        return None
    dated = None if which else _dated(lex, at + 1, number)
    local = not which and "local" in (lex.word(at + 1), lex.word(at + 2))
    plain = Found(lex.possessive(at + 1), NamedDay(number, "local" if local else which))
    return dated or _told_weekday(lex, i, at, number) or plain


def _told_weekday(lex: Lexemes, i: int, at: int, number: int) -> Found | None:
    """The following Friday, the next Tuesday, that Monday: counted from the date told last."""
    told = _TOLD_WEEKDAYS.get(lex.word(i))
    if told is None or (lex.word(i) != "that" and lex.word(i - 1) != "the"):
        return None
    return Found(lex.possessive(at + 1), NamedDay(number, told), back=int(lex.word(i - 1) == "the"))


def _is_name(lex: Lexemes, i: int) -> bool:
    before, after = lex.word(i - 1), lex.word(i + 1)
    named = before in words().lists["name_before"] and lex.capital(i - 1)
    return named or (after in words().lists["name_after"] and lex.capital(i + 1) and lex.capital(i))


def _dated(lex: Lexemes, i: int, number: int) -> Found | None:
    """The calendar date that follows a weekday."""
    i += lex.word(i) == ","
    if found := all_digits(lex, i) or month_first(lex, i, number) or day_first(lex, i + (lex.word(i) == "the"), number):
        return found
    day = day_number(lex, i + 1) if lex.word(i) == "the" else None
    return Found(day[1], DayOfMonth(day[0], number)) if day and lex.word(day[1]) in _CLOSES else None
