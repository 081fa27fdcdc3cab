"""Finds the names of a table in running text: the longest match at each word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from .entries import Form
from .spelling import WORD, fold, words

# What may stand between two words of one name: a full stop of an abbreviation ("U.S. Army"), never a blank line.
_GAP = re.compile(r"[.\-'’‐‑]?[^\S\n]*\n?[^\S\n]*")
_GAP_WITH_COMMA = re.compile(r"[.,]?[^\S\n]*")


KEPT = 64  # texts whose names are kept: more than are parsed together


class Match(NamedTuple):
    """A stretch of text, ``[start, end)``, and every form that fits it."""

    start: int
    end: int
    forms: tuple[Form, ...]


class _Bucket(NamedTuple):
    """The forms that begin with one word, by their words, and how many words they have, longest first."""

    sizes: tuple[int, ...]
    forms: dict[tuple[str, ...], tuple[Form, ...]]


class NameIndex:
    """Forms by their words. A form in capitals fits only capitals ("WHO"), a capitalised one only a capital."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._raw: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            self._raw[_first_word(form.text)].append(form)
        self._open: dict[str, _Bucket] = {}
        self.scan = lru_cache(maxsize=KEPT)(self._scan)

    def _bucket(self, first: str) -> _Bucket:
        """The forms that begin with this word; taken apart when first asked for."""
        if first not in self._open:
            found: dict[tuple[str, ...], list[Form]] = defaultdict(list)
            for form in self._raw.get(first, ()):
                found[words(form.text)].append(form)
            sizes = tuple(sorted({len(key) for key in found}, reverse=True))
            self._open[first] = _Bucket(sizes, {key: tuple(same) for key, same in found.items()})
        return self._open[first]

    def forms(self) -> Iterator[Form]:
        """Every form of the table."""
        return chain.from_iterable(self._raw.values())

    def find(self, name: str) -> tuple[Form, ...]:
        """The forms of exactly this name."""
        key = words(name)
        return tuple(form for form in self.spelt(key) if _case_fits(form.text, name))

    def spelt(self, key: tuple[str, ...]) -> tuple[Form, ...]:
        """The forms with these words, whatever their case."""
        return self._bucket(key[0]).forms.get(key, ()) if key and key[0] in self._raw else ()

    def _scan(self, text: str) -> tuple[Match, ...]:
        """The longest match at each place of the text, left to right, without overlaps.

        Asked twice of each report, before its parse and behind it.
        """
        spans = [match.span() for match in WORD.finditer(text)]
        keys = [fold(text[start:end]) for start, end in spans]
        found: list[Match] = []
        at = 0
        while at < len(keys):
            match, step = self._longest_at(text, spans, keys, at)
            if match:
                found.append(match)
            at += step
        return tuple(found)

    def _longest_at(
        self, text: str, spans: list[tuple[int, int]], keys: list[str], at: int
    ) -> tuple[Match | None, int]:
        if keys[at] not in self._raw:
            return None, 1
        bucket = self._bucket(keys[at])
        for size in bucket.sizes:
            forms = bucket.forms.get(tuple(keys[at : at + size])) if at + size <= len(keys) else None
            if not forms:
                continue
            start, end = spans[at][0], spans[at + size - 1][1]
            fitting = tuple(
                f for f in forms if _case_fits(f.text, text[start:end]) and _gaps_fit(f, text, spans[at : at + size])
            )
            if fitting:
                return Match(start, _with_full_stop(fitting[0], text, end), fitting), size
        return None, 1


def _first_word(text: str) -> str:
    match = WORD.search(text)
    return fold(match.group()) if match else ""


def _case_fits(form: str, text: str) -> bool:
    if form.isupper():
        return text.isupper()
    return text[0].isupper() or not form[0].isupper()


def _gaps_fit(form: Form, text: str, spans: list[tuple[int, int]]) -> bool:
    gap = _GAP_WITH_COMMA if "," in form.text else _GAP
    return all(gap.fullmatch(text, a[1], b[0]) for a, b in pairwise(spans))


def _with_full_stop(form: Form, text: str, end: int) -> int:
    """An abbreviation's last full stop is part of it ("U.S.")."""
    return end + 1 if form.text.endswith(".") and text[end : end + 1] == "." else end
