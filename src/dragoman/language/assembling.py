"""One document from parts that were parsed apart: what the model saw of each, and what was hidden from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.vocab import Vocab

from .columns import (
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
from .encoder import Array
from .trees import mended

_ONE_BACK = distances([0], np.ones(1, np.int64))[0]


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
        doc.from_array(COLUMNS, np.concatenate([_annotation(vocab, block) for block in blocks]))
        doc.tensor = _vectors(blocks)
    return doc


def _vectors(blocks: Sequence[Block]) -> Array:
    """The vectors of all tokens in their context, zeros for hidden ones; no column where the model makes none."""
    width = max((block.shown.tensor.shape[-1] for block in blocks if block.shown.tensor.size), default=0)
    parts = [np.zeros((len(block.words), width), np.float32) for block in blocks]
    for block, part in zip(blocks, parts, strict=True):
        if block.shown.tensor.size:
            part[~np.asarray(block.hidden)] = block.shown.tensor
    return np.concatenate(parts)


def _annotation(vocab: Vocab, block: Block) -> Table:
    """A row for each token of a block; a hidden one hangs on the token before it, or stands alone at the start."""
    shown = _mended(block.shown)
    if not any(block.hidden):
        return shown
    add = vocab.strings.add
    table = np.zeros((len(block.words), len(COLUMNS)), np.uint64)
    table[:, TAGS], table[:, POSES], table[:, MORPHS] = add("_SP"), add("SPACE"), vocab.morphology.add("")
    table[:, LEMMAS], table[:, IOBS] = [add(word) for word in block.words], OUTSIDE
    table[:, DEPS], table[:, HEADS] = add("dep"), _ONE_BACK
    table[0, DEPS], table[0, HEADS] = add("ROOT"), 0
    places = np.flatnonzero(~np.asarray(block.hidden))
    if len(places):
        heads = np.arange(len(shown)) + shown[:, HEADS].astype(np.int64)
        table[places] = shown
        table[places, HEADS] = distances(places[heads], places)
        _bridge_names(table, places)
    return table


def _bridge_names(table: Table, places: NDArray[np.int64]) -> None:
    """What is hidden within a name is part of it: a name has no gap."""
    hidden = np.setdiff1d(np.arange(len(table)), places)
    hidden = hidden[hidden < places[-1]]
    following = places[np.searchsorted(places, hidden)]
    within = table[following, IOBS] == INSIDE
    table[hidden[within], IOBS], table[hidden[within], TYPES] = INSIDE, table[following[within], TYPES]


def _mended(doc: Doc) -> Table:
    """The annotation of a parsed document, a row for each token, its tree mended."""
    table: Table = doc.to_array(COLUMNS)
    if len(doc):
        tree, add = mended(doc), doc.vocab.strings.add
        table[:, TAGS], table[:, DEPS] = [add(tag) for tag in tree.tags], [add(dep) for dep in tree.deps]
        table[:, HEADS] = distances(tree.heads, np.arange(len(doc)))
    return table
