"""What a page may have of markup: bounds that are looked at before the steps whose time or memory grows with them."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any, TypeAlias

from dragoman.errors import InputError

Element: TypeAlias = Any  # lxml has no types of its own
_TAGS = 4  # tags, comments and such for each element that is allowed: articles have two
_ATTRIBUTES = 400  # of one element: articles have ten, and the parser compares each with all before it
# What looks like an element may be a comparison in a script, with the names of its statements behind it (4,000 and more
# in one of 186 real pages). As text can be made to look like a script, there is a bound for these too.
_IN_SCRIPT = 8_000
# Every part is possessive, so that a page is passed over once.
_CROWDED, _VERY_CROWDED = (
    re.compile(
        rf"""<[A-Za-z][^\s<>/]*+(?:[\s/"']*+[^\s<>=/"']++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++)?+)?+){{{most}}}"""
    )
    for most in (_ATTRIBUTES, _IN_SCRIPT)
)
_SCRIPT = re.compile(r"<(/?)(?:script|style)\b", re.IGNORECASE)
_SMALL = 100_000  # characters; the attributes that fit into fewer are compared in a second
_DEEP = 60  # elements above another one; articles have some twenty
_MANY = 5_000  # elements that may lie deeper
_DEEPER = f"count(descendant-or-self::*[count(ancestor::*) > {_DEEP}])"


def see_markup(text: str, elements: int) -> None:
    """See that a page has not so much markup that its tree would take gigabytes or minutes. Raises InputError."""
    if (tags := text.count("<")) > _TAGS * elements:
        raise InputError(f"a page of {tags:,} tags, more than any article has; save the article alone")
    if len(text) > _SMALL and (most := _crowded(text)):
        raise InputError(f"an element of more than {most} attributes; no article has one: save the article alone")


def _crowded(text: str) -> int | None:
    """How many attributes some element has at least, where they are too many."""
    if not (found := [match.start() for match in _CROWDED.finditer(text)]):
        return None
    scripts = [(match.start(), not match[1]) for match in _SCRIPT.finditer(text)]
    for at in found:
        i = bisect_left(scripts, (at, False)) - 1
        if i < 0 or not scripts[i][1]:
            return _ATTRIBUTES
    return _IN_SCRIPT if _VERY_CROWDED.search(text) else None


def see_tree(tree: Element, elements: int) -> None:
    """See that a tree is not so large or so deep that finding its article would take minutes. Raises InputError."""
    count = int(tree.xpath("count(descendant-or-self::*)"))
    if count > elements:
        raise InputError(
            f"a page of {count:,} elements, more than any article has ({elements:,}); save the article alone"
        )
    if count > _MANY and (deep := int(tree.xpath(_DEEPER))) > _MANY:
        raise InputError(f"a page with {deep:,} elements nested deeper than {_DEEP}; save the article alone")
