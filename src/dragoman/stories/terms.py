"""The terms of a text: its words in lower case, without the ending of plural and possessive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import SplitResult, unquote_plus, urlsplit

from .settings import FEWEST_IN_ADDRESS, REMEMBERED

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_PARTING = re.compile(r"[-_+ .]+")
_SUFFIX = re.compile(r"\.\w{2,5}$")
_NUMBERED = re.compile(r"\d{3,}|\d[a-z]|[a-z]\d")
_SHORTEST = 3  # letters of a word of an address; shorter ones are pieces of ids


def words(text: str) -> list[str]:
    """The words of a text as they stand, in lower case; of two apostrophes one is taken."""
    return list(map(_plain, _WORD.findall(text)))


def terms(text: str) -> list[str]:
    """The terms of a text in its order, each as often as it comes."""
    return list(map(term, words(text)))


@lru_cache(maxsize=REMEMBERED)
def term(word: str) -> str:
    """A word in lower case without "'s" and the plural's ending (the S stemmer of Harman 1991; "us" and "is" stay)."""
    word = word.removesuffix("'s")
    if len(word) < 4 or word[0].isdigit() or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith("sses") else word[:-1]


@lru_cache(maxsize=REMEMBERED)
def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def address_terms(url: str | None) -> list[str]:
    """The terms of the part of a web address that reads like a title ("/2024/mayor-of-arden-resigns-a17.html").

    Many pages have their headline there and nowhere else. None where no part has ``FEWEST_IN_ADDRESS`` words.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return []
    longest = max((_words_of(part) for part in _parts(parts)), key=len)
    return [term(word) for word in longest] if len(longest) >= FEWEST_IN_ADDRESS else []


def _parts(address: SplitResult) -> Iterator[str]:
    yield from unquote_plus(address.path).split("/")
    for pair in unquote_plus(address.query).split("&"):
        yield pair.partition("=")[2]


def _words_of(part: str) -> list[str]:
    found = _PARTING.split(_SUFFIX.sub("", part).lower())
    return [word for word in found if len(word) >= _SHORTEST and not _NUMBERED.search(word)]
