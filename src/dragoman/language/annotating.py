"""Writes a reading into a spaCy document: labels as the numbers that its vocabulary knows them by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, ORTH, POS, TAG

from .decoding import Numbers, Reading
from .lemma_rules import Rules
from .network import Array

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_COLUMNS = [TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
_INSIDE, _OUTSIDE, _BEGIN = 1, 2, 3  # how spaCy codes the places of a word in a name
_NEVER = -1e9
_UNSEEN = -4.0  # on a rule that changes the ending and makes a word that nobody has seen: "decid"
KEPT_FORMS = 20_000  # distinct words whose possible lemmas are held


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
        self._forms: dict[int, tuple[Array, dict[int, str]]] = {}

    def write(self, doc: Doc, reading: Reading) -> None:
        """Set tags, universal tags, features, lemmas, heads, labels and names of a document that has some words."""
        table = np.empty((len(doc), len(_COLUMNS)), np.uint64)
        table[:, 0] = self._tags[reading.tags]
        table[:, 1], table[:, 2] = self._pos[reading.morphs], self._morphs[reading.morphs]
        table[:, 3] = self._lemmas(doc.to_array(ORTH).tolist(), reading.lemmas)
        table[:, 4] = self._deps[reading.deps]
        table[:, 5] = (reading.heads - np.arange(len(doc))).astype(np.uint64)  # wraps below 0, as spaCy stores it
        table[:, 6], table[:, 7] = self._places(reading.names), self._kinds[reading.names]
        doc.from_array(_COLUMNS, table)

    def _numbers(self, names: Sequence[str]) -> NDArray[np.uint64]:
        return np.asarray([self._vocab.strings.add(name) for name in names], np.uint64)

    def _places(self, names: Numbers) -> NDArray[np.uint64]:
        """Begin, inside or outside; a name goes on only where the kind before is its own."""
        kinds = self._kinds[names]
        opens = self._opens[names]
        opens |= kinds != np.concatenate([[0], kinds[:-1]])
        return np.where(kinds == 0, _OUTSIDE, np.where(opens, _BEGIN, _INSIDE)).astype(np.uint64)

    def _lemmas(self, words: Sequence[int], scores: Array) -> NDArray[np.uint64]:
        """The lemma of every word by the best of the rules that fit its form."""
        fitting = [self._fitting(word) for word in words]
        best = (scores + np.stack([gains for gains, _ in fitting])).argmax(axis=1).tolist()
        add = self._vocab.strings.add
        lemmas = zip(words, fitting, best, strict=True)
        return np.asarray([add(made[rule]) if rule in made else word for word, (_, made), rule in lemmas], np.uint64)

    def _fitting(self, word: int) -> tuple[Array, dict[int, str]]:
        """What each rule loses on a word for not fitting it or for an unseen lemma, and the lemmas that they make."""
        if word not in self._forms:
            if len(self._forms) >= KEPT_FORMS:
                self._forms.clear()
            form = self._vocab.strings[word]
            made = dict(self._rules.fitting(form))
            gains = np.full(len(self._labels.lemmas), _NEVER, np.float32)
            gains[list(made)] = [self._gain(form, lemma) for lemma in made.values()]
            self._forms[word] = gains, made
        return self._forms[word]

    def _gain(self, form: str, lemma: str) -> float:
        return 0.0 if lemma.lower() in self._known or lemma.lower() == form.lower() else _UNSEEN
