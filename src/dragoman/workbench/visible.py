"""Text that is shown as it is: no character of it is markup, turns the reading direction, or goes unseen."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

from dragoman.archive.arrow import whole

# Controls but for tab and line feed, controls of the reading direction, and what has no width.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SHORT = {
    "\u00ad": "SHY", "\u061c": "ALM", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE",
    "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO", "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI",
    "\u2068": "FSI", "\u2069": "PDI", "\ufeff": "BOM", "\x00": "NUL", "\x0d": "CR", "\x1b": "ESC",
}  # fmt: skip


def visible(text: str | None) -> Markup:
    """A text as markup that shows it: characters that nobody could see stand as marks with their names."""
    parts, at = [], 0
    plain = whole(text or "")
    for found in _UNSEEN.finditer(plain):
        parts.append(escape(plain[at : found.start()]))
        parts.append(_mark(found[0]))
        at = found.end()
    return Markup("").join([*parts, escape(plain[at:])])


def plain(text: str | None) -> str:
    """The same where only words can stand, as in a title or an attribute: marks are in brackets."""
    return _UNSEEN.sub(lambda found: f"[{_name(found[0])}]", whole(text or ""))


def _mark(char: str) -> Markup:
    full = unicodedata.name(char, "control character").lower()
    return Markup('<span class="control" title="U+{:04X} {}">{}</span>').format(ord(char), full, _name(char))


def _name(char: str) -> str:
    return _SHORT.get(char, f"U+{ord(char):04X}")
