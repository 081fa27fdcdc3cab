"""A news page: its article found by trafilatura, and what the page says about it."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from typing import NamedTuple

from dragoman.errors import InputError
from dragoman.records import Published, Report

from . import assembling, identity, markup, page_dates, text_dates, titles
from .bylines import take_bylines, unique_names
from .decoding import Decoded, decode
from .furniture import without_furniture
from .limits import Limits
from .markup import Element

_LEFT_OUT = ("style", "svg", "canvas", "iframe")  # never text; scripts stay, for JSON-LD can hold the article
_FARTHEST = dt.timedelta(hours=14)
_FEWEST_LETTERS = 40  # an article has at least a sentence; counted in letters, for not every script parts words


class NoArticle(InputError):
    """A page without an article: the front of a site, a gallery, a form."""


class Origin(NamedTuple):
    """What is known of a page beside its text: its address, and when it was fetched."""

    url: str | None = None
    fetched: str | None = None


def read_page(data: bytes, path: str, *, published: Published | None, limits: Limits) -> Report:
    """Read the HTML of one page, of which nothing else is known; see ``read_decoded``."""
    return read_decoded(decode(data), path, published=published, limits=limits, origin=Origin())


def read_decoded(decoded: Decoded, path: str, *, published: Published | None, limits: Limits, origin: Origin) -> Report:
    """Read the HTML of one page. Raises InputError where it is none, NoArticle where it holds no article.

    No publication day is taken that lies after the day on which the page was fetched, wherever on earth that was.
    """
    page = markup.parse(decoded.text, elements=limits.elements)
    url = identity.address(page, origin.url)
    publisher = identity.publisher(page)
    title = titles.page_title(page, publisher, url)
    lines = article_lines(page.tree)
    dated = published or page_dates.find(page, url, lines, latest=_last_day(origin.fetched))
    kept = titles.without_repeats(without_furniture(lines), title)
    paragraphs, named, _ = take_bylines(text_dates.without_date_lines(kept))
    letters = (ch for paragraph in paragraphs for ch in paragraph if ch.isalpha())
    if sum(1 for _ in islice(letters, _FEWEST_LETTERS)) < _FEWEST_LETTERS:
        raise NoArticle("no article found in this page; save the article's own page, or give its text as .txt")
    return assembling.report(
        text=assembling.layout(title, paragraphs), path=path, url=url, title=title,
        authors=unique_names((*identity.authors(page), *named)), publisher=publisher,
        declared_language=identity.language(page), published=dated, fetched=origin.fetched, notes=decoded.notes,
    )  # fmt: skip


def _last_day(fetched: str | None) -> dt.date | None:
    """Give the last day that it was anywhere on earth at a moment (UTC+14 is the farthest ahead); None without one."""
    try:
        moment = dt.datetime.fromisoformat(fetched) if fetched else None
    except ValueError:
        return None
    return (moment + _FARTHEST).date() if moment else None


def article_lines(tree: Element) -> list[str]:
    """Give the paragraphs of a page's article, as trafilatura finds them; none where it finds no article."""
    import trafilatura  # a fifth of a second to import; only pages need it

    for element in list(tree.iter(*_LEFT_OUT)):
        element.drop_tree()
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, favor_precision=True, with_metadata=False)
    except Exception as error:  # a tree that no browser would build may break any step of the library
        raise InputError(f"the article of this page cannot be found ({error}); give its text as .txt") from None
    text = found.text if found is not None else None
    return [clean for line in (text or "").split("\n") if (clean := _without_list_mark(" ".join(line.split())))]


def _without_list_mark(line: str) -> str:
    """Cut the mark that trafilatura sets before an item of a list."""
    return line.removeprefix("- ")
