"""Site furniture in the lines and paragraphs of a report: share buttons, notices, lists of other stories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from . import facts

_FILE = "furniture.txt"
_SECTIONS = ("whole", "start", "list", "inside")
_NOTICE = 200  # characters; a longer paragraph that begins like a notice is prose
_HEADLINE = 160  # characters; a teaser in a list of other stories is no longer
_EDGES = " \t\u00a0\u200b.,:;!?…|•·*#>»›→↑▲▼×+-–—_=~()[]{}\"'“”‘’"
_PROSE_ENDS = (".", "!", "?", ".”", '."', ".’", "?”", "!”", "…")


class _Phrases(NamedTuple):
    whole: frozenset[str]
    start: re.Pattern[str]
    list: frozenset[str]
    inside: re.Pattern[str]


def without_furniture(paragraphs: Iterable[str]) -> list[str]:
    """Leave out the paragraphs that are furniture, and cut furniture out of the others."""
    kept: list[str] = []
    in_list = False
    for raw in paragraphs:
        paragraph = " ".join(_phrases().inside.sub(" ", raw).split())
        if is_list_heading(paragraph):
            in_list = True
        elif in_list and _is_teaser(paragraph):
            continue
        elif paragraph and not is_furniture(paragraph):
            in_list = False
            kept.append(paragraph)
    return kept


def is_furniture(paragraph: str) -> bool:
    """Tell whether a paragraph is nothing but furniture: no letter or figure in it, a known phrase, or a notice."""
    plain = _plain(paragraph)
    if not plain or plain in _phrases().whole:
        return True
    spaced = " ".join(paragraph.split()).casefold()
    counted = re.sub(r"^[\d\W]+", "", spaced)  # "5 min read"
    return len(paragraph) <= _NOTICE and any(_phrases().start.match(text) for text in (spaced, counted))


def is_list_heading(paragraph: str) -> bool:
    """Tell whether a paragraph heads a list of other stories ("Related Posts")."""
    return _plain(paragraph) in _phrases().list


def _is_teaser(paragraph: str) -> bool:
    """Tell a headline or a button from prose: short and without a final stop."""
    return len(paragraph) <= _HEADLINE and not paragraph.endswith(_PROSE_ENDS)


def _plain(text: str) -> str:
    """Give a text in lower case, single-spaced, without what stands round it."""
    return " ".join(text.split()).strip(_EDGES).casefold()


@cache
def _phrases() -> _Phrases:
    rows = facts.sections(_FILE, _SECTIONS)
    inside = "|".join(re.escape(row.text) for row in rows["inside"])
    return _Phrases(
        whole=frozenset(_plain(row.text) for row in rows["whole"]),
        start=re.compile("|".join(re.escape(row.text.casefold()).replace("…", ".{0,150}") for row in rows["start"])),
        list=frozenset(_plain(row.text) for row in rows["list"]),
        inside=re.compile(rf"(?<!\w)(?:{inside})(?!\w)", re.IGNORECASE),
    )
