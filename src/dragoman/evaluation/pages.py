"""Main text of pages: F1 over shingles of four words, after the article extraction benchmark of Scrapinghub (2020)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath

import msgspec

from .counts import Counts, Files, count_units
from .files import read_entries, read_lines
from .formulas import Means
from .measured import Measured

GOLD = 'gold for pages is one object {"NAME OF THE PAGE": {"articleBody": "..."}}'
PRED = 'pages are evaluated on the output of "dragoman code", one report a line with "text" and "path" (NAME.html)'
FIGURES = (Means("text"),)

Shingles = Counter[tuple[str, ...]]
SHINGLE = 4
_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"\.html?(\.gz)?$")


class _Page(msgspec.Struct):
    body: str | None = msgspec.field(name="articleBody")


class OfPage(msgspec.Struct, kw_only=True):
    """A coded report as far as it tells which page it was read from."""

    path: str | None = None
    id: str | int | None = None
    url: str | None = None

    @property
    def page(self) -> str | None:
        """The name by which the page is known, None where nothing tells it."""
        name = self.path or self.id or self.url
        return page_key(str(name)) if name else None


class _Prediction(OfPage, kw_only=True):
    text: str | None
    title: str | None = None


def page_key(name: str) -> str:
    """The name by which a page is known: that of its file, without ``.html`` and ``.gz``."""
    return _SUFFIX.sub("", PurePath(name).name)


def measure(gold: str, pred: str) -> Measured:
    """Count every page. Raises as ``evaluate`` does."""
    pages = {key: page.body or "" for _, key, page in read_entries(gold, _Page, GOLD)}
    predictions = ((line.page, line) for _, line in read_lines(pred, _Prediction, PRED))
    return Measured("page", count_units(pages, predictions, _count, Files(gold, pred, PRED)), FIGURES)


def _count(body: str, prediction: _Prediction | None) -> Counts:
    counts = Counts()
    want, have = _shingles(body), _shingles(_body(prediction) if prediction else "")
    shared = (want & have).total()
    precision = shared / have.total() if have else 0.0
    counts.add("text", gold=1, precision=precision, recall=shared / want.total() if want else 1.0)
    return counts


def _body(prediction: _Prediction) -> str:
    """The text without the title it begins with: the gold has none."""
    return (prediction.text or "").removeprefix((prediction.title or "").strip())


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(text)
    return Counter(zip(*(words[start:] for start in range(SHINGLE)), strict=False))
