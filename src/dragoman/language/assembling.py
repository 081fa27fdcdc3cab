"""One document from parts that were parsed apart: what the model saw of each, and what was hidden from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc
from spacy.vocab import Vocab

from .trees import mended

Table = NDArray[np.uint64]
_COLUMNS = [TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
_TAG, _POS, _MORPH, _LEMMA, _DEP, _HEAD, _IOB, _TYPE = range(len(_COLUMNS))
_INSIDE, _OUTSIDE = 1, 2  # how spaCy codes a token within a name, and one that is in none
_ONE_BACK = np.uint64(2**64 - 1)  # a head one token before: spaCy stores the distance unsigned, and it wraps


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text for the model: its tokens, which are hidden from the model, and those that it sees."""

    words: list[str]
    spaces: list[bool]
    hidden: list[bool]
    shown: Doc


def assemble(vocab: Vocab, blocks: Sequence[Block]) -> Doc:
    """The document of parsed blocks, one after the other, their trees mended."""
    words = [word for block in blocks for word in block.words]
    doc = Doc(vocab, words=words, spaces=[space for block in blocks for space in block.spaces])
    if words:
        doc.from_array(_COLUMNS, np.concatenate([_annotation(vocab, block) for block in blocks]))
    return doc


def _annotation(vocab: Vocab, block: Block) -> Table:
    """A row for each token of a block; a hidden one hangs on the token before it, or stands alone at the start."""
    shown = _mended(block.shown)
    if not any(block.hidden):
        return shown
    add = vocab.strings.add
    table = np.zeros((len(block.words), len(_COLUMNS)), np.uint64)
    table[:, _TAG], table[:, _POS], table[:, _MORPH] = add("_SP"), add("SPACE"), vocab.morphology.add("")
    table[:, _LEMMA], table[:, _IOB] = [add(word) for word in block.words], _OUTSIDE
    table[:, _DEP], table[:, _HEAD] = add("dep"), _ONE_BACK
    table[0, _DEP], table[0, _HEAD] = add("ROOT"), 0
    places = np.flatnonzero(~np.asarray(block.hidden))
    if len(places):
        heads = np.arange(len(shown)) + shown[:, _HEAD].astype(np.int64)
        table[places] = shown
        table[places, _HEAD] = (places[heads] - places).astype(np.uint64)
        _bridge_names(table, places)
    return table


def _bridge_names(table: Table, places: NDArray[np.int64]) -> None:
    """What is hidden within a name is part of it: a name has no gap."""
    hidden = np.setdiff1d(np.arange(len(table)), places)
    hidden = hidden[hidden < places[-1]]
    following = places[np.searchsorted(places, hidden)]
    within = table[following, _IOB] == _INSIDE
    table[hidden[within], _IOB], table[hidden[within], _TYPE] = _INSIDE, table[following[within], _TYPE]


def _mended(doc: Doc) -> Table:
    """The annotation of a parsed document, a row for each token, its tree mended."""
    table: Table = doc.to_array(_COLUMNS)
    if len(doc):
        tree, add = mended(doc), doc.vocab.strings.add
        table[:, _TAG], table[:, _DEP] = [add(tag) for tag in tree.tags], [add(dep) for dep in tree.deps]
        table[:, _HEAD] = (np.asarray(tree.heads) - np.arange(len(doc))).astype(np.uint64)
    return table
