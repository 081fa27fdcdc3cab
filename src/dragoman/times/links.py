"""Ties neighbouring expressions together: a year said once for two dates, and runs from one date to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from . import days
from .expressions import Counted, Expression, Fixed, Meaning, MovingFeast, NamedDay, Season, Told, Within, Yearless
from .settle import in_year
from .words import words

_JOIN = re.compile(
    r"\s*(?:,\s*)?(to|until|till|through|thru|and|or|-|–|—|‐|‑)\s*(?:on\s+|the\s+)?",
    re.IGNORECASE,
)
_CLOSE_YEAR = re.compile(r"\s*[-–—/]\s*(\d\d)(?![\d%])(?!\s*(?:%|percent))")
_OPENING = re.compile(r"\b(between|from|since|until|till)\s+(?:the\s+)?(?:(?:early|late|mid)\s+)?$", re.IGNORECASE)
_ONWARD = re.compile(r"\s*(?:on|onward|onwards|and later)\b", re.IGNORECASE)
_LOOK = 24  # characters before an expression in which "between" or "since" can stand


@dataclass(frozen=True, slots=True)
class Run:
    """Two expressions (by index) that bound one stretch, or one that bounds it on one side only (None: open)."""

    first: int | None
    last: int | None


_OF = re.compile(r",?\s+(?:of\s+|in\s+)?(?:the\s+)?", re.IGNORECASE)


def join_within(text: str, found: list[Expression]) -> list[Expression]:
    """Make one expression of a date and the week or year told right after it: March last year, Friday this week."""
    joined: list[Expression] = []
    for expression in found:
        left = joined[-1] if joined else None
        beside = left is not None and not expression.phase and _OF.fullmatch(text, left.end, expression.start)
        within = _within(left.meaning, expression.meaning) if left and beside else None
        if left and within:
            joined[-1] = Expression(left.start, expression.end, within, left.phase)
        else:
            joined.append(expression)
    return joined


def _within(inner: Meaning, outer: Meaning) -> Within | None:
    """The one meaning in the other where that makes sense: a date in a year, a weekday in a week."""
    if not isinstance(outer, Counted | Told):
        return None
    if isinstance(inner, NamedDay):
        return Within(inner, outer) if outer.unit == "week" and not inner.which else None
    if isinstance(inner, Yearless | MovingFeast) or (isinstance(inner, Season) and not inner.which):
        return Within(inner, outer) if outer.unit == "year" and abs(outer.offset) <= 1 else None
    return None


def share_years(text: str, found: list[Expression]) -> list[Expression]:
    """Give dates the year that the date tied to them states ("January 23 - March 9 2014"), and read "1890-91"."""
    shared = _short_years(text, found)
    for i in range(len(shared) - 2, -1, -1):
        left, right = shared[i], shared[i + 1]
        if isinstance(left.meaning, Yearless) and isinstance(right.meaning, Fixed) and _joined(text, left, right):
            shared[i] = _with_year_of(left, right.meaning)
    return shared


def _with_year_of(left: Expression, right: Fixed) -> Expression:
    """The date without a year in the year of the one after it, or the year before where it would come later."""
    meaning, end = left.meaning, right.days
    if not isinstance(meaning, Yearless) or end.first is None or end.precision not in ("day", "month"):
        return left
    settled = in_year(meaning, end.first.year)
    if settled and settled.first and settled.first > end.first:
        settled = in_year(meaning, end.first.year - 1)
    return replace(left, meaning=Fixed(settled)) if settled else left


def _short_years(text: str, found: list[Expression]) -> list[Expression]:
    """Add the second year of "1890 – 91" as an expression of its own."""
    grown: list[Expression] = []
    for i, expression in enumerate(found):
        grown.append(expression)
        meaning = expression.meaning
        if not isinstance(meaning, Fixed) or meaning.days.precision != "year" or meaning.days.first is None:
            continue
        match = _CLOSE_YEAR.match(text, expression.end)
        taken = match is not None and i + 1 < len(found) and found[i + 1].start < match.end()
        if match is None or taken:
            continue
        first = meaning.days.first.year
        whole = days.year(first // 100 * 100 + int(match[1]))
        if whole and whole.first and whole.first.year > first:
            grown.append(Expression(match.start(1), match.end(1), Fixed(whole)))
    return grown


def _joined(text: str, left: Expression, right: Expression) -> str:
    """The word or sign that ties two expressions, or nothing."""
    if right.start - left.end > _LOOK:
        return ""
    match = _JOIN.fullmatch(text, left.end, right.start)
    return match[1].lower() if match else ""


def runs(text: str, found: list[Expression]) -> list[Run]:
    """The stretches between tied dates ("between … and …", "from … to …", "… – …"), and those open on one side."""
    tied: list[Run] = []
    for i, expression in enumerate(found):
        before = text[max(0, expression.start - _LOOK) : expression.start]
        opening = match[1].lower() if (match := _OPENING.search(before)) else ""
        join = _joined(text, expression, found[i + 1]) if i + 1 < len(found) else ""
        if (join == "and") if opening == "between" else (join in words().lists["range_words"] - {"and"}):
            tied.append(Run(i, i + 1))
        elif opening == "since" or (opening == "from" and _ONWARD.match(text, expression.end)):
            tied.append(Run(i, None))
        elif opening in ("until", "till") and not (tied and tied[-1].last == i):
            tied.append(Run(None, i))
    return tied
