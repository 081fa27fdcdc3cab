"""A page skimmed: its prose without a tree, in one pass over its tags, for those who only need to look at its words."""

from __future__ import annotations

import re
from typing import NamedTuple

# One tag. "<" ends the search for ">": else a page of nothing but "<a" would be searched through for each of them.
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9]*+)([^<>]*+)>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LANG = re.compile(r"""\blang\s*+=\s*+(?:["']\s*+)?([A-Za-z]{2,3})\b""", re.IGNORECASE)
_OUTSIDE = frozenset({
    "script", "style", "noscript", "svg", "template", "select", "button", "iframe", "nav", "footer", "aside",
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time", "u", "s",
    "ins", "del", "wbr",
})  # fmt: skip
_HEADINGS = frozenset({"title", "h1"})
_PROSE = 60  # characters; a shorter block is a label or a teaser
# The end of a sentence, or a word in a script other than the Latin, which may mark no ends.
_SENTENCES = re.compile(r"[.!?][\"'”’»)]*(?:\s|$)|[\u0370-\u1fff\u3000-\ud7ff]{2}")
_LINKED = 0.5  # share of a block's letters that stand in links; more of them is a list of links
_MOST = 1_000_000  # characters of a page that are looked at


class Skimmed(NamedTuple):
    """The language that a page declares, its headings, and its blocks of prose."""

    declared: str | None
    headings: tuple[str, ...]
    prose: tuple[str, ...]


class _Block:
    """A block while it is read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0


def skim(text: str) -> Skimmed:
    """Skim the HTML of a page; linear in its length."""
    parts = _TAG.split(_COMMENT.sub(" ", text[:_MOST]))
    declared: str | None = None
    headings: list[str] = []
    prose: list[str] = []
    block, heading, outside, depth, in_link = _Block(), False, "", 0, False
    for i in range(0, len(parts), 3):
        words = parts[i]
        if not outside and words and not words.isspace():
            block.parts.append(words)
            block.linked += len(words) if in_link else 0
        if i + 2 >= len(parts):
            break
        tag, attributes = parts[i + 1].lower(), parts[i + 2]
        name = tag.lstrip("/")
        if outside:
            if name == outside:
                depth += -1 if tag[0] == "/" else 1
                outside = outside if depth else ""
            continue
        if name == "a":
            in_link = tag[0] != "/"
        if name in _INLINE:
            continue
        _close(block, heading, headings, prose)
        block, heading, in_link = _Block(), tag in _HEADINGS, False
        if name == "html" and (found := _LANG.search(attributes)):
            declared = declared or found[1].lower()
        elif tag in _OUTSIDE and not attributes.endswith("/"):
            outside, depth = tag, 1
    _close(block, heading, headings, prose)
    return Skimmed(declared, tuple(headings), tuple(prose))


def _close(block: _Block, heading: bool, headings: list[str], prose: list[str]) -> None:
    if not block.parts:
        return
    words = " ".join("".join(block.parts).split())
    if heading:
        headings.append(words)
    elif len(words) >= _PROSE and block.linked < _LINKED * len(words) and _SENTENCES.search(words):
        prose.append(words)
