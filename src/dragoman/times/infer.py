"""Dates a report from within, where nobody says when it was published.

A report shows its day in two ways: by a line that is nothing but a date, and by what it looks back on and forward to.
The second way works on a set of possible days: what is told as past lies before them, what is to come after them, and
news is fresh (a bare weekday lies within a week). The set is given only when it is shorter than about a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.records import Precision, Published

from .days import DAY
from .expressions import Counted, Expression, Fixed, NamedDay, Yearless
from .settle import in_year
from .tense import Direction
from .words import words

Told = list[tuple[Expression, Direction]]
_LABELLED = re.compile(r"\W*|.*\b(?:published|updated|posted|date)\b\W*(?:on\b\W*)?", re.IGNORECASE)
_REST = re.compile(r"\W*(?:\d{1,2}:\d\d(?::\d\d)?\W*)?(?:[ap]\.?m\b\W*)?(?:[A-Z]{2,4}\b\W*)?", re.IGNORECASE)
_TOO_LONG = 370  # days: a longer set of possible days says nothing worth having
_FRESH = 6  # days: how old the news of a report is at most
_LEAD = 600  # characters from the start in which a date is that of the news itself
_CYCLE = 9  # years in which a leap day comes again
_EDGES = 400  # characters from the start or end in which a line that is nothing but a date dates the report
_MARGIN = 60  # characters that can stand beside a date on its line
_END = re.compile(r"[.?!][\"”']?\s|\n")


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which the report can have been published, and the reasons found so far.

    ``fine`` says that the first of them rests on a month or a day: only then is a date without a year counted from it,
    since a bare year is often mere background.
    """

    first: date
    last: date
    reasons: tuple[str, ...] = ()
    fine: bool = False

    def within(self, first: date, last: date, reason: str) -> Window:
        """The window narrowed, or unchanged where the reason contradicts it."""
        a, b = max(first, self.first), min(last, self.last)
        same = a > b or (a, b) == (self.first, self.last)
        return self if same else Window(a, b, (*self.reasons, reason), self.fine)


_ALWAYS = Window(date.min, date.max)


def infer_published(text: str, told: Told) -> Published | None:
    """When the report was published, by its own words; None where they leave more than about a year open."""
    if line := date_line(text, told):
        day, quoted = line
        why = f'A line of the report is nothing but a date: "{quoted}".'
        return Published(start=day.isoformat(), end=day.isoformat(), precision="day", basis="text", why=why)
    window = _before_what_is_to_come(text, told, _after_the_past(text, told))
    window = _fresh_lead(text, told, window)
    window = _within_month(told, window)
    if date.min == window.first or window.last == date.max or (window.last - window.first).days > _TOO_LONG:
        return None
    return Published(
        start=window.first.isoformat(),
        end=window.last.isoformat(),
        precision=_precision(window),
        basis="inferred",
        why="; ".join(window.reasons)[:1].upper() + "; ".join(window.reasons)[1:] + ".",
    )


def date_line(text: str, told: Told) -> tuple[date, str] | None:
    """The first day that stands alone on its line, perhaps after "Published" or "Updated", and its words."""
    for expression, _ in told:
        meaning = expression.meaning
        if not isinstance(meaning, Fixed) or meaning.days.precision not in ("day", "time"):
            continue
        day, start, end = meaning.days.first, expression.start, expression.end
        edge = end < _EDGES or start > len(text) - _EDGES
        if edge and day and day == meaning.days.last and _alone(text, start, end):
            return day, text[start:end]
    return None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether an expression has its line to itself, save for "Published", a time of day and the like."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before, after = text[line_start:start], text[end : line_end if line_end >= 0 else len(text)]
    if (line_start == 0 and line_end < 0) or len(before) + len(after) > _MARGIN:
        return False  # the whole text, or more than a label stands beside it
    return bool(_LABELLED.fullmatch(before) and _REST.fullmatch(after))


def _after_the_past(text: str, told: Told) -> Window:
    """The report is later than the days, months and years that it looks back on.

    A month or year told with its number is over: else the report would say "this month", "this year".
    """
    window = _ALWAYS
    for expression, direction in told:
        meaning = expression.meaning
        if direction != "back" or not isinstance(meaning, Fixed) or meaning.days.last is None:
            continue
        precision = meaning.days.precision
        if precision not in ("time", "day", "month", "year", "quarter"):
            continue
        single = precision in ("day", "time")
        bound = meaning.days.last if single else meaning.days.last + DAY
        if bound > window.first:
            quoted = text[expression.start : expression.end]
            window = Window(bound, date.max, (f'the report looks back on "{quoted}"',), precision != "year")
    return window


def _before_what_is_to_come(text: str, told: Told, window: Window) -> Window:
    """The report is earlier than the first day that it looks forward to, and than any it dates in full."""
    for expression, direction in told:
        if direction != "ahead":
            continue
        day, quoted = _day_to_come(expression, window), text[expression.start : expression.end]
        if day is None or day <= window.first:
            continue
        reason = f'"{quoted}", still to come, is {day.isoformat()}'
        if isinstance(expression.meaning, Yearless):
            reason += ", the first such day after that"
        ahead = window.within(window.first, day - DAY, reason)
        since = _since_announcement(text, told, expression, day, ahead)
        sure = isinstance(expression.meaning, Fixed) or _weekday_in(expression) or since is not ahead
        return since if sure else window  # a first such day that nothing else bears out is a mere guess
    return window


def _day_to_come(expression: Expression, window: Window) -> date | None:
    """The first day of what is to come; without a year, the first one after all that the report looks back on."""
    meaning = expression.meaning
    if isinstance(meaning, Fixed):
        return meaning.days.first if meaning.days.precision in ("day", "time", "month") else None
    return _first_after(meaning, window) if isinstance(meaning, Yearless) else None


def _weekday_in(expression: Expression) -> bool:
    """Whether a date without a year comes with its weekday, which few years share."""
    return isinstance(expression.meaning, Yearless) and expression.meaning.weekday is not None


def _first_after(meaning: Yearless, window: Window) -> date | None:
    """The first day of that name on or after the start of the window; with a weekday, the first where the two agree."""
    if meaning.first is None or window.first == date.min or not (window.fine or meaning.weekday):
        return None
    years = range(window.first.year, min(window.first.year + _CYCLE, date.max.year))
    found = (in_year(meaning, year) for year in years)
    return next((days.first for days in found if days and days.first and days.first >= window.first), None)


def _since_announcement(text: str, told: Told, to_come: Expression, day: date, window: Window) -> Window:
    """An act announced on a weekday: the last such day before the act, and the report lies between the two.

    This takes the announcement to lie within the week before the act; news announces what is near.
    """
    for expression, direction in told:
        meaning = expression.meaning
        named = isinstance(meaning, NamedDay) and direction != "ahead" and meaning.which not in ("next", "coming")
        if not named or not _same_sentence(text, expression, to_come):
            continue
        weekday = meaning.weekday if isinstance(meaning, NamedDay) else 0
        announced = day - timedelta(days=(day.isoweekday() - weekday) % 7 or 7)
        quoted = text[expression.start : expression.end]
        reason = f"the announcement on {quoted} is taken to be that of the week before it, {announced.isoformat()}"
        return window.within(announced, day - DAY, reason)
    return window


def _same_sentence(text: str, a: Expression, b: Expression) -> bool:
    first, second = sorted((a, b), key=lambda e: e.start)
    return _END.search(text, first.end, second.start) is None


def _fresh_lead(text: str, told: Told, window: Window) -> Window:
    """The latest past day told in the lead is the day of the news: the report follows it within the week.

    Only where its weekday stands beside it or alone in the lead: else it can be the day of an old story.
    """
    lead = [expression.meaning for expression, _ in told if expression.start <= _LEAD]
    fresh = {meaning.weekday for meaning in lead if isinstance(meaning, NamedDay) and not meaning.which}
    for expression, direction in told:
        if expression.start > _LEAD or direction != "back":
            continue
        day = _day_told(expression, window)
        if day is None or day < window.first:
            continue
        if day.isoweekday() in fresh or _has_weekday(text, expression):
            quoted = text[expression.start : expression.end]
            reason = f'the news itself is of "{quoted}", {day.isoformat()}, at most a week old'
            return window.within(day, day + _FRESH * DAY, reason)
    return window


def _has_weekday(text: str, expression: Expression) -> bool:
    first = re.match(r"[A-Za-z]*", text[expression.start : expression.end])
    return first is not None and first[0].lower() in words().weekdays


def _day_told(expression: Expression, window: Window) -> date | None:
    """The day of a past date in the lead; without a year, the first after all that the report looks back on."""
    meaning = expression.meaning
    if isinstance(meaning, Fixed) and meaning.days.precision in ("day", "time"):
        return meaning.days.last
    return _first_after(meaning, window) if isinstance(meaning, Yearless) else None


def _within_month(told: Told, window: Window) -> Window:
    """ "Earlier this month" is not said on the first two days of a month, nor "later this month" on the last."""
    if window.last == date.max or window.first == date.min:
        return window
    for expression, _ in told:
        if expression.phase != "earlier" or expression.meaning != Counted("month", 0):
            continue
        first, last = window.first, window.last
        while first.day <= 2 and first < last:
            first += DAY
        while last.day <= 2 and last > first:
            last -= DAY
        window = replace(window, first=first, last=last)
    return window


def _precision(window: Window) -> Precision:
    """How fine the answer is: the least unit that the window fits into."""
    length = (window.last - window.first).days
    return "day" if length < 7 else "month" if length < 31 else "year"
