"""Writes a reading into a spaCy document: labels as the numbers that its vocabulary knows them by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ORTH

from .columns import BEGIN, COLUMNS, DEPS, HEADS, INSIDE, IOBS, LEMMAS, MORPHS, OUTSIDE, POSES, TAGS, TYPES, distances
from .decoding import Numbers, Reading
from .encoder import Array
from .lemma_rules import Rules
from .lemmas import irregular

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_NEVER = -1e9
_UNSEEN = 4.0  # on a rule that changes the ending and makes a word that nobody has seen: "decid"
# Tags whose words differ from their lemmas.
_INFLECTIONS = {"VBD": "verb", "VBN": "verb", "VBG": "verb", "NNS": "noun"}
KEPT_LEMMAS = 50_000  # what rules made of words, as far as it is held


class Labels(msgspec.Struct, frozen=True):
    """The labels that the network scores, in its order.

    ``morphs`` are a universal tag and features, ``NOUN|Number=Sing``; ``lemmas`` are rules (``lemma_rules``); ``names``
    are ``O``, ``B-ORG``, ``I-ORG`` and the like. ``words`` are no labels but the lemmas of the treebanks.
    """

    tags: list[str]
    morphs: list[str]
    lemmas: list[str]
    deps: list[str]
    names: list[str]
    words: list[str]


class Annotator:
    """Writes readings into documents of one vocabulary; ``words`` may be lemmas too, beside those of the labels."""

    def __init__(self, labels: Labels, vocab: Vocab, *, words: Iterable[str] = ()) -> None:
        self._labels, self._vocab = labels, vocab
        self._tags, self._deps = self._numbers(labels.tags), self._numbers(labels.deps)
        split = [label.partition("|") for label in labels.morphs]
        self._pos = self._numbers([pos for pos, _, _ in split])
        self._morphs = np.asarray([vocab.morphology.add(features) for _, _, features in split], np.uint64)
        self._kinds = self._numbers([label.partition("-")[2] for label in labels.names])
        self._opens = np.asarray([label.startswith("B") for label in labels.names])
        self._rules = Rules(labels.lemmas)
        self._known = frozenset(labels.words) | frozenset(words)
        self._inflections = np.asarray([_INFLECTIONS.get(tag, "") for tag in labels.tags])
        self._lemmas_made: dict[tuple[int, int, str], tuple[np.uint64, float]] = {}

    def write(self, doc: Doc, reading: Reading) -> None:
        """Set tags, universal tags, features, lemmas, heads, labels, names and vectors of a document with some words.

        The vectors (``doc.tensor``, words x width) are those of the words in their context.
        """
        table = np.empty((len(doc), len(COLUMNS)), np.uint64)
        table[:, TAGS] = self._tags[reading.tags]
        table[:, POSES], table[:, MORPHS] = self._pos[reading.morphs], self._morphs[reading.morphs]
        table[:, LEMMAS] = self._lemmas(doc.to_array(ORTH).tolist(), reading)
        table[:, DEPS], table[:, HEADS] = self._deps[reading.deps], distances(reading.heads, np.arange(len(doc)))
        table[:, IOBS], table[:, TYPES] = self._places(reading.names), self._kinds[reading.names]
        doc.from_array(COLUMNS, table)
        doc.tensor = reading.vectors

    def _numbers(self, names: Sequence[str]) -> NDArray[np.uint64]:
        return np.asarray([self._vocab.strings.add(name) for name in names], np.uint64)

    def _places(self, names: Numbers) -> NDArray[np.uint64]:
        """Begin, inside or outside; a name goes on only where the kind before is its own."""
        kinds = self._kinds[names]
        opens = self._opens[names]
        opens |= kinds != np.concatenate([[0], kinds[:-1]])
        return np.where(kinds == 0, OUTSIDE, np.where(opens, BEGIN, INSIDE)).astype(np.uint64)

    def _lemmas(self, words: Sequence[int], reading: Reading) -> NDArray[np.uint64]:
        """The lemma of every word by the best of the rules that fit its form."""
        best = reading.lemmas.argmax(axis=1).tolist()
        inflections = self._inflections[reading.tags].tolist()
        found = zip(words, inflections, best, reading.lemmas, strict=True)
        return np.asarray([self._lemma(*each) for each in found])

    def _lemma(self, word: int, inflection: str, first: int, scores: Array) -> np.uint64:
        """The best rule is nearly always one that fits and makes a word that is known; the others are tried if not."""
        lemma, loss = self._made(word, first, inflection)
        if lemma and not loss:
            return lemma
        best, chosen = _NEVER, np.uint64(word)
        for rule in np.argsort(-scores).tolist():
            if scores[rule] <= best:
                break
            lemma, loss = self._made(word, rule, inflection)
            if lemma and scores[rule] - loss > best:
                best, chosen = float(scores[rule]) - loss, lemma
        return chosen

    def _made(self, word: int, rule: int, inflection: str) -> tuple[np.uint64, float]:
        """What a rule makes of a word (0 where it does not fit), and what it loses where nobody has seen that word."""
        key = (word, rule, inflection)
        if key not in self._lemmas_made:
            if len(self._lemmas_made) >= KEPT_LEMMAS:
                self._lemmas_made.clear()
            lemma, loss = self._settled(self._vocab.strings[word], rule, inflection)
            self._lemmas_made[key] = np.uint64(0 if lemma is None else self._vocab.strings.add(lemma)), loss
        return self._lemmas_made[key]

    def _settled(self, form: str, rule: int, inflection: str) -> tuple[str | None, float]:
        """A lemma and its loss: irregular verbs by their table; an inflected form that stays as it is must be known."""
        if inflection == "verb" and (known := irregular().get(form.lower())):
            return known, 0.0
        lemma = self._rules.apply(rule, form)
        if not lemma:
            return None, 0.0
        kept = lemma.lower() == form.lower() and not inflection
        return lemma, 0.0 if kept or lemma.lower() in self._known else _UNSEEN
