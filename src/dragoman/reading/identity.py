"""Who published a page, where it stands, in which language it says it is, and whom its metadata name as authors."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from .bylines import names_in
from .markup import Json, Page, clean, clean_words, types, visible_text

_AUTHOR_META = ("author", "article:author", "og:article:author", "parsely-author", "sailthru.author", "dc.creator",
                "dcterms.creator", "citation_author", "byl", "cxenseparse:author")  # fmt: skip
_AUTHOR_ELEMENTS = "(//*[@itemprop='author'] | //*[@rel='author'])[position() < 6]"
_ADDRESS_LENGTH = 2_000  # characters; a longer one is data, no address


def address(page: Page, fetched: str | None = None) -> str | None:
    """Give the page's own address: the canonical link, else og:url; only absolute web addresses count.

    Where the address that it was ``fetched`` from is known, its own counts only on the same host: a page may not pass
    for one of another publisher.
    """
    links = page.tree.xpath("//link[translate(@rel, 'CANONICAL', 'canonical') = 'canonical']/@href")
    for url in (*links, page.meta.get("og:url"), page.meta.get("twitter:url")):
        own = str(url).strip() if url else ""
        if is_web_address(own) and (fetched is None or _host(own) == _host(fetched)):
            return own
    return fetched


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def is_web_address(url: str) -> bool:
    """Tell an absolute http or https address from anything else a page may write there."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= _ADDRESS_LENGTH


def publisher(page: Page) -> str | None:
    """Give the name of the publisher as the page states it, or None; a host name is not taken for one."""
    linked = (name for item in page.linked for name in _names(item.get("publisher")))
    return page.meta.get("og:site_name") or next(linked, None) or page.meta.get("application-name")


def language(page: Page) -> str | None:
    """Give the language the page declares, as two or three lower-case letters."""
    root = page.tree.get("lang") or page.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    declared = root or page.meta.get("content-language") or page.meta.get("og:locale") or ""
    code = declared.replace("_", "-").split("-")[0].strip().lower()
    return code if code.isalpha() and len(code) in (2, 3) else None


def region(page: Page) -> str | None:
    """Give the region behind the declared language ("US" of "en-US"), which tells how days are written."""
    for declared in (page.tree.get("lang"), page.meta.get("og:locale"), page.meta.get("content-language")):
        parts = (declared or "").replace("_", "-").split("-")
        if len(parts) > 1 and len(parts[1]) == 2:
            return parts[1].upper()
    return None


def authors(page: Page) -> tuple[str, ...]:
    """Give the authors that JSON-LD, meta values or marked elements name, from the first of these that names any."""
    site = publisher(page)
    for source in (_linked_authors(page), _meta_authors(page), _marked_authors(page)):
        found = tuple(dict.fromkeys(name for text in source for name in names_in(text) if name != site))
        if found:
            return found
    return ()


def _linked_authors(page: Page) -> Iterator[str]:
    for item in page.linked:
        if any(kind.endswith(("article", "posting")) for kind in types(item)):
            yield from _names(item.get("author"))


def _meta_authors(page: Page) -> Iterator[str]:
    yield from (unescape(page.meta[name]) for name in _AUTHOR_META if name in page.meta)


def _marked_authors(page: Page) -> Iterator[str]:
    for element in page.tree.xpath(_AUTHOR_ELEMENTS):
        inner = element.xpath(".//*[@itemprop='name']")
        text = clean(element.get("content") or visible_text(inner[0] if inner else element))
        if text:
            yield text


def _names(value: Json) -> Iterator[str]:
    """List the names in a JSON-LD value: a text, an object with a name, or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and (words := clean_words(name)):
            yield words
