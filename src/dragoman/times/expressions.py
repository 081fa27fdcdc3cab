"""What an expression of time means before it is counted from anything: the result of recognising it in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .days import Days

Which = Literal["", "this", "last", "next", "coming", "after", "before", "around", "local"]
Phase = Literal["", "early", "mid", "late", "earlier", "later", "end", "q1", "q2", "q3", "q4", "h1", "h2"]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A calendar date or period that settles itself: 28 February 2023, the 1990s."""

    days: Days


@dataclass(frozen=True, slots=True)
class Yearless:
    """A month, a day of it or a run of its days, without a year: March, February 28, 3-5 May."""

    month: int
    first: int | None = None
    last: int | None = None
    weekday: int | None = None
    which: Which = ""


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """A day of a month that is not named: the 28th, Friday the 24th."""

    number: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A weekday (Monday is 1): Friday, last Tuesday; "after", "before" and "around" count from the date told last.

    "local" says that the words name another clock ("Friday morning local time"): the day can be a day ahead.
    """

    weekday: int
    which: Which = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A unit so many units from the one of writing: yesterday, next week, two months ago.

    ``timed`` marks a part of the day ("tonight"); ``doubtful`` what is a date only where the clause looks ahead
    ("in two weeks", which else is a length of time).
    """

    unit: str
    offset: int
    timed: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many units up to the day of writing, or from it on: the last three days, the next two weeks."""

    unit: str
    count: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A unit so many units from the date told last: the same day, two days earlier, the following month."""

    unit: str
    offset: int


@dataclass(frozen=True, slots=True)
class Season:
    """A season of no stated year: this summer, last winter, the spring."""

    first_month: int
    last_month: int
    which: Which = ""


@dataclass(frozen=True, slots=True)
class MovingFeast:
    """The nth weekday of a month (n = -1: the last), in a stated year or none."""

    month: int
    weekday: int
    n: int


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend next to the day of writing, on the side that the tense says: this weekend, over the weekend."""


@dataclass(frozen=True, slots=True)
class Within:
    """A date inside a week or year told beside it: March last year, Friday next week, May of the same year."""

    inner: Yearless | NamedDay | Season | MovingFeast
    outer: Counted | Told


@dataclass(frozen=True, slots=True)
class LongAgo:
    """Some time before the day of writing, how long is not counted: several years ago."""

    unit: str


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A date that no calendar interval can be given for: 508 BC, the winters."""


Meaning = (
    Fixed | Yearless | DayOfMonth | NamedDay | Counted | Stretch | Told | Season | MovingFeast | Weekend | Within
    | LongAgo | Unsettled
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time found in the text: where it stands and what it means."""

    start: int
    end: int
    meaning: Meaning
    phase: Phase = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A recogniser's answer: what the expression means, and the place of the first lexeme after it.

    ``back`` counts the lexemes before the place asked about that belong to it ("the" of "the same day").
    """

    after: int
    meaning: Meaning
    phase: Phase = ""
    back: int = 0


def fixed(days: Days | None) -> Meaning:
    """The meaning of a stretch of days; Unsettled where the calendar has none."""
    return Fixed(days) if days else Unsettled()
