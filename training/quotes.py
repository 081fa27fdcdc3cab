"""Quotation marks put around what somebody is reported to have said, and around a noun within.

In the treebanks' training parts opening and closing marks hang on the head of what they enclose, and so do the comma or
colon before a quotation and a full stop before the closing mark (EWT, GUM: 20 of 27).
"""

from __future__ import annotations

import random
from copy import deepcopy

from phrases import punct
from rows import Phrase, children, inserted, subtree, without
from treebanks import Sentence

SAYING = frozenset({"say", "tell", "add", "state", "note", "warn", "claim", "announce", "explain", "insist", "argue"})
MARKS = (('"', '"'), ("“", "”"), ("“", "”"))
SINGLE = (("'", "'"), ("‘", "’"), ("‘", "’"))
QUOTES = frozenset("\"“”'‘’`") | {"``", "''"}
NESTED = 0.3  # of the quotations: one of their nouns in single marks
STOP_WITHIN = 0.6  # of the direct quotations: American practice
_QUESTIONS = frozenset({"WP", "WRB", "WDT", "WP$"})


def quoted(sentence: Sentence, chance: random.Random) -> Sentence | None:
    """ "He said (that) S." as "He said that “S”." or "He said, “S.”"; None where nothing is reported so."""
    head = _reported(sentence)
    if head is None:
        return None
    marks = chance.choice(MARKS)
    single = ("'", "'") if marks[0] == '"' else ("‘", "’")
    if chance.random() < NESTED and (nested := scare_quoted(sentence, single, chance, within=subtree(sentence, head))):
        sentence, head = nested, _reported(nested, marked=True) or head
    start = min(subtree(sentence, head))
    that = sentence.words[start].lower() == "that" and sentence.deps[start] == "mark"
    if that and chance.random() < 0.6:
        return _wrapped(sentence, start + 1, head, marks, direct=False, stop_within=False)
    if that:
        sentence, head = without(sentence, {start}), head - 1
    return _wrapped(sentence, start, head, marks, direct=True, stop_within=chance.random() < STOP_WITHIN)


def scare_quoted(
    sentence: Sentence, marks: tuple[str, str], chance: random.Random, *, within: set[int] | None = None
) -> Sentence | None:
    """A noun with the adjectives and nouns before it in quotation marks: "the ‘special operation’"."""
    if any(word in QUOTES for word in sentence.words):
        return None
    nouns = [i for i, tag in enumerate(sentence.tags) if tag in {"NN", "NNS"} and (within is None or i in within)]
    nouns = [i for i in nouns if sentence.deps[i] in {"nsubj", "obj", "obl", "nmod", "nsubj:pass"}]
    if not nouns:
        return None
    noun = chance.choice(nouns)
    start = noun
    while start and sentence.heads[start - 1] == noun and sentence.deps[start - 1] in {"compound", "amod"}:
        start -= 1
    if any(start <= head < noun for head in sentence.heads):
        return None  # an adjective with words of its own
    return _between(sentence, start, noun + 1, noun, marks)


def capitalised(rows: Phrase) -> Phrase:
    """The rows with a capital at the start, behind an opening mark."""
    at = 1 if rows[0].word in QUOTES and len(rows) > 1 else 0
    word = rows[at].word
    return [*rows[:at], rows[at]._replace(word=word[:1].upper() + word[1:]), *rows[at + 1 :]]


def uncapitalised(rows: Phrase) -> Phrase:
    """The rows without the capital that only the start of a sentence gave."""
    first = rows[0]
    if not first.lemma[:1].islower() or first.word == "I" or (len(first.word) > 1 and first.word.isupper()):
        return rows
    return [first._replace(word=first.word[:1].lower() + first.word[1:]), *rows[1:]]


def _reported(sentence: Sentence, *, marked: bool = False) -> int | None:
    """The head of a reported clause that ends the sentence; None where there is none, or quotation marks already."""
    if not marked and any(word in QUOTES for word in sentence.words):
        return None
    end = len(sentence.words) - (sentence.words[-1] == ".")
    for i, lemma in enumerate(sentence.lemmas):
        for head in children(sentence, i):
            clause = sorted(subtree(sentence, head))
            if (
                lemma in SAYING
                and sentence.deps[head] == "ccomp"
                and head > i
                and clause == list(range(clause[0], end))
                and i < clause[0]
                and _is_statement(sentence, head, clause[0])
            ):
                return head
    return None


def _is_statement(sentence: Sentence, head: int, first: int) -> bool:
    """Whether a clause has a subject and a finite verb and is no indirect question."""
    own = children(sentence, head)
    verbs = [head, *(i for i in own if sentence.deps[i] in {"aux", "aux:pass", "cop"})]
    return (
        sentence.tags[first] not in _QUESTIONS
        and not any(sentence.tags[i] in _QUESTIONS and i < head for i in own)
        and sentence.words[first].lower() not in {"if", "whether"}
        and sentence.pos[first] != "PUNCT"
        and first != head
        and any(sentence.deps[i].startswith(("nsubj", "expl")) for i in own)
        and any("VerbForm=Fin" in sentence.morphs[i] for i in verbs)
    )


def _wrapped(
    sentence: Sentence, start: int, head: int, marks: tuple[str, str], *, direct: bool, stop_within: bool
) -> Sentence:
    """The clause from ``start`` to the end in marks; a direct quotation has a comma before it and a capital."""
    result = deepcopy(sentence)
    stop = result.words[-1] == "."
    end = len(result.words) - (stop and not stop_within)
    if stop and stop_within:
        result.heads[-1] = head
    result = _between(result, start, end, head, marks)
    if direct:
        first = result.words[start + 1]
        result.words[start + 1] = first[:1].upper() + first[1:]
        result = inserted(result, start, punct(",", ","), head + 1, "punct")
        result.spaces[start - 1] = False
    return result


def _between(sentence: Sentence, start: int, end: int, head: int, marks: tuple[str, str]) -> Sentence:
    """The words from ``start`` to ``end`` between marks that hang on ``head``."""
    result = deepcopy(sentence)
    space = result.spaces[end - 1]
    result.spaces[end - 1] = False
    result = inserted(result, end, punct(marks[1], "''", space=space), head, "punct")
    return inserted(result, start, punct(marks[0], "``", space=False), head, "punct")
