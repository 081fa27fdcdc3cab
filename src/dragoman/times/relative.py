"""Recognises expressions that are counted from the day of writing or from the date told last."""

from __future__ import annotations

from .expressions import (
    Counted,
    Found,
    LongAgo,
    Meaning,
    Phase,
    Stretch,
    Told,
    Unsettled,
    Weekend,
)
from .lexemes import BREAK, Lexemes
from .words import words

_THIS = {"this": 0, "last": -1, "past": -1, "next": 1, "coming": 1}
_TOLD = {"same": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1}
_PHASES: dict[str, Phase] = {"early": "early", "earlier": "earlier", "late": "late", "later": "later", "mid": "mid"}
_CLOSES = (
    ",",
    ".",
    ";",
    ":",
    ")",
    "",
    BREAK,
    "?",
    "!",
    "”",
    '"',
    "–",
    "—",
    "and",
    "but",
    "when",
    "as",
    "in",
    "at",
    "on",
    "to",
)
_BEFORE_PHRASE = ("the", "a", "an", "his", "her", "its", "their", "he", "she", "they", "it", "this", "that", "these")


def near_day(lex: Lexemes, i: int) -> Found | None:
    """Yesterday, today, tonight, tomorrow; not USA Today."""
    word = lex.word(i)
    if word not in words().near_days or (lex.capital(i) and lex.capital(i - 1) and lex.word(i - 1) != BREAK):
        return None
    return Found(lex.possessive(i + 1), Counted("day", words().near_days[word], timed=word == "tonight"))


def this_unit(lex: Lexemes, i: int) -> Found | None:
    """Last week, this month, next year, last night, this past weekend, the past week, the following day."""
    word, back = lex.word(i), lex.word(i - 1) in ("the", "that")
    if word == "this" and lex.word(i + 1) in ("past", "coming") and (found := this_unit(lex, i + 1)):
        return _whole(found)
    unit, part = words().units.get(lex.word(i + 1)), lex.word(i + 1) in words().lists["parts_of_day"]
    if part and word in ("this", "last"):
        return Found(i + 2, Counted("day", _THIS[word], timed=True))
    if lex.word(i + 1) == "same":  # "that same day"
        return None
    if unit is None and not part:
        return None
    after = lex.possessive(i + 2)
    if word in _TOLD and (word not in ("next",) or (unit or "day") == "day"):
        return Found(after, Told(unit or "day", _TOLD[word]), back=int(back))
    if word not in _THIS or lex.word(i + 1) not in words().units or lex.word(i + 1) in ("days", "hours", "quarters"):
        return None
    return _counted_unit(lex, i, after, unit or "day", _THIS[word])


def _counted_unit(lex: Lexemes, i: int, after: int, unit: str, offset: int) -> Found | None:
    """A unit after this, last, past, next or coming; after "the" some are stretches up to the day of writing."""
    stretch = lex.word(i - 1) == "the" or lex.word(i) in ("past", "coming")
    if unit in ("hour", "day") or (lex.word(i + 1).endswith("s") and lex.word(i + 1) != "years"):
        return None
    if lex.word(i + 1) == "years" and lex.word(i) != "this":  # "this years" is a slip for "this year's"
        return None
    if lex.word(after) == "of" and (stretch or unit in ("week", "month")):
        return None  # "the last week of May"
    back = int(lex.word(i - 1) == "the")
    if unit == "weekend" and offset >= 0 and lex.word(i) != "next":
        return Found(after, Weekend())
    if stretch and unit in ("week", "fortnight", "month", "year", "decade"):
        return Found(after, Stretch(unit, 1, offset > 0), back=back)
    return Found(after, Counted(unit, offset), back=back)


def _whole(found: Found) -> Found:
    """Read "this past week" as the week before this one, not as the seven days up to now."""
    meaning = found.meaning
    if isinstance(meaning, Stretch):
        meaning = Counted(meaning.unit, 1 if meaning.ahead else -1)
    return Found(found.after, meaning)


def that_unit(lex: Lexemes, i: int) -> Found | None:
    """Read "that day", "that same year", "the day before", "earlier in the year", "over the weekend"."""
    at = i + 1 + (lex.word(i + 1) == "same")
    unit = words().units.get(lex.word(at)) or ("day" if lex.word(at) in words().lists["parts_of_day"] else None)
    if unit is None or unit == "hour" or (lex.word(at).endswith("s") and lex.word(at) in words().units):
        return None
    if lex.word(i) == "that" or at > i + 1:
        return Found(at + 1, Told(unit, 0))
    if lex.word(at + 1) in ("before", "after", "earlier", "later"):
        return _beside(lex, at, unit)
    if unit == "weekend" and lex.word(at - 2) in ("over", "at", "during", "throughout", "on", "for"):
        return Found(at + 1, Weekend())
    if lex.word(i - 1) == "in" and lex.word(i - 2) in ("earlier", "later", "early", "late") and unit != "day":
        return Found(at + 1, Told(unit, 0))
    return None


def _beside(lex: Lexemes, at: int, unit: str) -> Found | None:
    """The unit before or after the one told last; beside a happening it cannot be settled and is left alone."""
    sign = -1 if lex.word(at + 1) in ("before", "earlier") else 1
    if lex.word(at + 2) in ("next", "last") and lex.word(at + 1) in ("before", "after"):
        return Found(at + 3, Counted(unit, 2 * sign))
    if lex.word(at + 2) in ("yesterday", "tomorrow"):
        return Found(at + 3, Counted("day", 2 * sign))
    if lex.word(at + 1) in ("before", "after") and (lex.word(at + 2) in _BEFORE_PHRASE or lex.capital(at + 2)):
        return None
    return Found(at + 2, Told(unit, sign))


def count_at(lex: Lexemes, i: int) -> tuple[int | None, int] | None:
    """The number at ``i`` in digits or words (None for "a few", "several") and the place after it."""
    if lex.word(i) == "a" and lex.word(i + 1) in ("few", "couple"):
        few = lex.word(i + 1) == "few"
        return (None, i + 2) if few else (2, i + 2 + (lex.word(i + 2) == "of"))
    if lex.word(i) in words().lists["vague_numbers"]:
        return None, i + 1
    if number := words().numbers.get(lex.word(i)):
        below = words().numbers.get(lex.word(i + 2), 10)
        if number >= 20 and lex.word(i + 1) == "-" and below < 10:
            return number + below, i + 3
        return number, i + 1
    digits = lex.number(i)
    return (digits, i + 1) if digits else None


def counted(lex: Lexemes, i: int) -> Found | None:
    """Two days ago, three weeks later, a month earlier, several years ago, six weeks from now."""
    read = count_at(lex, i)
    if read is None:
        return None
    count, at = read
    unit = words().units.get(lex.word(at))
    if unit is None or unit == "weekend":
        return None
    after = lex.word(at + 1)
    if after in ("ago", "back"):
        return Found(at + 2, _back(unit, count)) if after == "ago" or lex.word(at + 2) in _CLOSES else None
    if lex.matches(at + 1, "from", "now") and count:
        return Found(at + 3, Counted(unit, count))
    if after in ("later", "earlier", "before", "after", "afterwards"):
        return _away(lex, at + 1, unit, count)
    return None


def _back(unit: str, count: int | None) -> Meaning:
    """So many units ago. "A year ago" means a month, a year back; decades and centuries are counted in years."""
    if count is None:
        return LongAgo(unit)
    if unit == "year" and count == 1:
        return Counted("month", -12)
    if unit in ("decade", "century"):
        return Counted("year", -count * (10 if unit == "decade" else 100))
    return Counted(unit, -count)


def _away(lex: Lexemes, i: int, unit: str, count: int | None) -> Found | None:
    """So many units from the date told last; what is counted from a happening cannot be settled and is left alone."""
    happening = lex.word(i) in ("before", "after") and lex.word(i + 1) not in _CLOSES
    if count is None or unit == "hour" or happening:
        return None
    return Found(i + 1, Told(unit, -count if lex.word(i) in ("earlier", "before") else count))


def long_ago(lex: Lexemes, i: int) -> Found | None:
    """Years ago, weeks ago, without a number."""
    plural = lex.word(i) in ("days", "weeks", "months", "years", "decades") and lex.word(i - 1) != "of"
    return Found(i + 2, LongAgo(words().units[lex.word(i)])) if plural and lex.word(i + 1) == "ago" else None


def ahead(lex: Lexemes, i: int) -> Found | None:
    """In two weeks, in a month's time."""
    read = count_at(lex, i + 1) if lex.word(i) == "in" else None
    if read is None or read[0] is None or lex.word(i - 1) in ("first", "time", "once", "twice", "times"):
        return None
    unit = words().units.get(lex.word(read[1]))
    after = read[1] + 1
    if unit in (None, "hour", "weekend") or lex.word(after) in (
        "of",
        "ago",
        "later",
        "after",
        "before",
        "-",
        "earlier",
    ):
        return None
    timed = (
        lex.possessive(after)
        if lex.word(after) == "'" and lex.word(after + 1) == "s"
        else after + (lex.word(after) == "'")
    )
    if lex.word(timed) == "time":
        return Found(timed + 1, Counted(unit or "day", read[0]))
    return Found(after, Counted(unit or "day", read[0], doubtful=True))


def stretch(lex: Lexemes, i: int) -> Found | None:
    """The last three days, the past 30 years, the next two weeks, the coming months."""
    read = count_at(lex, i + 1)
    if read is None or lex.word(i) == "this":
        return None
    count, at = read
    unit = words().units.get(lex.word(at))
    if unit in (None, "hour", "weekend") or lex.word(at + 1) == "of":
        return None
    back = int(lex.word(i - 1) in ("the", "these"))
    ahead = lex.word(i) in ("next", "coming", "following")
    if count is None:
        return Found(at + 1, Unsettled() if ahead else LongAgo(unit or "day"), back=back)
    return Found(at + 1, Stretch(unit or "day", count, ahead), back=back)


def phase_of(lex: Lexemes, i: int) -> tuple[Phase, int] | None:
    """The part of a period that a word before it picks (early, mid-, later), and the place after that word."""
    phase = _PHASES.get(lex.word(i))
    if phase is None:
        return None
    after = i + 1 + (lex.word(i + 1) in words().lists["dash"] and lex.glued(i + 1))
    return phase, after
