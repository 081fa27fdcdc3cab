"""A small timeline of a story as numbers: where its reports and occurrences stand between two days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .story import Story, StoryReport, Told

WIDTH, MARGIN = 900, 14  # of the picture; on either side
BEFORE = 60  # days before the first report and after the last that still have a place
_STEP = 13  # from one mark above the other to the next
_HIGHEST = 5  # marks above each other, for reports and for occurrences


@dataclass(frozen=True, slots=True)
class Mark:
    """Something of a day: ``x`` and ``y`` in the picture, what it is, and how many it stands for."""

    x: float
    y: float
    label: str
    count: int
    quad: int | None = None
    occurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks for reports above a line and for occurrences below it. ``outside`` counts occurrences with no place."""

    first: dt.date
    last: dt.date
    reports: tuple[Mark, ...]
    occurrences: tuple[Mark, ...]
    outside: int
    line: int
    height: int


def timeline_of(story: Story) -> Timeline | None:
    """The timeline of a story; None where none of its reports has a date."""
    if story.first_day is None or story.last_day is None:
        return None
    margin = dt.timedelta(days=BEFORE)
    near = [
        (each, each.day) for each in story.occurrences
        if each.day and story.first_day - margin <= each.day <= story.last_day + margin
    ]  # fmt: skip
    first = min([story.first_day, *(day for _, day in near)])
    last = max([story.last_day, *(day for _, day in near)])
    reports = _reports(story.reports, first, last)
    line = _STEP * max((min(mark.count, _HIGHEST) for mark in reports), default=1) + 6
    occurrences = _occurrences(near, first, last, line)
    lowest = max((mark.y for mark in occurrences), default=line)
    return Timeline(first, last, reports, occurrences, len(story.occurrences) - len(near), line, int(lowest) + 34)


def _reports(reports: Sequence[StoryReport], first: dt.date, last: dt.date) -> tuple[Mark, ...]:
    """A column for each day; its height is told by the count."""
    days = Counter(each.day for each in reports if each.day)
    return tuple(
        Mark(_x(day, first, last), 0, f"{day}: {count} report{'s' if count > 1 else ''}", count)
        for day, count in sorted(days.items())
    )


def _occurrences(near: Sequence[tuple[Told, dt.date]], first: dt.date, last: dt.date, line: int) -> tuple[Mark, ...]:
    """A mark for each, those of one day below each other; what goes deeper than the picture is left to the table."""
    depth: Counter[dt.date] = Counter()
    marks = []
    for each, day in near:
        depth[day] += 1
        if depth[day] <= _HIGHEST:
            code = f"{each.type}/{each.mode}" if each.mode else each.type
            sides = f"{', '.join(each.actors) or '–'} → {', '.join(each.recipients) or '–'}"
            y = line + _STEP * depth[day] + 3
            marks.append(Mark(_x(day, first, last), y, f"{day}: {code}, {sides}", 1, each.quad, each.occurrence))
    return tuple(marks)


def _x(day: dt.date, first: dt.date, last: dt.date) -> float:
    span = (last - first).days
    share = (day - first).days / span if span else 0.5
    return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)
