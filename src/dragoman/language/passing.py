"""What is written of a stretch that is not parsed: sentences, white space, and names that the parsed text has found.

Its tokens have no tags, no lemmas but their words, and hang on the first word of their sentence. A name there ("Pavel
Orlov") may be what a surname in the parsed text goes back to, so runs of capitals with a word of a name found there are
names too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from spacy.vocab import Vocab

from .columns import (
    BEGIN,
    COLUMNS,
    DEPS,
    HEADS,
    INSIDE,
    IOBS,
    LEMMAS,
    MORPHS,
    OUTSIDE,
    POSES,
    TAGS,
    TYPES,
    Table,
    distances,
)
from .cutting import sentence_ends
from .lemmas import base_forms

Names = Mapping[str, Counter[int]]


def names_in(parsed: Iterable[tuple[Sequence[str], Table]]) -> Names:
    """The capitalised words of the names in parsed stretches, with how often each is of which type."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for words, table in parsed:
        for i in np.flatnonzero(table[:, TYPES]).tolist():
            if words[i][0].isupper() and len(words[i]) > 1:
                found[words[i]][int(table[i, TYPES])] += 1
    return found


def passed(
    vocab: Vocab, words: Sequence[str], spaces: Sequence[bool], hidden: Sequence[bool], names: Names, plain: set[str]
) -> Table:
    """A row for each token of a stretch that is not parsed; ``plain`` are the words that the text has in lower case."""
    add = vocab.strings.add
    table: Table = np.zeros((len(words), len(COLUMNS)), np.uint64)
    table[:, MORPHS], table[:, IOBS], table[:, DEPS] = vocab.morphology.add(""), OUTSIDE, add("dep")
    table[:, LEMMAS] = [add(word) for word in words]
    table[np.asarray(hidden), TAGS], table[np.asarray(hidden), POSES] = add("_SP"), add("SPACE")
    first = np.asarray(_first_words(words, spaces))
    table[:, HEADS] = distances(first, np.arange(len(words)))
    table[np.unique(first), DEPS] = add("ROOT")
    for run in _runs(words, names, plain):
        kinds: Counter[int] = sum((names[words[i]] for i in run if words[i] in names), Counter())
        own = slice(run.start, run.stop)
        table[own, TAGS], table[own, POSES] = add("NNP"), add("PROPN")
        table[own, TYPES], table[own, IOBS] = kinds.most_common(1)[0][0], INSIDE
        table[run.start, IOBS] = BEGIN
    return table


def _first_words(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    """For each token the first one of its sentence."""
    text = "".join(word + " " * space for word, space in zip(words, spaces, strict=True))
    ends = iter([*sentence_ends(text), len(text) + 1])
    end, first, at = next(ends), 0, 0
    found = []
    for i, (word, space) in enumerate(zip(words, spaces, strict=True)):
        if at >= end:
            end, first = next(ends), i
        found.append(first)
        at += len(word) + space
    return found


def _runs(words: Sequence[str], names: Names, plain: set[str]) -> list[range]:
    """Runs of capitalised words that hold a word of a name; words that open them as they open a sentence left out."""
    found: list[range] = []
    start = None
    for i, word in enumerate((*words, "")):
        if word[:1].isupper():
            if start is not None or plain.isdisjoint(base_forms(word.lower())):
                start = i if start is None else start
        elif start is not None:
            if any(inner in names for inner in words[start:i]):
                found.append(range(start, i))
            start = None
    return found
