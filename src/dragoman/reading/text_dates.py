"""The publication day that a report's own words give: a labelled line, a line that is a date, an agency's dateline."""

from __future__ import annotations

import re
from functools import cache

from dragoman.records import Published

from . import facts
from .dates import Order, month_number, published, written_day

DATE_SECTIONS = ("meta", "jsonld", "label", "update")
DATE_FILE = "date_names.txt"
_LINE_LENGTH = 120  # characters; a line that gives a date and little else is no longer
_AFTER_LABEL = 60  # characters behind a label in which its date stands
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SENTENCE_ENDS = (".", "?", "!", "”", '"')
_ZONE = 4  # paragraphs at the head, and as many at the foot, where date lines stand
# "MINSK, Feb. 25, 2023 (Agency) --" or "BEIJING (Agency) - February 25, 2023": capitals, then a day, then a dash.
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_a-z]{3}[^a-z\d—–]{0,40})[ ,(](?P<words>[^\n]{0,60}?\d{4}[^\n]{0,30}?)\s*(?:--|[—–]|\s-\s)"
)
_TIME = re.compile(
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?|\b(?:[A-Z]{2,4}T|GMT|UTC|IST|[ap]\.?m\.?)\b", re.IGNORECASE
)


def find(paragraphs: list[str], order: Order = None) -> Published | None:
    """Find the day of publication in a report's paragraphs; labelled lines first, then bare ones, then a dateline."""
    lines = [line for line in _zone(paragraphs) if len(line) <= _LINE_LENGTH]
    for read in (labelled, _bare, _updated):
        for line in lines:
            found = read(line, order)
            if found:
                return found
    return _dateline(paragraphs[:_ZONE], order)


def is_date_line(paragraph: str) -> bool:
    """Tell whether a paragraph is nothing but a labelled or bare date: it belongs to the page, not to the article."""
    if len(paragraph) > _LINE_LENGTH or paragraph.rstrip().endswith(_SENTENCE_ENDS):
        return False
    # Which number is the month does not matter here, so any order will do.
    return any(read(paragraph, "day-first") for read in (labelled, _bare, _updated))


def without_date_lines(paragraphs: list[str]) -> list[str]:
    """Leave out date lines among the first paragraphs and the last two, where pages and papers print them."""
    last = len(paragraphs) - 2
    return [line for i, line in enumerate(paragraphs) if not ((i < _ZONE or i >= last) and is_date_line(line))]


def _zone(paragraphs: list[str]) -> list[str]:
    return paragraphs if len(paragraphs) <= 2 * _ZONE else paragraphs[:_ZONE] + paragraphs[-_ZONE:]


def labelled(line: str, order: Order) -> Published | None:
    """Read a line with a label and a day ("Published on Feb 25, 2023"); None for other lines and for sentences."""
    return _after_label("label", line, order)


def _updated(line: str, order: Order) -> Published | None:
    """Read "Updated: 2023-02-25": the first version is older, perhaps, but what is read here is of that day."""
    return _after_label("update", line, order)


def _after_label(section: str, line: str, order: Order) -> Published | None:
    match = _labels(section).search(line)
    if not match or line.rstrip().endswith(_SENTENCE_ENDS):
        return None
    found = written_day(line[match.end() : match.end() + _AFTER_LABEL], order)
    return published(found, "text", f"the text says {line!r}") if found else None


def _bare(line: str, order: Order) -> Published | None:
    found = written_day(line, order)
    return published(found, "text", f"the text has the date line {line!r}") if found and _is_only_a_date(line) else None


def _is_only_a_date(line: str) -> bool:
    """Tell whether besides figures, a time, the month and a weekday there is at most one word (the agency, a place)."""
    words = re.findall(r"[^\W\d_]+", _TIME.sub(" ", line))
    others = [word for word in words if not month_number(word) and word[:3].casefold() not in _WEEKDAYS]
    return len(others) <= 1 and not line.rstrip().endswith(_SENTENCE_ENDS)


def _dateline(paragraphs: list[str], order: Order) -> Published | None:
    for paragraph in paragraphs:
        match = _DATELINE.match(paragraph)
        found = written_day(match["words"], order) if match else None
        if match and found:
            return published(found, "text", f"the dateline says {match[0].strip()!r}")
    return None


@cache
def _labels(section: str) -> re.Pattern[str]:
    """Match a label at the head of a line or after a bar ("Agency | Updated: ..."), with or without a colon."""
    rows = facts.sections(DATE_FILE, DATE_SECTIONS)[section]
    phrases = "|".join(re.escape(row.text) for row in sorted(rows, key=lambda row: -len(row.text)))
    return re.compile(rf"(?:^|[|·•(–—]\s*|\s-\s)(?:{phrases})(?!\w)\s*:?", re.IGNORECASE)
