"""Publication dates of pages, right to the day."""

from __future__ import annotations

import msgspec

from .counts import Counts, Files, by_key, count_units
from .files import read_entries, read_lines
from .formulas import Share
from .measured import Measured
from .pages import OfPage, page_key

GOLD = (
    'gold for dates is one object {"ADDRESS": {"file": "NAME.html", "date": "2023-02-25"}}, '
    "null for a page that bears no date"
)
PRED = 'dates are evaluated on the output of "dragoman code", one report a line with "published" and "path" (NAME.html)'
FIGURES = (Share("day_exact"), Share("right_when_given"))


class _Page(msgspec.Struct):
    file: str
    date: str | None


class _Published(msgspec.Struct):
    start: str | None = None


class _Prediction(OfPage, kw_only=True):
    published: _Published | None


def measure(gold: str, pred: str) -> Measured:
    """Count every page. Raises as ``evaluate`` does."""
    pages = by_key((place, page_key(page.file), page) for place, _, page in read_entries(gold, _Page, GOLD))
    predictions = ((line.page, line) for _, line in read_lines(pred, _Prediction, PRED))
    return Measured("page", count_units(pages, predictions, _count, Files(gold, pred, PRED)), FIGURES)


def _count(page: _Page, prediction: _Prediction | None) -> Counts:
    """A page that bears no date is right when none is given."""
    counts = Counts()
    day = prediction.published.start if prediction and prediction.published else None
    right = day == page.date
    counts.add("day_exact", gold=1, right=right)
    if day:
        counts.add("right_when_given", gold=1, right=right)
    return counts
