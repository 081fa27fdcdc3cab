"""A parsed page: the tree, its ``<meta>`` values and its JSON-LD, each read once for all who ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any, NamedTuple, TypeAlias

from dragoman.errors import InputError

from .bounds import see_markup, see_tree

# lxml and feedparser have no types of their own; these names say what is meant.
Element: TypeAlias = Any
Json: TypeAlias = Any

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# What XML forbids in text (XML 1.0, 2.2): lxml reads it but refuses to write it. Tab and line ends are allowed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|(\d{1,7}));?")
# Old pages write “ as "&#147;", its place in Windows-1252; browsers read it so (HTML, numeric character references).
_WINDOWS = range(0x80, 0xA0)
_META_KEYS = ("property", "name", "itemprop", "http-equiv")
_DEPTH = 12  # levels of JSON-LD that are followed; pages nest two or three
_BARE_BREAK = re.compile(r"[\r\n\t]+")


class Page(NamedTuple):
    """A page as read: its tree, its meta values by lower-case name, the objects of its JSON-LD, and broken JSON-LD."""

    tree: Element
    meta: dict[str, str]
    linked: tuple[dict[str, Any], ...]
    broken: tuple[str, ...]


def parse(text: str, *, elements: int) -> Page:
    """Parse the HTML of a page. Raises InputError for one with no elements or more than ``elements`` of them."""
    from lxml import etree, html  # only pages need it

    # lxml refuses a declared encoding in text that is decoded already.
    text = _XML_DECLARATION.sub("", writable(text))
    see_markup(text, elements)
    try:
        tree = html.document_fromstring(text, parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise InputError(f"not a readable page ({error}); save the page again or give its text as .txt") from None
    see_tree(tree, elements)
    scripts = [(text, _json(text)) for text in _linked_scripts(tree)]
    linked = tuple(item for _, value in scripts for item in _objects(value, _DEPTH))
    return Page(tree, _meta(tree), linked, tuple(text for text, value in scripts if value is None))


@cache
def _parser() -> Any:
    """Make the parser once, with one class for every element.

    lxml's own choice, a class for each kind of form control, is a call into Python for every element that is looked at.
    """
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


def writable(text: str) -> str:
    """Leave out the characters that XML forbids and the references to them ("&#11;"); read "&#147;" as it is meant."""
    return _FORBIDDEN.sub("", _REFERENCE.sub(_allowed, text))


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code in _WINDOWS:
        return bytes([code]).decode("cp1252", "ignore")
    return reference[0] if code <= 0x10FFFF and not _FORBIDDEN.match(chr(code)) else ""


def clean(text: str | None) -> str | None:
    """Collapse the spaces of a value; None where nothing is left."""
    return " ".join(text.split()) or None if text else None


def clean_words(text: str | None) -> str | None:
    """Clean a title or a name, in which pages leave entities escaped twice ("&amp;#039;"). Not for addresses."""
    return clean(unescape(text)) if text else None


def visible_text(element: Element) -> str:
    """Give the words of an element with single spaces, those of scripts and styles left out."""
    parts = element.xpath(".//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join(" ".join(parts).split())


def _meta(tree: Element) -> dict[str, str]:
    """Collect meta values; the first of a name counts, as with browsers and feed readers."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = clean(element.get("content") or element.get("value"))
        for key in _META_KEYS:
            name = element.get(key)
            if name and value:
                values.setdefault(name.strip().lower(), value)
    return values


def _linked_scripts(tree: Element) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json"):
            yield script.text or ""


def _json(text: str) -> Json:
    """Read JSON-LD as pages write it: with raw line breaks in strings, comments round it, a semicolon behind it."""
    text = _BARE_BREAK.sub(" ", text).strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>").strip()
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _objects(value: Json, depth: int) -> Iterator[dict[str, Any]]:
    """Walk the objects that stand at the top, in lists and in ``@graph``; not those nested as values."""
    if depth and isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)
    elif depth and isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth - 1)


def types(item: dict[str, Any]) -> tuple[str, ...]:
    """Give the schema.org types of a JSON-LD object in lower case, without their address."""
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return tuple(name.rsplit("/", 1)[-1].lower() for name in names if isinstance(name, str))
