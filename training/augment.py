"""Copies of treebank paragraphs as the news prints them: headlines, datelines, quotations, sources, other names.

Each function takes and gives the sentences of one paragraph; ``augmented`` draws by chance from a seeded generator, so
the same seed gives the same training set. The chances below make copies of nine words for ten of the treebanks.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy

import headlines
from headlines import headline, without_stop
from newsforms import attributed, dateline, is_declarative, with_modifier
from quotes import MARKS, SINGLE, quoted, scare_quoted
from rewriting import Names, clause, with_names
from treebanks import Sentence

HEADLINE_WORDS = range(4, 18)
# Of the paragraphs
CURLY_QUOTES = 0.5  # of those with quotation marks or apostrophes
NO_STOP = 0.06
TITLE_CASE = 0.12
UPPER_CASE = 0.03
DATELINE = 0.25
# Of the sentences
CLAUSE = 0.35
CLAUSE_TITLED = 0.15  # of the clauses
HEADLINE = 0.7  # of the clauses, and of CLAUSE of the other short statements
RENAMED = 0.1
ATTRIBUTED = 0.35
QUOTED = 0.7  # of the few that report what somebody said
SCARE_QUOTED = 0.03
MODIFIED = 0.07
RENAMED_TOO = 0.5  # of the attributed and modified


def title_case(run: list[Sentence]) -> list[Sentence]:
    """Every word capitalised but the small ones, as American headlines are."""
    return _mapped(run, headlines.title_case)


def upper_case(run: list[Sentence]) -> list[Sentence]:
    """ALL CAPITALS."""
    return _mapped(run, headlines.upper_case)


def curly_quotes(run: list[Sentence]) -> list[Sentence]:
    """Straight quotation marks and apostrophes turned into curly ones, as most publishers print them."""
    opened = False
    copy = deepcopy(run)
    for sentence in copy:
        for i, word in enumerate(sentence.words):
            if word in {'"', "``", "''"}:
                sentence.words[i] = "”" if opened else "“"
                opened = not opened
            elif word == "'" and sentence.tags[i] == "``":
                sentence.words[i] = "‘"
            elif "'" in word:
                sentence.words[i] = word.replace("'", "’")
    return copy


def without_final_stop(run: list[Sentence]) -> list[Sentence]:
    """The last sentence without its final stop, as headlines and captions are."""
    return [*deepcopy(run[:-1]), without_stop(run[-1])]


def augmented(run: list[Sentence], names: Names, chance: random.Random) -> list[list[Sentence]]:
    """The paragraph itself and the copies that chance draws for it."""
    copies = [run, *_of_paragraph(run, names, chance)]
    for sentence in run:
        copies += [[copy] for copy in _of_sentence(sentence, names, chance)]
    return copies


def _of_paragraph(run: list[Sentence], names: Names, chance: random.Random) -> Iterator[list[Sentence]]:
    if any(w in {'"', "``", "''"} or "'" in w for s in run for w in s.words) and chance.random() < CURLY_QUOTES:
        yield curly_quotes(run)
    if chance.random() < NO_STOP:
        yield without_final_stop(run)
    if is_declarative(run[0]) and chance.random() < DATELINE:
        yield [dateline(names, chance), *run[:2]]
    short = [s for s in run if len(s.words) in HEADLINE_WORDS]
    if short and chance.random() < TITLE_CASE:
        yield without_final_stop(title_case([chance.choice(short)]))
    if short and chance.random() < UPPER_CASE:
        yield without_final_stop(upper_case([chance.choice(short)]))


def _of_sentence(sentence: Sentence, names: Names, chance: random.Random) -> Iterator[Sentence]:
    if chance.random() < CLAUSE and (plain := clause(sentence, chance)):
        named = with_names(plain, names, chance)
        yield title_case([named])[0] if chance.random() < CLAUSE_TITLED else named
        yield from _drawn(HEADLINE, lambda: headline(named, chance), chance)
    elif chance.random() < RENAMED:
        yield with_names(sentence, names, chance)
    elif len(sentence.words) in HEADLINE_WORDS and is_declarative(sentence):
        yield from _drawn(HEADLINE * CLAUSE, lambda: headline(with_names(sentence, names, chance), chance), chance)
    yield from _drawn(ATTRIBUTED, lambda: attributed(_told(sentence, names, chance), names, chance), chance)
    yield from _drawn(MODIFIED, lambda: with_modifier(_told(sentence, names, chance), names, chance), chance)
    yield from _drawn(QUOTED, lambda: quoted(sentence, chance), chance)
    yield from _drawn(SCARE_QUOTED, lambda: scare_quoted(sentence, chance.choice((*MARKS, *SINGLE)), chance), chance)


def _told(sentence: Sentence, names: Names, chance: random.Random) -> Sentence:
    return with_names(sentence, names, chance) if chance.random() < RENAMED_TOO else sentence


def _drawn(odds: float, form: Callable[[], Sentence | None], chance: random.Random) -> Iterator[Sentence]:
    """What the form gives, if chance draws it and the sentence suits."""
    if chance.random() < odds and (copy := form()) is not None:
        yield copy


def _mapped(run: list[Sentence], change: Callable[[list[str]], list[str]]) -> list[Sentence]:
    copy = deepcopy(run)
    for sentence in copy:
        sentence.words = change(sentence.words)
    return copy
