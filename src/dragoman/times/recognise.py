"""Finds the expressions of time in a text: one pass from left to right, the longest reading at each place."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from . import calendar_dates, periods, phrases, relative, weekdays
from .expressions import Counted, Expression, Fixed, Found, Season, Unsettled, Yearless
from .lexemes import Lexemes
from .words import words

Recogniser = Callable[[Lexemes, int], Found | None]
_DIGITS: tuple[Recogniser, ...] = (
    phrases.named_day, calendar_dates.all_digits, calendar_dates.slashed_month, calendar_dates.day_first,
    periods.century, periods.section, periods.decade, relative.counted, periods.year,
)  # fmt: skip


@cache
def _recognisers() -> dict[str, tuple[Recogniser, ...]]:
    """Which recognisers to ask, by the word that an expression begins with."""
    lists, table = words(), dict[str, list[Recogniser]]()

    def ask(recogniser: Recogniser, *starts: str) -> None:
        for word in starts:
            table.setdefault(word, []).append(recogniser)

    ask(phrases.named_day, *phrases.first_words())
    ask(calendar_dates.month_first, *lists.months, *lists.short_months)
    ask(calendar_dates.day_first, *lists.ordinals)
    ask(calendar_dates.nth_week, *lists.ordinals)
    ask(
        weekdays.weekday,
        *lists.weekdays,
        *lists.short_weekdays,
        "this",
        "last",
        "past",
        "previous",
        "next",
        "coming",
        "following",
        "that",
    )
    ask(relative.near_day, *lists.near_days)
    ask(relative.stretch, "last", "past", "next", "coming", "previous", "following")
    ask(relative.this_unit, "this", "last", "past", "next", "coming", "same", "following", "previous", "preceding")
    ask(relative.that_unit, "that", "the")
    ask(relative.counted, *lists.numbers, *lists.lists["vague_numbers"])
    ask(relative.long_ago, *lists.units)
    ask(relative.ahead, "in")
    ask(periods.century, *lists.ordinals, "twenty")
    ask(periods.section, *lists.ordinals, "q", "h")
    ask(periods.decade, *lists.decades)
    ask(periods.year, "ad", "ce")
    ask(periods.season, *lists.seasons, *(f"{s}s" for s in lists.seasons), "last", "next", "this", "coming", "past")
    ask(periods.unit_end, "end", "year")
    ask(_phased, "early", "earlier", "late", "later", "mid")
    return {word: tuple(asked) for word, asked in table.items()}


def recognise(lex: Lexemes) -> list[Expression]:
    """All expressions of time, in text order, none overlapping."""
    table, found, i, free = _recognisers(), list[Expression](), 0, 0
    places = lex.all
    while i < len(places):
        word = places[i].word
        asked = _DIGITS if word[0].isdecimal() else table.get(word, ())
        best = _longest(lex, i, asked) if asked else None
        if best is None:
            i += 1
            continue
        start = i - best.back if i - best.back >= free else i
        found.append(Expression(places[start].start, places[best.after - 1].end, best.meaning, best.phase))
        i = free = best.after
    return found


def _longest(lex: Lexemes, i: int, asked: tuple[Recogniser, ...]) -> Found | None:
    """The reading that takes in most; of equal ones the first asked for."""
    best = None
    for recogniser in asked:
        found = recogniser(lex, i)
        if found and (best is None or found.after > best.after):
            best = found
    return best


def _phased(lex: Lexemes, i: int) -> Found | None:
    """Early March, mid-2019, late last year, earlier this month, the late 1980s."""
    read = relative.phase_of(lex, i)
    if read is None:
        return None
    phase, at = read
    if relative.phase_of(lex, at):
        return None
    asked = _DIGITS if lex.word(at).isdecimal() else _recognisers().get(lex.word(at), ())
    inner = _longest(lex, at, asked)
    if inner is None or inner.phase or not _has_parts(inner):
        return None
    if phase == "later" and isinstance(inner.meaning, Fixed) and inner.meaning.days.precision in ("decade", "century"):
        phase = "late"
    elif phase in ("earlier", "later") and not (isinstance(inner.meaning, Counted) and inner.meaning.offset == 0):
        return None
    return Found(inner.after, inner.meaning, phase)


def _has_parts(found: Found) -> bool:
    """Whether what was found is long enough to have an early and a late part."""
    meaning = found.meaning
    if isinstance(meaning, Fixed):
        return meaning.days.precision not in ("day", "time")
    if isinstance(meaning, Yearless):
        return meaning.first is None
    if isinstance(meaning, Counted):
        return meaning.unit not in ("day", "hour") and not meaning.doubtful
    return isinstance(meaning, Season | Unsettled) and found.back == 0
