"""Treebank sentences cut down to plain clauses and told of other actors: what short news sentences look like.

The web treebanks hold few sentences of the kind "Ukraine mobilised reservists". Both rewritings keep the gold tree: a
clause keeps its root with subject, auxiliaries, object and one adjunct; a name takes the place of a whole noun phrase.
"""

from __future__ import annotations

import random

from actors import name_rows, possessive
from pools import Names, read_names
from rows import HEAD, Phrase, Row, children, head_of, rows_of, sentence_of, spaced, subset, subtree
from treebanks import Sentence

__all__ = ["LONGEST_PHRASE", "Names", "clause", "phrase_span", "read_names", "with_names"]

_KEPT = ("expl", "nsubj", "nsubj:pass", "obj", "iobj", "aux", "aux:pass", "compound:prt", "advmod", "obl:agent")
_REPLACEABLE = frozenset({"nsubj", "obj", "obl", "nmod", "nmod:poss", "obl:agent", "nsubj:pass", "iobj", "conj"})
_RELATIVE = frozenset({"WP", "WDT", "WP$", "EX"})  # a relative clause needs its pronoun, "there is" its "there"
REPLACED = 0.6  # of the noun phrases that can be
LONGEST_PHRASE = 5  # words; longer noun phrases are kept as they are


def clause(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """The main clause of a sentence without what hangs loosely on it; None where it is no clause with a subject."""
    root = next((i for i, dep in enumerate(sentence.deps) if dep == "ROOT"), None)
    if root is None or sentence.pos[root] != "VERB":
        return None
    own = [i for i, head in enumerate(sentence.heads) if head == root and i != root]
    if not any(sentence.deps[i] in {"nsubj", "nsubj:pass"} for i in own):
        return None
    obliques = [i for i in own if sentence.deps[i].startswith("obl")][: chance.randint(0, 1)]
    kept = {root}
    for i in own:
        if sentence.deps[i] in _KEPT or i in obliques:
            kept |= subtree(sentence, i)
    if len(kept) not in range(3, 16):
        return None
    return _finished(subset(sentence, sorted(kept)), stop=chance.random() < 0.75)


def with_names(sentence: Sentence, names: Names, chance: random.Random) -> Sentence:
    """The sentence with names of states, persons and bodies in the place of some of its noun phrases."""
    result = sentence
    i = len(sentence.words) - 1
    while i >= 0:
        nominal = sentence.pos[i] in {"PROPN", "PRON", "NOUN"} and sentence.tags[i] not in _RELATIVE
        nominal &= sentence.deps[i] in _REPLACEABLE
        span = phrase_span(result, i) if nominal and chance.random() < REPLACED else None
        if span is not None:
            phrase = name_rows(names, chance)
            result = _replaced(result, i, span, possessive(phrase) if sentence.tags[i] == "PRP$" else phrase)
            i = span[0]  # what stands before it is where it was
        i -= 1
    return result


def phrase_span(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The span of the noun phrase around ``i`` without its case word; None where it is long or holds a clause."""
    kept = subtree(sentence, i)
    for j in children(sentence, i):
        if sentence.deps[j] in {"case", "cc", "punct", "mark"}:
            kept -= subtree(sentence, j)  # "according to" and "because of" whole
    start, end = min(kept), max(kept) + 1
    loose = {
        d
        for j in kept
        for d in [sentence.deps[j]]
        if j != i and d.startswith(("acl", "conj", "appos", "parataxis", "cop", "nsubj"))
    }
    if end - start != len(kept) or len(kept) > LONGEST_PHRASE or loose:
        return None
    return start, end


def _finished(sentence: Sentence, *, stop: bool) -> Sentence:
    """A capital at the start, and a full stop where asked for."""
    rows = rows_of(sentence)
    rows[0] = rows[0]._replace(word=rows[0].word[:1].upper() + rows[0].word[1:])
    if stop:
        rows = [*spaced(rows, False), Row(".", ".", "PUNCT", ".", "", head_of(rows), "punct")]
    return sentence_of(rows, like=sentence)


def _replaced(sentence: Sentence, i: int, span: tuple[int, int], phrase: Phrase) -> Sentence:
    """The sentence with a phrase in the place of the one at ``span`` whose head is ``i``; a capital at its start."""
    start, end = span
    head, shift = start + head_of(phrase), len(phrase) - (end - start)

    def moved(j: int) -> int:
        return head if start <= j < end else j + shift if j >= end else j

    rows = [r if r.head == HEAD else r._replace(head=moved(r.head)) for r in rows_of(sentence)]
    governor = rows[i].head
    new = [
        r._replace(head=governor, dep=rows[i].dep) if r.head == HEAD else r._replace(head=r.head + start)
        for r in spaced(phrase, sentence.spaces[end - 1])
    ]
    if start == 0 and sentence.words[0][:1].isupper():
        new[0] = new[0]._replace(word=new[0].word[:1].upper() + new[0].word[1:])
    return sentence_of([*rows[:start], *new, *rows[end:]], like=sentence)
