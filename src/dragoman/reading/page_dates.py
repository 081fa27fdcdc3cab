"""The publication day of a page: a cascade, surest step first, each step giving a day with its basis, or None.

The library's own guesses are not used: a date counts as metadata only where the page marks it as its publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import cache

from dragoman.records import Published

from . import facts, text_dates
from .dates import Order, day, parse_day, published, written_day
from .identity import region
from .markup import Element, Page, clean, types, visible_text

_URL_DAY = re.compile(r"[/_.-]((?:19|20)\d\d)([/_.-]?)(\d\d)\2(\d\d)(?=[/_.?#-]|$|[A-Za-z])")
_BROKEN_LINKED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,60})"')
_UTC = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)'$")
# Elements that pages use for the date of the article they show; those of teasers stand in the parts left out below.
_MARKED = (
    "//*[@itemprop='datePublished'] | //*[@property='datePublished'] | //time[@pubdate]"
    " | //time[contains(concat(' ', @class, ' '), ' published ')] | //time[contains(@class, 'entry-date')]"
    " | //abbr[contains(@class, 'published')]"
)
_DATED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|dates|time|datetime|timestamp|dateline|published|publish|pubdate|posted|postdate|meta|byline|"
    r"datum|fecha|data|created|post-info|entry-info|article-info)(?:$|[\s_-])|(?:publish|post|article|entry|story|news|pub|create)[_-]?(?:ed)?[_-]?(?:date|time|on)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|widget|footer|comments?|recommend\w*|trending|popular|latest|recent|teaser|promo|"
    r"carousel|most-read|more-news|nav|menu|breaking|ticker)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OUTSIDE = ("aside", "footer", "nav")
_LINE_LENGTH = 160  # characters of an element that gives the date of an article
_MONTH_FIRST = frozenset({"US", "PH"})  # regions that write the month before the day (CLDR short dates)


def find(page: Page, url: str | None, paragraphs: list[str], *, latest: dt.date | None = None) -> Published | None:
    """Find when a page was published. ``paragraphs`` are those of its article, read last.

    A step that gives a day after ``latest`` gives none.
    """
    order = written_order(page)
    steps: tuple[Callable[[], Published | None], ...] = (
        lambda: _from_meta(page, order),
        lambda: _from_linked(page, order),
        lambda: _from_marked(page, order),
        lambda: from_url(url),
        lambda: _from_visible(page.tree, order),
        lambda: text_dates.find(paragraphs, order),
    )
    last = latest.isoformat() if latest else None
    local = (_as_local(found, url) for step in steps if (found := step()))
    return next((found for found in local if last is None or found.start <= last), None)


def written_order(page: Page) -> Order:
    """Tell whether 03/04/2023 on this page is April or March, by the declared region; None where it declares none."""
    declared = region(page)
    if declared is None:
        return None
    return "month-first" if declared in _MONTH_FIRST else "day-first"


def from_url(url: str | None) -> Published | None:
    """Read a day in an address: ``/2023/02/25/``, ``/20230225/``, ``-2023-02-25``."""
    for match in _URL_DAY.finditer(url or ""):
        found = day(int(match[1]), int(match[3]), int(match[4]))
        if found:
            return published(found, "url", f"the address has {match[0].strip('/_.-')!r}")
    return None


def _from_meta(page: Page, order: Order) -> Published | None:
    for name in _rows("meta"):
        value = page.meta.get(name)
        found = parse_day(value) or written_day(value, order) if value else None
        if found:
            return published(found, "metadata", f"meta {name} = {value!r}")
    return None


def _from_linked(page: Page, order: Order) -> Published | None:
    stated = [
        (kind, value)
        for kind in _rows("jsonld")
        for item in page.linked
        if kind in types(item) and isinstance(value := item.get("datePublished") or item.get("uploadDate"), str)
    ]
    stated += [("with a slip", match[1]) for text in page.broken for match in _BROKEN_LINKED.finditer(text)]
    for kind, value in stated:
        found = parse_day(value) or written_day(value, order)
        if found:
            return published(found, "metadata", f"JSON-LD {kind} datePublished = {value!r}")
    return None


def _as_local(found: Published, url: str | None) -> Published:
    """Correct a day told in UTC by the day in the address, which is that of the publisher's own clock."""
    by_url = from_url(url)
    if not by_url or found.basis != "metadata" or not _UTC.search(found.why):
        return found
    apart = dt.date.fromisoformat(by_url.start) - dt.date.fromisoformat(found.start)
    return by_url if abs(apart.days) == 1 else found


def _from_marked(page: Page, order: Order) -> Published | None:
    for element in page.tree.xpath(_MARKED):
        if _is_outside(element):
            continue
        value = element.get("datetime") or element.get("content") or element.get("title") or visible_text(element)
        found = parse_day(value) or written_day(value[:_LINE_LENGTH], order)
        if found:
            return published(found, "metadata", f"<{element.tag}> marked as published = {value[:60]!r}")
    return None


def _from_visible(tree: Element, order: Order) -> Published | None:
    """Read the date line beside the heading: the first one after it in the page, else the last one before it."""
    before: Published | None = None
    heading = next(iter(tree.xpath("//article//h1 | //h1")), None)
    passed = heading is None
    for element in tree.iter():
        passed = passed or element is heading
        found = _date_line(element, order) if isinstance(element.tag, str) else None
        if found and passed:
            return found
        before = found or before
    return before


def _date_line(element: Element, order: Order) -> Published | None:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag != "time" and not _DATED_CLASS.search(names):
        line = clean(element.text) or ""
        return text_dates.labelled(line, order) if len(line) <= _LINE_LENGTH and not _is_outside(element) else None
    text = visible_text(element)
    if len(text) > _LINE_LENGTH or _is_outside(element):
        return None
    machine = element.get("datetime")
    found = (parse_day(machine) if machine else None) or written_day(text, order)
    return published(found, "text", f"the page shows {text or machine!r} by its heading") if found else None


def _is_outside(element: Element) -> bool:
    """Tell whether an element stands in a part of the page about other articles."""
    return any(_is_aside(ancestor) for ancestor in _ancestry(element))


def _ancestry(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def _is_aside(element: Element) -> bool:
    if element.tag in ("html", "body", "article", "main"):
        return False  # their classes name the site's theme ("has-sidebar"), not the part
    return element.tag in _OUTSIDE or bool(_ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


@cache
def _rows(section: str) -> tuple[str, ...]:
    rows = facts.sections(text_dates.DATE_FILE, text_dates.DATE_SECTIONS)[section]
    return tuple(row.text for row in rows)
