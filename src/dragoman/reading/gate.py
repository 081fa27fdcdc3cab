"""The gate before extraction: whether a page of a crawl can tell an event at all, by its language and its words.

Finding the article of a page is the larger cost of reading it, and most pages of a crawl are in other languages or tell
of other things. The gate looks at the prose of the raw page. It lets through what it cannot judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

from . import facts, languages
from .skimming import skim

_FILE = "gate.txt"
_SECTIONS = ("triggers", "nouns", "names")
_ENDINGS = ("ed", "ing", "es", "er", "est")
_VOWELS = frozenset("aeiou")
# A page with less prose than this (its text in a script, in a table, in no paragraphs) is not judged.
_LEAST = 240  # characters
_FEWEST = 5  # sentences, for the topic
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’»)]*\s+")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\b\.?)*")


class _Words(NamedTuple):
    triggers: frozenset[str]
    nouns: frozenset[str]
    names: frozenset[str]


def why_passed(text: str) -> str | None:
    """Say why a page (its decoded HTML) need not be read: "language: de" or "topic"; None where it is to be read."""
    page = skim(text)
    prose = unescape("\n".join((*page.headings, *page.prose)))
    if len(prose) < _LEAST:
        return None
    language = languages.language_of(prose, page.declared)
    if language not in (languages.CODED, languages.UNKNOWN):
        return f"language: {language}"
    sentences = [sentence for line in prose.split("\n") for sentence in _SENTENCE.split(line)]
    return None if len(sentences) < _FEWEST or any(map(_may_tell, sentences)) else "topic"


def _may_tell(sentence: str) -> bool:
    """Whether a sentence has a trigger of the codebook and somebody who can act."""
    known = _words()
    said = {word.replace(".", "") for word in _WORD.findall(sentence)}
    lower = {word.lower() for word in said}
    if known.triggers.isdisjoint(lower):
        return False
    return not (known.nouns.isdisjoint(lower) and known.names.isdisjoint(said))


@cache
def _words() -> _Words:
    rows = facts.sections(_FILE, _SECTIONS)
    triggers, nouns, names = (
        frozenset(word for row in rows[section] for word in row.text.split()) for section in _SECTIONS
    )
    return _Words(_inflected(triggers), nouns, names)


def _inflected(bases: frozenset[str]) -> frozenset[str]:
    """Add the regular forms that a verb, a noun or an adjective can have; some that no word has do no harm."""
    return frozenset(form for base in bases for form in _forms(base))


def _forms(base: str) -> Iterator[str]:
    yield from (base, f"{base}s", f"{base}es")
    doubled = f"{base}{base[-1]}" if base[-1] not in "aeiouwxy" and base[-2:-1] in _VOWELS else base
    for stem in {base, doubled, base.removesuffix("e"), f"{base.removesuffix('y')}i" if base[-1] == "y" else base}:
        yield from (f"{stem}{ending}" for ending in _ENDINGS)
