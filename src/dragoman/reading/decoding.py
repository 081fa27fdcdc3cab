"""Bytes to text: by byte order mark, UTF-8, the charset that a page declares, and at last a guess that is noted."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from . import facts

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset\s*=|<\?xml[^>]{0,100}encoding\s*=)\s*(?:["']\s*)?([A-Za-z0-9._:-]{2,40})""")
_HEAD = 4096  # a declared charset stands in the first kilobytes (HTML asks for the first 1,024 bytes)
_SAMPLE = 32_768  # bytes that a guess looks at


class Decoded(NamedTuple):
    """Text, and notes on what had to be guessed or repaired."""

    text: str
    notes: tuple[str, ...]


def decode(data: bytes, media: str | None = None) -> Decoded:
    """Decode ``data``; never fails.

    ``media`` is the Content-Type that it was sent with. Its charset is asked only where the document declares none:
    servers send one header for all that they hold.

    UTF-8 is tried before the declared charset: text in another encoding is practically never valid UTF-8, while
    pages are often stored as UTF-8 with their old declaration still in them.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _repaired(data[len(mark) :] if encoding == "utf-8" else data, encoding)
    try:
        return Decoded(data.decode("utf-8"), ())
    except UnicodeDecodeError:
        return _not_utf8(data, media)


def marked_encoding(data: bytes) -> str | None:
    """Name the Unicode encoding whose byte order mark ``data`` begins with, or None."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _not_utf8(data: bytes, media: str | None) -> Decoded:
    declared = declared_charset(data) or declared_charset((media or "").encode("ascii", "ignore"))
    if declared and declared != "utf-8":
        try:
            return Decoded(data.decode(declared), ())
        except UnicodeDecodeError:
            return _repaired(data, declared)
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(ch > "\x7f" for ch in text) - broken
    if declared or whole >= broken:
        return _repaired(data, "utf-8")
    encoding = _guess(data)
    return Decoded(data.decode(encoding, "replace"), (f"encoding not declared and not UTF-8: read as {encoding}",))


def declared_charset(data: bytes) -> str | None:
    """Give the codec that a page's meta element or XML declaration names, where Python knows it."""
    found = _DECLARED.search(data[:_HEAD])
    if not found:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        # Browsers read these as Windows-1252 (WHATWG Encoding, "latin1" labels); pages mean it so.
        return "cp1252" if name in ("iso8859-1", "ascii") else name if name in _named("declared") else None
    except LookupError:
        return None


def _repaired(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if not broken:
        return Decoded(text, ())
    return Decoded(text, (f"{broken} characters are not valid {encoding} and were replaced by U+FFFD",))


def _named(section: str) -> list[str]:
    """The codecs of a section of the data file."""
    return [row.text for row in facts.sections("encodings.txt", ("encodings", "declared"))[section]]


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # needed for few inputs, and slow to import

    known = _named("encodings")
    first = next((i for i, byte in enumerate(data) if byte > 0x7F), 0)
    start = max(0, first - _SAMPLE // 4)
    matches = from_bytes(data[start : start + _SAMPLE], cp_isolation=known)
    best = matches.best()
    # Of code pages that fit equally well the Western one is by far the likeliest for English news.
    western = best is None or any(
        "cp1252" in match.could_be_from_charset and match.chaos <= best.chaos for match in matches
    )
    return "cp1252" if western or best is None else best.encoding
