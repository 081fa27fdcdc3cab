"""Treebank sentences cut down to plain clauses and told of other actors: what short news sentences look like.

The web treebanks hold few sentences of the kind "Ukraine mobilised reservists". Both rewritings keep the gold tree: a
clause keeps its root with subject, auxiliaries, object and one adjunct; a name takes the place of a whole noun phrase.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from pathlib import Path

from treebanks import Sentence, lines_of

COLUMNS = tuple(f.name for f in fields(Sentence) if f.name not in {"new_paragraph", "document"})
_KEPT = ("nsubj", "nsubj:pass", "obj", "iobj", "aux", "aux:pass", "compound:prt", "advmod", "obl:agent")
_TITLES = (
    "President",
    "Minister",
    "Premier",
    "General",
    "Senator",
    "Chancellor",
    "King",
    "Ambassador",
    "Governor",
    "Secretary",
)
_REPLACEABLE = frozenset({"nsubj", "obj", "obl", "nmod", "nmod:poss", "obl:agent", "nsubj:pass", "iobj", "conj"})
LONGEST_PHRASE = 5  # words; longer noun phrases are kept as they are
Row = tuple[str, str, str, str, str, int, str, bool, str]


@dataclass(frozen=True)
class Names:
    """Pools that names are drawn from: states with their demonyms, and persons as first and last name."""

    states: tuple[tuple[str, str], ...]
    persons: tuple[tuple[str, str], ...]


def read_names(world: Path) -> Names:
    """The pools from the tables of states and office holders in ``world``; one-word state names and demonyms only."""
    states = [
        (row["name"], row["demonyms"].split("|")[0])
        for row in _table(world / "states.tsv")
        if " " not in row["name"] and row["demonyms"].split("|")[0].isalpha()
    ]
    people = {tuple(row["name"].split()) for row in _table(world / "officeholders.tsv")}
    return Names(tuple(states), tuple(sorted((p[0], p[-1]) for p in people if len(p) in {2, 3})))


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
            kept |= _subtree(sentence, i)
    if len(kept) not in range(3, 16):
        return None
    short = _subset(sentence, sorted(kept))
    _finish(short, stop=chance.random() < 0.75)
    return short


def with_names(sentence: Sentence, names: Names, chance: random.Random) -> Sentence:
    """The sentence with names of states and persons in the place of some of its noun phrases."""
    result = sentence
    for i in reversed(range(len(sentence.words))):
        if sentence.deps[i] in _REPLACEABLE and sentence.pos[i] in {"PROPN", "PRON", "NOUN"} and chance.random() < 0.6:
            span = _phrase(result, i)
            if span is not None:
                result = _replaced(result, i, span, names, chance)
    return result


def _table(path: Path) -> list[dict[str, str]]:
    rows = [line.split("\t") for line in lines_of(path) if line and not line.startswith("#")]
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def _subtree(sentence: Sentence, i: int) -> set[int]:
    found = {i}
    for _ in range(len(sentence.words)):
        more = {j for j, head in enumerate(sentence.heads) if head in found}
        if more <= found:
            break
        found |= more
    return found


def _subset(sentence: Sentence, kept: list[int]) -> Sentence:
    place = {old: new for new, old in enumerate(kept)}
    short = Sentence(**{name: [getattr(sentence, name)[i] for i in kept] for name in COLUMNS})
    short.heads = [place[head] for head in short.heads]
    short.spaces = [True if i + 1 not in place else space for i, space in zip(kept, short.spaces, strict=True)]
    return short


def _finish(sentence: Sentence, *, stop: bool) -> None:
    """A capital at the start, and a full stop where asked for."""
    sentence.words[0] = sentence.words[0][:1].upper() + sentence.words[0][1:]
    if stop:
        root = sentence.deps.index("ROOT")
        _append(sentence, (".", ".", "PUNCT", ".", "", root, "punct", True, "_"))
        sentence.spaces[-2] = False


def _append(sentence: Sentence, row: Row) -> None:
    order = ("words", "lemmas", "pos", "tags", "morphs", "heads", "deps", "spaces", "misc")
    for name, value in zip(order, row, strict=True):
        getattr(sentence, name).append(value)


def _phrase(sentence: Sentence, i: int) -> tuple[int, int] | None:
    """The span of the noun phrase around ``i`` without its case word; None where it is long or holds a clause."""
    outside = {"case", "cc", "punct", "mark"}
    kept = {j for j in _subtree(sentence, i) if not (sentence.heads[j] == i and sentence.deps[j] in outside)}
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


def _replaced(sentence: Sentence, i: int, span: tuple[int, int], names: Names, chance: random.Random) -> Sentence:
    start, end = span
    rows = _name_rows(names, chance)
    head = next(n for n, row in enumerate(rows) if row[5] == -1)
    shift = len(rows) - (end - start)

    def moved(j: int) -> int:
        return start + head if start <= j < end else j + shift if j >= end else j

    result = Sentence(**{name: list(getattr(sentence, name)) for name in COLUMNS})
    new = [list(column) for column in zip(*rows, strict=True)]
    order = ("words", "lemmas", "pos", "tags", "morphs", "heads", "deps", "spaces", "misc")
    governor, label = moved(sentence.heads[i]), sentence.deps[i]
    result.heads = [moved(j) for j in result.heads]
    new[5] = [governor if h == -1 else start + h for h in new[5]]
    new[6] = [label if d == "" else d for d in new[6]]
    new[7][-1] = sentence.spaces[end - 1]
    for name, values in zip(order, new, strict=True):
        getattr(result, name)[start:end] = values
    return result


def _name_rows(names: Names, chance: random.Random) -> list[Row]:
    """A state; or a person, bare, with a title, or also a country. Head -1 marks the head."""
    state, demonym = chance.choice(names.states)
    if chance.random() < 0.5:
        return [_proper(state, -1, "")]
    first, last = chance.choice(names.persons)
    match chance.randint(0, 3):
        case 0:
            return [_proper(last, -1, "")]
        case 1:
            return [_proper(first, -1, ""), _proper(last, 0, "flat")]
        case 2:
            return [_proper(chance.choice(_TITLES), 1, "nmod:desc"), _proper(first, -1, ""), _proper(last, 1, "flat")]
        case _:
            adjective: Row = (demonym, demonym, "ADJ", "JJ", "Degree=Pos", 1, "amod", True, "_")
            title = _proper(chance.choice(_TITLES), 2, "nmod:desc")
            return [adjective, title, _proper(first, -1, ""), _proper(last, 2, "flat")]


def _proper(word: str, head: int, label: str) -> Row:
    return (word, word, "PROPN", "NNP", "Number=Sing", head, label, True, "_")
