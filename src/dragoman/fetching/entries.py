"""From what was fetched to Reports: the entries of a feed, and the page behind an entry."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import msgspec

from dragoman.errors import InputError
from dragoman.reading import DEFAULT, Failure, Limits, assembling, feeds, pages, sniffing, texts
from dragoman.reading.decoding import declared_charset, decode, marked_encoding
from dragoman.reading.markup import parse
from dragoman.reading.page_dates import from_url
from dragoman.records import Report

from .fetcher import Fetched

_FEED_LINKS = "//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href"


def read_entries(fetched: Fetched, *, limits: Limits = DEFAULT) -> Iterator[Report | Failure]:
    """Read the entries of a feed as the feed tells them; their links are completed with the feed's address.

    Raises InputError where the answer is no feed; of a page that names its feed, the message does too.
    """
    data = in_known_charset(fetched)
    kind = sniffing.sniff(data[: sniffing.SNIFFED], _name(fetched))
    if kind == "page":
        raise InputError(f"a page, not a feed{_named_feed(data, fetched.final_url, limits)}")
    if kind != "feed":
        raise InputError("no feed (RSS, Atom); check the address")
    return feeds.read_feed(data, fetched.url, published=None, base=fetched.final_url)


def read_article(fetched: Fetched, entry: Report, *, limits: Limits = DEFAULT) -> Report:
    """Read the page behind an entry of a feed; the entry fills what the page does not tell.

    Raises InputError where the page holds no article.
    """
    data = in_known_charset(fetched)
    if not data.strip():
        raise InputError("an empty page; look at it in a browser")
    kind = sniffing.sniff(data[: sniffing.SNIFFED], _name(fetched))
    if kind == "page":
        report = pages.read_page(data, fetched.url, published=None, limits=limits)
    elif kind == "text":
        report = texts.read_text(data, fetched.url, published=None)
    else:
        raise InputError("no page of an article, but data or another feed; give that address itself")
    return filled(report, entry, fetched.final_url)


def filled(page: Report, entry: Report, final_url: str) -> Report:
    """Fill what a page does not tell from the feed's entry: id, title, authors, publisher, day of publication.

    The address is the page's own only where it names its own host; a page may not pass for one of another publisher.
    """
    title = page.title or entry.title
    text = page.text if page.title or not entry.title else assembling.layout(entry.title, [page.text])
    url = page.url if page.url and _host(page.url) == _host(final_url) else final_url
    id_, published = page.id or entry.id, page.published or entry.published or from_url(final_url)
    publisher = page.publisher or entry.publisher
    return msgspec.structs.replace(
        page, report=assembling.report_id(text, id_, url, published, publisher), id=id_, url=url, title=title,
        text=text, authors=page.authors or entry.authors, publisher=publisher, published=published,
    )  # fmt: skip


def in_known_charset(fetched: Fetched) -> bytes:
    """Give the body in UTF-8 where only the header Content-Type says what it is in; else as it was sent.

    What the document itself declares goes before the header: servers send one header for all that they hold. The
    readers look at the document; so the header is asked only where it declares nothing and is no UTF-8.
    """
    data = fetched.body
    stated = declared_charset(f"charset={fetched.charset}".encode())
    if stated is None or marked_encoding(data) or declared_charset(data) or _is_utf8(data):
        return data
    try:
        return data.decode(stated).encode("utf-8")
    except UnicodeError:  # the header is wrong, too
        return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _name(fetched: Fetched) -> str:
    """A name for what was fetched, whose suffix says what the server takes it for."""
    return "answer.html" if "html" in fetched.content_type else "answer.txt"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _named_feed(data: bytes, base: str, limits: Limits) -> str:
    try:
        links = parse(decode(data).text, elements=limits.elements).tree.xpath(_FEED_LINKS)
        return f"; it names the feed {urljoin(base, str(links[0]))}" if links else "; give its feed's address"
    except (InputError, ValueError):  # a page that cannot be parsed, a link that is none
        return "; give its feed's address"
