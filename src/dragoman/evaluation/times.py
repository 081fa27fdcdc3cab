"""Expressions of time: found, and resolved to the right interval."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from dragoman.records import Span

from .counts import Counts, Files, by_key, count_units, paired
from .dating import interval_of
from .files import Line, read_lines
from .formulas import Scores
from .measured import Measured
from .spans import cover

GOLD = (
    'a line of gold for times is {"id": "...", "expressions": [{"start": 0, "end": 9, "when": "2023-02-25"}]}, '
    'with "from" and "to" or "notBefore" and "notAfter" in place of "when" where it is no single date'
)
PRED = 'times are evaluated on the output of "dragoman code --detail", one report a line with "id" and "moments"'
FIGURES = (Scores("found"), Scores("exact_span"), Scores("value"))


class _Expression(msgspec.Struct):
    start: int
    end: int
    when: str | None = None
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    not_before: str | None = msgspec.field(name="notBefore", default=None)
    not_after: str | None = msgspec.field(name="notAfter", default=None)


class _Document(msgspec.Struct):
    id: str | int
    expressions: list[_Expression]


class _Moment(msgspec.Struct):
    span: Span | None = None
    start: str | None = None
    end: str | None = None


class _Prediction(Line, kw_only=True):
    moments: list[_Moment] | None


class _Wanted(NamedTuple):
    """An expression of the gold: its span and the days it means, None where it means no days of the calendar."""

    span: Span
    days: tuple[str | None, str | None] | None


def measure(gold: str, pred: str) -> Measured:
    """Count the expressions of every report. Raises as ``evaluate`` does."""
    documents = by_key(
        (place, str(document.id), [_wanted(each) for each in document.expressions])
        for place, document in read_lines(gold, _Document, GOLD)
    )
    predictions = ((line.key, line) for _, line in read_lines(pred, _Prediction, PRED))
    return Measured("report", count_units(documents, predictions, _count, Files(gold, pred, PRED)), FIGURES)


def _wanted(expression: _Expression) -> _Wanted:
    e = expression
    first, last = (e.when, e.when) if e.when else (e.from_ or e.not_before, e.to or e.not_after)
    start, end = interval_of(first), interval_of(last)
    days = (start[0].isoformat() if start else None, end[1].isoformat() if end else None)
    return _Wanted((e.start, e.end), days if start or end else None)


def _count(gold: list[_Wanted], prediction: _Prediction | None) -> Counts:
    counts = Counts()
    moments = [moment for moment in (prediction and prediction.moments) or () if moment.span]
    for name in ("found", "exact_span", "value"):
        counts.add(name, given=len(moments))
    for want, moment in paired(gold, moments, _fits):
        counts.add("found", gold=1, right=moment is not None)
        counts.add("exact_span", gold=1, right=moment is not None and moment.span == want.span)
        if want.days is not None:
            counts.add("value", gold=1, right=moment is not None and _same(want.days, moment))
        elif moment is not None:  # found, but with no days of the calendar to be right or wrong about
            counts.add("value", given=-1)
    return counts


def _fits(want: _Wanted, moment: _Moment) -> bool:
    return moment.span is not None and cover(moment.span, want.span)


def _same(days: tuple[str | None, str | None], moment: _Moment) -> bool:
    """Whether a moment has these days; a side that the gold leaves open may be anything."""
    return all(want is None or want == have for want, have in zip(days, (moment.start, moment.end), strict=True))
