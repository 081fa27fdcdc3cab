"""What an evaluation gives: figures with their intervals, and which type was coded as which."""

from __future__ import annotations

from dragoman.records import Record


class Figure(Record, frozen=True, kw_only=True):
    """One figure between 0 and 1, rounded to four places, and what it was counted on.

    ``low`` and ``high`` are the ends of its 95 % bootstrap interval, None where fewer than two units, or none of the
    kind that it asks for, leave nothing to draw from. ``gold`` is how many things the gold asks for, ``given`` how many
    were given, ``right`` how many of these are right; None where the figure has no such count. Where nothing was asked
    or given, the value is 0.
    """

    value: float
    low: float | None
    high: float | None
    right: int | None
    gold: int
    given: int | None


Figures = dict[str, dict[str, Figure]]
"""Measure -> figure: ``figures["found"]["f1"]``."""


class Evaluation(Record, frozen=True, kw_only=True):
    """The figures of one task.

    ``unit`` is what the intervals draw from (report, sentence, article, page), ``units`` how many the gold has, and
    ``absent`` how many of them no prediction was given for: they count as answered with nothing. ``types`` has
    precision, recall and F1 of every type, ``confusion`` gold type -> coded type -> number, ``"none"`` as coded type
    where nothing was coded and as gold type where nothing was asked; both are empty for tasks without types.
    """

    task: str
    unit: str
    units: int
    absent: int
    figures: Figures
    types: Figures
    confusion: dict[str, dict[str, int]]
