"""Trees taken apart and put together: the rows of a sentence, pieces joined under one head, words put in or left out.

A row is one word of a `Sentence`. Heads of a row list are indices within the list; the head of the whole has head
``HEAD``, so that a noun phrase, a clause and a sentence are the same kind of value and can hang on one another.
"""

from __future__ import annotations

from dataclasses import fields
from typing import NamedTuple

from treebanks import Sentence

HEAD = -1
COLUMNS = tuple(f.name for f in fields(Sentence) if f.name not in {"new_paragraph", "document"})
_OPENING = frozenset("([{$“‘`")


class Row(NamedTuple):
    """One word with its annotation."""

    word: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int = HEAD
    dep: str = ""
    space: bool = True
    misc: str = "_"


_ORDER = ("words", "lemmas", "pos", "tags", "morphs", "heads", "deps", "spaces", "misc")
Phrase = list[Row]
Piece = tuple[Phrase, int | None, str]  # rows, the number of the piece they hang on (None: the head), the label


def rows_of(sentence: Sentence) -> Phrase:
    """The words of a sentence; its root becomes the head of the list."""
    rows = [Row(*values) for values in zip(*(getattr(sentence, name) for name in _ORDER), strict=True)]
    return [r._replace(head=HEAD, dep="") if r.dep == "ROOT" else r for r in rows]


def sentence_of(rows: Phrase, *, like: Sentence | None = None) -> Sentence:
    """A sentence of these words; ``like`` lends its document and paragraph."""
    columns = {name: list(values) for name, values in zip(_ORDER, zip(*rows, strict=True), strict=True)}
    sentence = Sentence(**columns)
    root = head_of(rows)
    sentence.heads[root], sentence.deps[root] = root, "ROOT"
    if like is not None:
        sentence.document, sentence.new_paragraph = like.document, like.new_paragraph
    return sentence


def head_of(rows: Phrase) -> int:
    """Where the head of a phrase stands in it."""
    return next(i for i, r in enumerate(rows) if r.head == HEAD)


def compose(*pieces: Piece) -> Phrase:
    """Phrases in a row as one, each hung on the head of another under a label."""
    starts = [sum(len(rows) for rows, _, _ in pieces[:n]) for n in range(len(pieces))]
    heads = [start + head_of(rows) for start, (rows, _, _) in zip(starts, pieces, strict=True)]
    joined: Phrase = []
    for start, (rows, governor, label) in zip(starts, pieces, strict=True):
        top = HEAD if governor is None else heads[governor]
        for r in rows:
            joined.append(r._replace(head=top, dep=label) if r.head == HEAD else r._replace(head=r.head + start))
    return joined


def spaced(rows: Phrase, space: bool) -> Phrase:
    """The phrase with or without a blank after its last word."""
    return [*rows[:-1], rows[-1]._replace(space=space)]


def inserted(sentence: Sentence, at: int, rows: Phrase, governor: int, label: str) -> Sentence:
    """The sentence with a phrase put before word ``at`` and hung on word ``governor`` (both as numbered before)."""

    def moved(i: int) -> int:
        return i + len(rows) if i >= at else i

    old = [r if r.head == HEAD else r._replace(head=moved(r.head)) for r in rows_of(sentence)]
    new = [
        r._replace(head=moved(governor), dep=label) if r.head == HEAD else r._replace(head=r.head + at) for r in rows
    ]
    return sentence_of([*old[:at], *new, *old[at:]], like=sentence)


def subtree(sentence: Sentence, i: int) -> set[int]:
    """The word and all that hangs on it."""
    found = {i}
    for _ in range(len(sentence.words)):
        more = {j for j, head in enumerate(sentence.heads) if head in found}
        if more <= found:
            break
        found |= more
    return found


def children(sentence: Sentence, i: int) -> list[int]:
    """The words that hang on this one, in order."""
    return [j for j, head in enumerate(sentence.heads) if head == i and j != i]


def subset(sentence: Sentence, kept: list[int]) -> Sentence:
    """The sentence of the kept words only, in which no word may hang on one left out.

    Between two words that have come together stands what stood before the second one.
    """
    place = {old: new for new, old in enumerate(kept)}
    short = Sentence(**{name: [getattr(sentence, name)[i] for i in kept] for name in COLUMNS})
    short.heads = [place[head] for head in short.heads]
    for new, following in enumerate(kept[1:]):
        if short.words[new] not in _OPENING:
            short.spaces[new] = sentence.spaces[following - 1]
    short.document, short.new_paragraph = sentence.document, sentence.new_paragraph
    return short


def without(sentence: Sentence, gone: set[int]) -> Sentence:
    """The sentence without some leaves of its tree; those with words hanging on them stay."""
    needed = {head for i, head in enumerate(sentence.heads) if i not in gone}
    return subset(sentence, [i for i in range(len(sentence.words)) if i not in gone or i in needed])
