"""Strings on which a regular expression may take far longer than their length: made from its own parts.

For every repetition in a pattern: an example of what stands before it, then an example of its body many times, then
what keeps the rest from matching. So are found both nested repetitions (exponential) and neighbouring ones that can
take the same characters (quadratic), and, for patterns that are searched, starts that each read on to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from re import _constants as code  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

_COMMON = (
    " ",
    "\n",
    "\t",
    "0",
    "1 ",
    "a",
    "A",
    "a ",
    "Aa ",
    "A. ",
    ".",
    ",",
    "-",
    "'",
    '"',
    "<",
    "<a ",
    "&",
    "/",
    "(",
    "é",
    "\u200b",
)
_ENDS = ("", "\x00", "!", "\n\x00")
_CATEGORIES = {
    code.CATEGORY_DIGIT: "0",
    code.CATEGORY_NOT_DIGIT: "a",
    code.CATEGORY_SPACE: " ",
    code.CATEGORY_NOT_SPACE: "a",
    code.CATEGORY_WORD: "a",
    code.CATEGORY_NOT_WORD: " ",
}
_REPEATS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_MOST = 40  # alternatives that are looked into: lists of words have thousands, which differ in nothing but letters


def strings(pattern: str | bytes, flags: int, size: int) -> Iterator[str]:
    """The strings of some ``size`` characters for a pattern."""
    for before, body in dict.fromkeys(_pumps(pattern, flags)):
        for end in _ENDS:
            yield before + body * (size // len(body) + 1) + end


def _pumps(pattern: str | bytes, flags: int) -> Iterator[tuple[str, str]]:
    """What stands before a repetition and what is repeated, of all of them; and what is common in any text."""
    text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
    tree = parser.parse(text, flags)
    whole = _example(tree)
    for body in (*_COMMON, whole, whole[: len(whole) // 2]):
        if body:
            yield "", body
    yield from _inside(tree, "")


def _inside(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Walk a parsed pattern; ``before`` is an example of what was there already."""
    for op, value in tree:
        if op in _REPEATS:
            body = _example(value[2])
            yield from ((before, each) for each in _variants(value[2]) if each)
            yield from _inside(value[2], before)
            before += body * max(value[0], 0)
        elif op is code.SUBPATTERN:
            yield from _inside(value[3], before)
            before += _example(value[3])
        elif op is code.ATOMIC_GROUP:
            yield from _inside(value, before)
            before += _example(value)
        elif op is code.BRANCH:
            for each in value[1][:_MOST]:
                yield from _inside(each, before)
            before += _example(value[1][0])
        elif op in (code.ASSERT, code.ASSERT_NOT):
            yield from _inside(value[1], before)
        else:
            before += _example([(op, value)])


def _variants(tree: Any) -> Iterator[str]:
    """Examples of a repeated body: the first of its alternatives each, and one of each of its sets."""
    yield _example(tree)
    if len(tree) == 1 and tree[0][0] is code.BRANCH:
        yield from (_example(each) for each in tree[0][1][1][:_MOST])
    if len(tree) == 1 and tree[0][0] is code.IN:
        yield from dict.fromkeys(_of_set(tree[0][1]))


def _example(tree: Any) -> str:
    """A string that a parsed pattern matches, about; what must not stand there is not looked at."""
    return "".join(_one(op, value) for op, value in tree)


def _one(op: Any, value: Any) -> str:
    if op is code.LITERAL:
        return chr(value)
    if op is code.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if op is code.ANY:
        return "a"
    if op is code.IN:
        return _of_set(value)[0]
    if op is code.BRANCH:
        return _example(value[1][0])
    if op is code.SUBPATTERN:
        return _example(value[3])
    if op is code.ATOMIC_GROUP:
        return _example(value)
    if op in _REPEATS:
        return _example(value[2]) * max(value[0], 1)
    return ""


def _of_set(members: Any) -> list[str]:
    """Some characters of a set."""
    if members[0][0] is code.NEGATE:
        barred = re.compile("[" + "".join(re.escape(c) for c in _of_set(members[1:])) + "]")
        return [c for c in ("a", " ", "0", "-", "é", "<", "\n") if not barred.match(c)] or ["\u4e00"]
    found = []
    for op, value in members:
        if op is code.LITERAL:
            found.append(chr(value))
        elif op is code.RANGE:
            found.append(chr(value[0]))
        elif op is code.CATEGORY:
            found.append(_CATEGORIES[value])
    return found[:_MOST] or ["a"]
