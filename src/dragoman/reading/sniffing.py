"""What an input is, told by its first bytes; its name decides only where the bytes leave it open."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from dragoman.errors import InputError

from .decoding import decode, marked_encoding

Kind = Literal["page", "text", "lines", "feed", "warc"]

SNIFFED = 65_536  # bytes that are looked at
SUFFIXES: dict[str, Kind] = {
    ".html": "page", ".htm": "page", ".xhtml": "page", ".txt": "text", ".text": "text",
    ".jsonl": "lines", ".ndjson": "lines", ".xml": "feed", ".rss": "feed", ".atom": "feed",
}  # fmt: skip
WARC = ".warc"

_GZIP = b"\x1f\x8b"
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame, the dictionary of a .warc.zst file
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
)
# Atomic and possessive, so that a page of nothing but comments is given up at once.
_ROOT = re.compile(r"(?>\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*+<([a-z][\w:.-]*)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:!doctype html|(?:html|head|body|meta|title|article|main|section|div|h1|p|br)\b)", re.IGNORECASE)
_FEED_ROOTS = ("rss", "feed", "rdf:rdf")
# Control characters that no text has; form feed and escape do occur in old wire copy.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def is_gzip(head: bytes) -> bool:
    """Tell whether these first bytes begin a gzip stream."""
    return head.startswith(_GZIP)


def named_suffix(name: str) -> str:
    """Give the suffix that says what a file holds, in lower case, without a ``.gz`` behind it.

    A WARC file may have ``.zst`` there, too.
    """
    path = PurePath(name.lower())
    inner = PurePath(path.stem).suffix
    return inner if path.suffix == ".gz" or (path.suffix == ".zst" and inner == WARC) else path.suffix


def sniff(head: bytes, name: str) -> Kind:
    """Tell what an input is from its first bytes and, where these leave it open, its name.

    Raises InputError, saying what it seems to be, for what cannot be read.
    """
    if head.startswith(b"WARC/") or (head.startswith(_ZSTD) and named_suffix(name) == WARC):
        return "warc"
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise InputError(f"{what}, not text; save the report as HTML or plain text")
    kind = _markup_or_lines(head, name)
    if kind is None and _is_binary(head):
        raise InputError("binary data, not text; save the report as HTML or plain text")
    return kind or "text"


def _markup_or_lines(head: bytes, name: str) -> Kind | None:
    text = decode(head).text.lstrip("\ufeff \t\r\n")
    suffix = named_suffix(name)
    if suffix in (".jsonl", ".ndjson") and not text.startswith("<") and not _is_binary(head):
        return "lines"
    if re.match(r'\{\s*["}]', text):
        return "lines"
    if re.match(r"\[\s*\{", text):
        raise InputError("one JSON array; write one JSON object a line instead (jq -c '.[]' does it)")
    if text.startswith("<"):
        return _markup(text) or SUFFIXES.get(suffix)
    return "page" if SUFFIXES.get(suffix) == "page" and not _is_binary(head) and _TAG.search(text) else None


def _markup(text: str) -> Kind | None:
    root = _ROOT.match(text)
    if root and root[1].lower() in _FEED_ROOTS:
        return "feed"
    if _TAG.search(text):
        return "page"
    if text.startswith("<?xml") and root:
        raise InputError(f"XML of the kind <{root[1]}>, neither a feed (RSS, Atom) nor a page")
    return None


def _is_binary(head: bytes) -> bool:
    """Tell data from text: characters that no text has, more than one in a hundred of what was looked at.

    UTF-16 without a byte order mark counts as binary: nothing says which of its two orders it is in.
    """
    text = decode(head).text if marked_encoding(head) else head.decode("latin-1")
    return len(_CONTROLS.findall(text)) * 100 > len(text)
