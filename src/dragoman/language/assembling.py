"""One document from parts that were parsed apart: what the model saw of each, and what was hidden from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc as SpacyDoc
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
from .passing import names_in, passed
from .tokens import Doc
from .trees import mended

_ONE_BACK = distances([0], np.ones(1, np.int64))[0]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text for the model: its tokens, which are hidden from the model, and those that it sees.

    ``shown`` is None where the model sees none of it, because it needs no parse.
    """

    words: list[str]
    spaces: list[bool]
    hidden: list[bool]
    shown: SpacyDoc | None


def assemble(vocab: Vocab, blocks: Sequence[Block]) -> Doc:
    """The document of parsed blocks, one after the other, their trees mended; between them those without a parse."""
    words = [word for block in blocks for word in block.words]
    parsed = SpacyDoc(vocab, words=words, spaces=[space for block in blocks for space in block.spaces])
    if words:
        parsed.from_array(COLUMNS, np.concatenate(_annotations(vocab, blocks)))
        parsed.tensor = _vectors(blocks)
    return Doc(parsed, _unparsed(blocks))


def _vectors(blocks: Sequence[Block]) -> Array:
    """The vectors of all tokens in their context, zeros where nothing was parsed; no column where none are made."""
    seen = [np.zeros((0, 0), np.float32) if block.shown is None else block.shown.tensor for block in blocks]
    width = max((vectors.shape[-1] for vectors in seen if vectors.size), default=0)
    parts = [np.zeros((len(block.words), width), np.float32) for block in blocks]
    for block, part, vectors in zip(blocks, parts, seen, strict=True):
        if vectors.size:
            part[~np.asarray(block.hidden)] = vectors
    return np.concatenate(parts)


def _unparsed(blocks: Sequence[Block]) -> tuple[tuple[int, int], ...]:
    ends = np.cumsum([len(block.words) for block in blocks]).tolist()
    return tuple((end - len(block.words), end) for block, end in zip(blocks, ends, strict=True) if block.shown is None)


def _annotations(vocab: Vocab, blocks: Sequence[Block]) -> list[Table]:
    """The annotation of every block; what the parsed ones have found is made use of in the others."""
    parsed = [None if block.shown is None else _annotation(vocab, block, block.shown) for block in blocks]
    known = [table for table in parsed if table is not None]
    if len(known) == len(blocks):
        return known
    names = names_in((b.words, table) for b, table in zip(blocks, parsed, strict=True) if table is not None)
    plain = {word for block in blocks for word in block.words if word.islower()}
    return [
        passed(vocab, block.words, block.spaces, block.hidden, names, plain) if table is None else table
        for block, table in zip(blocks, parsed, strict=True)
    ]


def _annotation(vocab: Vocab, block: Block, seen: Doc) -> Table:
    """A row for each token of a block; a hidden one hangs on the token before it, or stands alone at the start."""
    shown = _mended(seen)
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


def _mended(doc: SpacyDoc) -> Table:
    """The annotation of a parsed document, a row for each token, its tree mended."""
    table: Table = doc.to_array(COLUMNS)
    if len(doc):
        tree, add = mended(doc), doc.vocab.strings.add
        table[:, TAGS], table[:, DEPS] = [add(tag) for tag in tree.tags], [add(dep) for dep in tree.deps]
        table[:, HEADS] = distances(tree.heads, np.arange(len(doc)))
    return table
