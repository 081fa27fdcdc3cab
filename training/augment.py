"""Copies of treebank paragraphs as the news prints them: headlines, capitals, curly quotes, no final stop.

Each function takes and gives the sentences of one paragraph; ``augmented`` draws by chance from a seeded generator, so
the same seed gives the same training set.
"""

from __future__ import annotations

import random
from copy import deepcopy

from rewriting import Names, clause, with_names
from treebanks import Sentence

SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "per",
        "the",
        "to",
        "up",
        "via",
        "vs",
        "with",
        "n't",
        "'s",
    ]
)
HEADLINE_WORDS = range(4, 18)


def title_case(run: list[Sentence]) -> list[Sentence]:
    """Every word capitalised but the small ones, as American headlines are."""
    return _mapped(run, lambda i, w: w if i and w.lower() in SMALL else w[:1].upper() + w[1:])


def upper_case(run: list[Sentence]) -> list[Sentence]:
    """ALL CAPITALS."""
    return _mapped(run, lambda i, w: w.upper())


def curly_quotes(run: list[Sentence]) -> list[Sentence]:
    """Straight quotation marks and apostrophes turned into curly ones, as most publishers print them."""
    opened = False
    copy = deepcopy(run)
    for sentence in copy:
        for i, word in enumerate(sentence.words):
            if word in {'"', "``", "''"}:
                sentence.words[i] = "”" if opened else "“"
                opened = not opened
            elif "'" in word:
                sentence.words[i] = word.replace("'", "’")
    return copy


def without_final_stop(run: list[Sentence]) -> list[Sentence]:
    """The last sentence without its final stop, as headlines and captions are."""
    copy = deepcopy(run)
    last = copy[-1]
    n = len(last.words) - 1
    if n > 1 and last.words[n] in {".", "!", ":"} and n not in last.heads:
        for name in ("words", "lemmas", "pos", "tags", "morphs", "heads", "deps", "spaces", "misc"):
            getattr(last, name).pop()
    return copy


def augmented(run: list[Sentence], names: Names, chance: random.Random) -> list[list[Sentence]]:
    """The paragraph itself and the copies that chance draws for it."""
    copies = [run]
    if any(w in {'"', "``", "''"} or "'" in w for s in run for w in s.words) and chance.random() < 0.5:
        copies.append(curly_quotes(run))
    if chance.random() < 0.06:
        copies.append(without_final_stop(run))
    short = [s for s in run if len(s.words) in HEADLINE_WORDS]
    if short and chance.random() < 0.12:
        copies.append(without_final_stop(title_case([chance.choice(short)])))
    if short and chance.random() < 0.03:
        copies.append(without_final_stop(upper_case([chance.choice(short)])))
    for sentence in run:
        if chance.random() < 0.35 and (plain := clause(sentence, chance)):
            named = with_names(plain, names, chance)
            copies.append([title_case([named])[0] if chance.random() < 0.15 else named])
        elif chance.random() < 0.1:
            copies.append([with_names(sentence, names, chance)])
    return copies


def _mapped(run: list[Sentence], change) -> list[Sentence]:  # noqa: ANN001 - a callable (index, word) -> word
    copy = deepcopy(run)
    for sentence in copy:
        sentence.words = [change(i, word) for i, word in enumerate(sentence.words)]
    return copy
