"""Recognises years, and periods of or made of years: 2009, the 1990s, the 19th century, the first quarter of 2019."""

from __future__ import annotations

from . import days
from .calendar_dates import day_number, year_number
from .expressions import Counted, Found, Phase, Season, Unsettled, fixed
from .lexemes import BREAK, Lexemes
from .words import words

_NOT_CHRIST = ("bc", "bce")
_CHRIST = ("ad", "ce")
_YEAR_BESIDE = {"the": 0, "this": 0, "next": 1, "last": -1}
_CLOSES = (",", ".", ";", ":", ")", "]", "", BREAK, "?", "!", "”", '"', "'", "-", "–", "—", "|", "…")


def year(lex: Lexemes, i: int) -> Found | None:
    """A year written alone, where what stands around it says that it is one; also 347 AD and 508 BC."""
    word = lex.word(i)
    if word in _CHRIST and (number := lex.number(i + 1)):
        return Found(i + 2, fixed(days.year(number)))
    number = lex.number(i)
    if number is None:
        return None
    after = i + 1
    if lex.word(after) in _NOT_CHRIST:
        return Found(after + 1, Unsettled())
    if lex.word(after) in _CHRIST:
        return Found(after + 1, fixed(days.year(number)))
    if len(word) in (2, 3) and _circa(lex, i, number):
        return Found(after, fixed(days.year(number)))
    if len(word) != 4 or not _is_year(lex, i, number):
        return None
    return Found(lex.possessive(after), fixed(days.year(number)))


def _circa(lex: Lexemes, i: int, number: int) -> bool:
    """Whether a short number is a year: the year 71, c. 347, c. 347 – 420."""
    if _follows_circa(lex, i) or (lex.word(i - 1) == "year" and lex.word(i - 2) == "the"):
        return number > 0
    start = lex.number(i - 2, 3) if lex.word(i - 1) in words().lists["dash"] else None
    return start is not None and start < number and len(lex.word(i)) == 3 and _follows_circa(lex, i - 2)


def _follows_circa(lex: Lexemes, i: int) -> bool:
    return lex.word(i - 1 - (lex.word(i - 1) == ".")) in ("circa", "c", "ca")


def _is_year(lex: Lexemes, i: int, number: int) -> bool:
    """Whether a number of four digits is a year here."""
    before, after, lists = lex.word(i - 1), lex.word(i + 1), words().lists
    if not 1000 <= number <= 2199 or _in_code(lex, i):
        return False
    if after in lists["counted"] or (after == "or" and lex.word(i + 2) == "more"):
        return False
    if _after_year(lex, i, number) or _before_year(lex, i, number):
        return True
    if 1900 <= number <= 2069:
        return before not in lists["year_not_after"] and (before not in ("about", "around") or after in _CLOSES)
    if before in lists["year_before"] - {"the", "of", "to"}:
        return True
    return before in ("(", "-", "–", ",", ".", "of", "the", "and", ";", "to") and after in _CLOSES


def _in_code(lex: Lexemes, i: int) -> bool:
    """Whether a number is part of something longer: a time, a path, a phone number, a measure."""
    before, after = lex.word(i - 1), lex.word(i + 1)
    if lex.glued(i):
        if before in (":", "/", "_", "=", "@", "&", "+") or before.isalpha():
            return True
        if before in (".", "-") and lex.glued(i - 1) and lex.word(i - 2).isdecimal():
            return (lex.number(i - 2) or 0) < 1000
    return lex.glued(i + 1) and (after in ("%", "°", "_", "/", ":", "=", "@") or after.isalpha())


def _after_year(lex: Lexemes, i: int, number: int) -> bool:
    """Whether a smaller number of four digits is tied to this one: 1790 to 1801, 1699 or 1700."""
    tied = lex.word(i - 1) in words().lists["range_words"] | {"or"}
    return tied and 1000 <= (lex.number(i - 2) or 0) < number and len(lex.word(i - 2)) == 4


def _before_year(lex: Lexemes, i: int, number: int) -> bool:
    """Whether this number is the first of two years joined by a dash: 1715 – 1774, 1890-91."""
    second = lex.number(i + 2)
    if lex.word(i + 1) not in words().lists["dash"] or second is None or lex.word(i + 3) in words().lists["counted"]:
        return False
    return number < second <= min(number + 150, 2199)


def decade(lex: Lexemes, i: int) -> Found | None:
    """The 1950s, the '60s, the 1930’s, the sixties; the 1600s are a century."""
    word, after = lex.word(i), i + 1
    if word in words().decades:
        told = lex.word(i - 1) in ("the", "early", "late", "mid")
        return Found(after, fixed(days.decade(1900 + words().decades[word]))) if told else None
    if not word.isdecimal():
        return None
    if lex.word(after) == "'" and lex.glued(after):
        after += 1
    if lex.word(after) != "s" or not lex.glued(after) or lex.word(after + 1) == "°":
        return None
    number = lex.number(i)
    if number is None or number % 10:
        return None
    if len(word) == 4:
        whole = number % 100 == 0 and number < 2000
        return Found(after + 1, fixed(days.century(number // 100 + 1) if whole else days.decade(number)))
    if len(word) == 2 and _short_decade(lex, i):
        return Found(after + 1, fixed(days.decade((1900 if number > 10 else 2000) + number)))
    return None


def _short_decade(lex: Lexemes, i: int) -> bool:
    """Whether "60s" is a decade, not a temperature or somebody's age."""
    if lex.word(i - 1) == "'" and lex.glued(i):
        return True
    if lex.word(i - 1) == "and":
        return lex.word(i - 2) == "s"
    return lex.word(i - 1) == "the" and lex.word(i - 2) in (
        "in",
        "of",
        "since",
        "during",
        "from",
        "until",
        "by",
        "late",
        "early",
    )


def century(lex: Lexemes, i: int) -> Found | None:
    """The 19th century, a 17th-century writer, the nineteenth century; centuries BC have no value."""
    word = lex.word(i)
    if word.isdecimal():
        number, after = lex.number(i, 2), i + 2
        if number is None or lex.word(i + 1) not in ("st", "nd", "rd", "th"):
            return None
    else:
        number, after = words().ordinals.get(word), i + 1
        if word == "twenty" and lex.word(i + 1) == "-" and lex.word(i + 2) in words().ordinals:
            number, after = 20 + words().ordinals[lex.word(i + 2)], i + 3
    after += lex.word(after) in words().lists["dash"]
    if not number or not 1 <= number <= 21 or words().units.get(lex.word(after)) != "century":
        return None
    if lex.word(after + 1) in _NOT_CHRIST:
        return Found(after + 2, Unsettled())
    return Found(after + 1, fixed(days.century(number)))


def section(lex: Lexemes, i: int) -> Found | None:
    """The first quarter of 2019, the second half of last year, Q1 2019."""
    if lex.word(i) in ("q", "h") and lex.capital(i) and lex.glued(i + 1):
        unit, number, after = {"q": "quarter", "h": "half"}[lex.word(i)], lex.number(i + 1, 1), i + 2
    else:
        read = day_number(lex, i)
        number, after = read or (None, i)
        unit, after = lex.word(after), after + 1
    if number is None or unit not in ("quarter", "half") or number > (4 if unit == "quarter" else 2) or number < 1:
        return None
    phase: Phase = f"{unit[0]}{number}"  # type: ignore[assignment]
    if year := year_number(lex, after):
        whole = days.year(year[0])
        return Found(year[1], fixed(whole), phase)
    which = _YEAR_BESIDE.get(lex.word(after + 1)) if lex.word(after) == "of" else None
    if which is None or lex.word(after + 2) != "year":
        return None
    return Found(after + 3, Counted("year", which), phase)


def season(lex: Lexemes, i: int) -> Found | None:
    """The summer of 2012, fall 2004, last winter, the spring; plural and bare seasons have no value."""
    word = lex.word(i)
    which = word if word in ("last", "next", "this", "coming", "past") else ""
    at = i + bool(which)
    name = lex.word(at)
    plural = name.endswith("s") and name[:-1] in words().seasons
    bounds = words().seasons.get(name[:-1] if plural else name)
    lists = words().lists
    if bounds is None or lex.word(at + 1) in lists["season_name_after"] or lex.word(at - 1) in lists["repeating"]:
        return None
    if year := _season_year(lex, at + 1):
        return Found(year[1], fixed(days.season(year[0], *bounds)))
    if which:
        return Found(at + 1, Season(*bounds, which="last" if which == "past" else which))  # type: ignore[arg-type]
    if not _is_season(lex, at, plural):
        return None
    return Found(at + 1, Unsettled() if plural else Season(*bounds))


def _season_year(lex: Lexemes, i: int) -> tuple[int, int] | None:
    """The year of a season, with the second year of a winter: 1776-77, 373 - 374."""
    year = year_number(lex, i)
    if year is None:
        return None
    if (
        lex.word(year[1]) in ("-", "–", "/")
        and lex.word(year[1] + 1).isdecimal()
        and len(lex.word(year[1] + 1)) in (2, 4)
    ):
        return year[0], year[1] + 2
    return year


def _is_season(lex: Lexemes, i: int, plural: bool) -> bool:
    """Whether "spring", "fall" or a plural is a season here: the ambiguous ones need "the" or "in" before them."""
    word, before, after = lex.word(i), lex.word(i - 1), lex.word(i + 1)
    if word in ("fall", "falls", "springs"):
        return before in ("the", "in", "late", "early") and after != "of" and not plural and lex.word(i - 2) != "of"
    if word == "spring":
        return (
            before in ("the", "in", "late", "early", "by", "since") and after not in ("of", "water")
        ) or after == "and"
    return not (lex.capital(i) and lex.capital(i + 1) and before != BREAK)


def unit_end(lex: Lexemes, i: int) -> Found | None:
    """The end of the year, year-end, the end of next month: the last day of it."""
    if lex.word(i) == "year" and lex.word(i + 1) in ("end", "-"):
        after = i + 1 + (lex.word(i + 1) == "-")
        return Found(after + 1, Counted("year", 0), "end") if lex.word(after) == "end" else None
    if not lex.matches(i, "end", "of"):
        return None
    which = _YEAR_BESIDE.get(lex.word(i + 2))
    unit = words().units.get(lex.word(i + 3))
    if (
        which is None
        or unit not in ("week", "month", "quarter", "year", "decade", "century")
        or lex.word(i + 3) == "of"
    ):
        return None
    return Found(i + 4, Counted(unit, which), "end")
