"""The title of a report: which of a page's candidates, without the name of the site; the title line of a text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from .markup import Element, Page, clean_words, types, visible_text

# Spaces are read from where they begin only: from each of a thousand to the last would take the square of the time.
_SEPARATOR = re.compile(r"(?<!\s)\s+[-–—|·•»:]{1,2}\s+|(?:(?<!\s)\s+)?\|\s*")
_TITLE_LENGTH = 200  # characters; headlines are shorter, paragraphs mostly longer
_FINAL = re.compile(r"[.;:,…][\"'”’»)\]]*$")
_SITE_WORDS = 4  # a site's name behind a title seldom has more words


def page_title(page: Page, publisher: str | None, url: str | None) -> str | None:
    """Choose the title: the heading that the page's own metadata bear out, else metadata, else the heading."""
    named = [title for title in _metadata_titles(page) if title]
    headings = _headings(page.tree)
    for heading in headings:
        if any(_agree(heading, title) for title in named):
            return heading
    if named:
        return without_site(named[0], publisher, url)
    return headings[0] if headings else None


def without_site(title: str, publisher: str | None, url: str | None) -> str:
    """Cut the site's name off a title: "Talks end | The Courier"; a part that names no site stays."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    sites = {key(name) for name in (publisher, host, host.split(".")[0]) if name}
    for cut in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        is_site = key(tail) in sites or ("|" in cut[0] and len(tail.split()) <= _SITE_WORDS)
        if head and len(head.split()) > 1 and is_site:
            return head
    return title


def key(text: str) -> str:
    """Give the letters and figures of a text in lower case: what two spellings of one title have in common."""
    return re.sub(r"[\W_]+", "", text).casefold()


def is_title_line(paragraph: str) -> bool:
    """Tell whether the first paragraph of a text reads like its title: short, several words, no final stop."""
    return len(paragraph) <= _TITLE_LENGTH and len(paragraph.split()) > 1 and not _FINAL.search(paragraph)


def without_repeats(paragraphs: list[str], title: str | None) -> list[str]:
    """Leave out the title where it stands again among the first paragraphs."""
    if not title:
        return paragraphs
    head = [paragraph for paragraph in paragraphs[:3] if key(paragraph) != key(title)]
    return head + paragraphs[3:]


def _metadata_titles(page: Page) -> list[str | None]:
    linked = [
        item.get("headline")
        for item in page.linked
        if any(kind.endswith(("article", "posting")) for kind in types(item))
    ]
    element = page.tree.find(".//head/title")
    headlines = [value for value in linked if isinstance(value, str)]
    document = visible_text(element) if element is not None else None
    stated = [page.meta.get("og:title"), *headlines, page.meta.get("twitter:title"), document]
    return [clean_words(title) for title in stated]


def _headings(tree: Element) -> list[str]:
    """List the page's first headings, those of the article before others."""
    found = [*tree.xpath("(//article//h1)[position() < 4]"), *tree.xpath("(//h1)[position() < 6]")]
    texts = (clean_words(visible_text(element)) for element in found)
    return [text for text in texts if text and len(text) <= 2 * _TITLE_LENGTH]


def _agree(heading: str, title: str) -> bool:
    """Tell whether a heading is the page's title, perhaps with the site's name before or behind it there."""
    short, long = key(heading), key(title)
    return len(short) > 3 and (long.startswith(short) or long.endswith(short)) and len(heading.split()) > 1
