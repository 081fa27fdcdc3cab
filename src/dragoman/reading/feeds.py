"""RSS and Atom: one report for each entry. Nothing is fetched; what the feed says is all that is read."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from dragoman.errors import InputError
from dragoman.records import Published, Report

from . import assembling, titles
from .bylines import names_in, take_bylines, unique_names
from .dates import parse_day
from .dates import published as dated_record
from .decoding import decode
from .failures import Failure
from .furniture import without_furniture
from .identity import is_web_address
from .markup import Json, clean, visible_text, writable
from .page_dates import from_url

_BLOCK = re.compile(r"(?=</?(?:p|div|br|li|h[1-6]|blockquote|tr|section|article|figure)\b)", re.IGNORECASE)
# A mail address with the bracket behind it, or the last bracket. It is looked for from the beginning of a word only, so
# that a word of a megabyte is read once.
_ADDRESS = re.compile(r"(?<![^\s(])[^\s(]+@\S+\s*\(?|\)$")
# Markup, also that of the entries, which is escaped once; feedparser takes ten microseconds and more for each.
_OPENED = re.compile(r"<|&(?:lt|#0{0,9}60|#[xX]0{0,9}3[cC]);")
_TAGS = 300_000  # a feed of 1,000 whole articles has a third of that
_REFERENCES = 1_000_000
# An element that feedparser takes for an author (or the publisher of a podcast), with the first of its characters.
_LONG_AUTHOR = re.compile(
    r"(<(?:\w{1,30}:)?(?:author|creator|managingeditor|webmaster|publisher|contributor|owner|email|name|dc_author)\b[^<>]{0,200}>"
    r"\s{0,20}(?:<!\[CDATA\[)?[^<]{300})[^<]+",
    re.IGNORECASE,
)
_ENCODING = re.compile(r"(\A\s*<\?xml[^>]{0,100}?)\sencoding\s*=\s*(?:\"[^\">]*\"|'[^'>]*')")
_DATES = ("published", "issued", "date", "created", "updated")


def read_feed(
    data: bytes, path: str, *, published: Published | None, base: str | None = None
) -> Iterator[Report | Failure]:
    """Read the entries of a feed. Raises InputError where there is none.

    ``base`` is the address that the feed was fetched from, where it was: links without a host are completed with it.
    """
    import feedparser  # only feeds need it

    headers = {"content-location": base, "content-type": "application/xml"} if base else {}

    data = _bounded(data)
    # A stream, never a string: feedparser takes a string that looks like an address for one and would fetch it.
    try:
        feed = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:  # its parsers trip over broken feeds in many ways of their own (surrogates, entities)
        raise InputError(f"a feed that cannot be parsed ({error}); save the feed again") from None
    if not feed.entries:
        reason = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        raise InputError(f"a feed without entries{reason}; save the feed again, or give the article's page")
    for number, entry in enumerate(feed.entries, 1):
        report = _report(entry, feed.feed, path, published)
        yield report or Failure(path=path, message=f"entry {number} of the feed has neither title nor text; left out")


def _bounded(data: bytes) -> bytes:
    """See that a feed has no more markup than can be read in seconds, and cut overlong authors off.

    feedparser looks for a mail address in them in a time that grows with the square of their length: an author of
    20,000 characters takes three seconds, one of a megabyte two hours.
    """
    text = decode(data).text
    if (tags := sum(1 for _ in _OPENED.finditer(text))) > _TAGS:
        raise InputError(f"a feed of {tags:,} tags, more than any feed has ({_TAGS:,}); split it")
    if (references := text.count("&")) > _REFERENCES:
        raise InputError(f"a feed of {references:,} references to characters, more than any feed has; split it")
    if not (long := _LONG_AUTHOR.search(text)):
        return data
    declared = _ENCODING.sub(r"\1", text[: long.start()], count=1) + _LONG_AUTHOR.sub(r"\1", text[long.start() :])
    return declared.encode("utf-8", "replace")


def _report(entry: Json, feed: Json, path: str, published: Published | None) -> Report | None:
    title = _plain(entry.get("title"))
    kept = titles.without_repeats(without_furniture(_paragraphs(_content(entry))), title)
    paragraphs, named, _ = take_bylines(kept)
    if not title and not paragraphs:
        return None
    url = entry.get("link") if is_web_address(entry.get("link") or "") else None
    publisher = _plain((entry.get("source") or {}).get("title")) or _plain(feed.get("title"))
    return assembling.report(
        text=assembling.layout(title, paragraphs), path=path, id_=clean(entry.get("id")), url=url, title=title,
        authors=unique_names((*_authors(entry), *named)), publisher=publisher,
        declared_language=_language(feed), published=published or _published(entry) or from_url(url),
        notes=() if paragraphs else ("the feed gives only a title",),
    )  # fmt: skip


def _content(entry: Json) -> str:
    """Give the longest of what an entry holds: its content, or its summary."""
    values = [item.get("value") or "" for item in entry.get("content") or []]
    return max([*values, entry.get("summary") or ""], key=len)


def _paragraphs(markup: str) -> list[str]:
    """Turn the HTML of an entry into paragraphs: a line break at every block, then the words alone."""
    from lxml import html  # only feeds and pages need it

    if not markup.strip():
        return []
    spaced = _BLOCK.sub("\n", re.sub(r"\s+", " ", writable(markup)))
    tree = html.fragment_fromstring(spaced, create_parent="div")
    text = "".join(tree.xpath(".//text()[not(ancestor::script or ancestor::style)]"))
    return [line for raw in text.split("\n") if (line := " ".join(raw.split()))]


def _plain(value: str | None) -> str | None:
    """Give a title or a name without the markup and the entities that feeds leave in it."""
    if not value or not re.search(r"[<&]", value):
        return clean(value)
    from lxml import html

    return clean(visible_text(html.fragment_fromstring(writable(value), create_parent="div")))


def _authors(entry: Json) -> list[str]:
    stated = [author.get("name") or "" for author in entry.get("authors") or []]
    # RSS 2.0 writes "desk@example.org (Ada Lovelace)"; feedparser splits most of these, not all.
    bare = (_ADDRESS.sub("", name) for name in stated)
    return [name for text in bare for name in names_in(text)]


def _published(entry: Json) -> Published | None:
    for field in _DATES:
        value = entry.get(field)
        found = parse_day(value) if isinstance(value, str) else None
        if found:
            return dated_record(found, "metadata", f"feed {field} = {value.strip()!r}")
    return None


def _language(feed: Json) -> str | None:
    code = (feed.get("language") or "").split("-")[0].strip().lower()
    return code if code.isalpha() and len(code) in (2, 3) else None
