"""Annotation as a table: a row for each token, a column for each thing said of it, numbers as spaCy codes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG

if TYPE_CHECKING:
    from spacy.tokens import Doc

Table = NDArray[np.uint64]
COLUMNS = [TAG, POS, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
TAGS, POSES, MORPHS, LEMMAS, DEPS, HEADS, IOBS, TYPES = range(len(COLUMNS))
INSIDE, OUTSIDE, BEGIN = 1, 2, 3  # the places of a token in a name


def distances(heads: NDArray[np.int64] | Sequence[int], places: NDArray[np.int64]) -> Table:
    """How far the heads are from their tokens, as spaCy stores it: unsigned, so that what lies before wraps."""
    return (np.asarray(heads) - places).astype(np.uint64)


def heads_of(doc: Doc) -> NDArray[np.int64]:
    """The index of the head of every token of a document."""
    heads: NDArray[np.int64] = np.arange(len(doc)) + doc.to_array(HEAD).astype(np.int64)
    return heads
