"""Counts what a pipeline got right, unit by unit (a paragraph, a sentence), as spaCy counts over a whole corpus.

Syntax is measured on raw text: the tokenizer and the sentence boundaries are the pipeline's own. Counts a unit are
kept, not only their sum, so that an interval can be drawn over units (``benchmarks/measuring/figures.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.training import Example

MARKS = "punct"


class Tally(NamedTuple):
    """Of one kind of fact: how many the reference has, how many the pipeline gave, how many of those are right."""

    gold: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 where nothing was given."""
        return self.right / max(self.given, 1)

    @property
    def recall(self) -> float:
        """The share of the reference that was given; 0 where it has nothing."""
        return self.right / max(self.gold, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; where every fact gets one answer, the share that is right."""
        return 2 * self.right / max(self.gold + self.given, 1)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of tallies."""
    rows = list(tallies)
    return Tally(*(sum(column) for column in zip(*rows, strict=True))) if rows else Tally(0, 0, 0)


def of_sets(gold: set[object], given: set[object]) -> Tally:
    """A tally of two sets of facts."""
    return Tally(len(gold), len(given), len(gold & given))


def score_syntax(nlp: Language, gold: Sequence[Doc]) -> dict[str, list[Tally]]:
    """One tally a document for every measure of ``SYNTAX``."""
    predicted = nlp.pipe(doc.text for doc in gold)
    examples = [Example(doc, reference) for doc, reference in zip(predicted, gold, strict=True)]
    return {name: [measure(example) for example in examples] for name, measure in SYNTAX.items()}


def score_names(nlp: Language, gold: Sequence[Doc], *, merge: Mapping[str, str], kinds: frozenset[str]) -> list[Tally]:
    """One tally a document of exact spans and types over ``kinds``, labels renamed by ``merge`` first.

    The words are those of the reference: name corpora have no raw text.
    """

    def names(doc: Doc) -> set[object]:
        labelled = ((e.start, e.end, merge.get(e.label_, e.label_)) for e in doc.ents)
        return {name for name in labelled if name[2] in kinds}

    bare = (Doc(nlp.vocab, words=[t.text for t in d], spaces=[bool(t.whitespace_) for t in d]) for d in gold)
    return [of_sets(names(want), names(have)) for want, have in zip(gold, nlp.pipe(bare), strict=True)]


def _words(example: Example) -> list[tuple[Token, int | None]]:
    """The predicted words, each with the index of the one word of the reference that it is, else None."""
    align = example.alignment.x2y
    words = (token for token in example.predicted if not token.is_space)
    return [(token, int(align[token.i][0]) if align.lengths[token.i] == 1 else None) for token in words]


def _tokens(example: Example) -> Tally:
    """Words that are one word of the reference, of all given."""
    words = _words(example)
    return Tally(len(words), len(words), sum(i is not None for _, i in words))


def _sentences(example: Example) -> Tally:
    """Sentences with both ends right; one whose ends stand within words of the reference is left out, as spaCy does."""
    given = example.get_aligned_spans_x2y(list(example.predicted.sents), False)
    return of_sets({(s.start, s.end) for s in example.reference.sents}, {(s.start, s.end) for s in given})


def _values(name: str) -> Callable[[Example], Tally]:
    """A measure of an attribute of words."""

    def measure(example: Example) -> Tally:
        gold = {(token.i, value) for token in example.reference if (value := getattr(token, name))}
        known = {i for i, _ in gold}
        return of_sets(gold, {(i, getattr(token, name)) for token, i in _words(example) if i in known})

    return measure


def _arcs(*, labels: bool = True, skip: frozenset[str] = frozenset()) -> Callable[[Example], Tally]:
    """A measure of heads, with their labels or without; words labelled with one of ``skip`` are not looked at."""

    def arc(word: int, head: int, dep: str) -> object:
        return (word, head, dep) if labels else (word, head)

    def measure(example: Example) -> Tally:
        place = {token.i: i for token, i in _words(example)}
        gold = {arc(t.i, t.head.i, t.dep_.lower()) for t in example.reference if t.dep_ not in skip}
        given = [(place[t.i], place.get(t.head.i), t.dep_.lower()) for t, _ in _words(example) if t.dep_ not in skip]
        aligned = {arc(i, head, dep) for i, head, dep in given if i is not None and head is not None}
        lost = sum(i is None or head is None for i, head, _ in given)
        return Tally(len(gold), len(aligned) + lost, len(gold & aligned))

    return measure


SYNTAX: dict[str, Callable[[Example], Tally]] = {
    "dep_las": _arcs(skip=frozenset({MARKS})),
    "dep_uas": _arcs(labels=False, skip=frozenset({MARKS})),
    "las_all": _arcs(),
    "tag_acc": _values("tag_"),
    "pos_acc": _values("pos_"),
    "lemma_acc": _values("lemma_"),
    "sents_f": _sentences,
    "token_acc": _tokens,
}
"""The measures of syntax. Attachment leaves marks out, as spaCy does; ``las_all`` counts them, as CoNLL 2018 did."""
