"""From scores to an analysis: sentences first, then the best tree of each, then the labels of its arcs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arborescence import best_tree
from .encoder import Array
from .names import best_labels
from .network import Network

Numbers = NDArray[np.int64]
LONGEST_WINDOW = 250  # words; the network was trained on paragraphs up to this length
_COLUMNS = ("tags", "morphs", "lemmas", "names", "deps", "vectors")
WORDS_AT_ONCE = 500  # words scored together: large enough for quick matrices, small enough for the cache


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text by their keys, which of them may not start a sentence, and which open or close.

    ``opening`` are quotation marks and brackets that stand off from the word before and close to the one behind;
    ``barred`` are marks that close, and what the caller bars; ``forced`` is where the caller has a sentence start.
    """

    words: Sequence[int]
    barred: NDArray[np.bool_]
    forced: NDArray[np.bool_]
    opening: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text, a value for each word: numbers of labels, scores of lemma rules.

    ``heads`` are positions in the text, a word's own where it is the root of its sentence; ``vectors`` are the words in
    their context, as the network encodes them.
    """

    tags: Numbers
    morphs: Numbers
    lemmas: Array
    names: Numbers
    deps: Numbers
    heads: Numbers
    vectors: Array


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of a text that is read at once: from ``start`` on, as far as a window goes."""

    number: int
    start: int
    text: Text

    @property
    def end(self) -> int:
        return min(self.start + LONGEST_WINDOW, len(self.text.words))

    @property
    def words(self) -> Sequence[int]:
        return self.text.words[self.start : self.end]


def read(network: Network, texts: Sequence[Text]) -> list[Reading]:
    """A reading of every text; a long one is read in windows, each from the last sentence start of the one before."""
    parts: list[list[Reading]] = [[] for _ in texts]
    windows = [_Window(number, 0, text) for number, text in enumerate(texts)]
    while windows:
        later: list[_Window] = []
        for group in _groups(windows):
            for window, part in zip(group, _read_windows(network, group), strict=True):
                parts[window.number].append(part)
                if (end := window.start + len(part.heads)) < len(window.text.words):
                    later.append(_Window(window.number, end, window.text))
        windows = later
    return [_joined(found) for found in parts]


def _groups(windows: Sequence[_Window]) -> Iterator[list[_Window]]:
    """The windows in groups of about ``WORDS_AT_ONCE`` words."""
    group: list[_Window] = []
    size = 0
    for window in windows:
        group.append(window)
        size += len(window.words)
        if size >= WORDS_AT_ONCE:
            yield group
            group, size = [], 0
    if group:
        yield group


def _read_windows(network: Network, windows: Sequence[_Window]) -> list[Reading]:
    x = network.encode([window.words for window in windows])
    scores = network.scores(x)
    words, heads, bias, roots = network.arcs(x)
    trees = np.arange(len(x))
    kept: list[slice] = []
    base = 0
    for window in windows:
        starts = _starts(scores["starts"], base, window)
        count = len(window.words)
        if window.end < len(window.text.words) and len(starts) > 1:
            count = starts.pop()
        for start, end in zip(starts, [*starts[1:], count], strict=True):
            own = slice(base + start, base + end)
            trees[own] = np.asarray(best_tree(words[own] @ heads[own].T + bias[own], roots[own])) + own.start
        kept.append(slice(base, base + count))
        base += len(window.words)
    deps = network.labels(x, trees)
    tags, morphs = scores["tags"].argmax(axis=1), scores["morphs"].argmax(axis=1)
    names = [best_labels(scores["names"][at], network.transitions) for at in kept]
    return [
        Reading(tags[at], morphs[at], scores["lemmas"][at], named, deps[at], trees[at] - at.start, x[at])
        for at, named in zip(kept, names, strict=True)
    ]


def _starts(scores: Array, base: int, window: _Window) -> list[int]:
    """Where sentences start in a window, its first word always among them; an opening mark belongs to what it opens."""
    own = scores[base : base + len(window.words)]
    text, at = window.text, slice(window.start, window.end)
    barred, opening = text.barred[at], text.opening[at]
    starts = ((own[:, 1] > own[:, 0]) & ~barred) | text.forced[at]
    late = starts[1:] & opening[:-1]
    starts[:-1] |= late & ~barred[:-1]
    starts[1:] &= ~late
    starts[0] = True
    return [int(at) for at in np.flatnonzero(starts)]


def _joined(parts: Sequence[Reading]) -> Reading:
    """The parts of one text as one reading."""
    if len(parts) == 1:
        return parts[0]
    bases = np.cumsum([0] + [len(part.heads) for part in parts[:-1]])
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS}
    heads = np.concatenate([part.heads + base for part, base in zip(parts, bases, strict=True)])
    return Reading(**columns, heads=heads)
