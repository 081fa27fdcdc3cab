"""Names of the news: pools from the world tables, and labelled texts told of other persons, bodies and places.

The corpora of the name finder are of their own years and countries. Swapping mentions for others of the same type shows
it names of every build: transliterated, with three parts, hyphenated, with an article in front (al-, el-).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

from headlines import title_case, upper_case
from pools import WITH_ARTICLE, read_names, table, tokens

SWAPPED = 0.5  # of the mentions of a type that has a pool
TITLED = 0.06  # of the texts, every word of which then has a capital
CAPITALS = 0.03
Pools = Mapping[str, tuple[str, ...]]


def name_pools(world: Path) -> Pools:
    """For each type of the name finder the names that may take another's place; ``SURNAME`` and ``PEOPLE`` beside."""
    names = read_names(world)
    demonyms = [d for row in table(world / "states.tsv") for d in row["demonyms"].split("|") if d.isalpha()]
    places = [*names.states, *(city for city, _ in names.cities)]
    return {
        "PERSON": tuple(full for full, _ in names.persons),
        "SURNAME": tuple(sorted({surname for _, surname in names.persons})),
        "ORG": names.bodies,
        "GPE": tuple(name for name in places if not WITH_ARTICLE.search(name)),
        "NORP": tuple(sorted({d for d in demonyms if not d.endswith("s")})),
        "PEOPLE": tuple(sorted({d for d in demonyms if d.endswith("ns")})),
    }


def replaced_names(
    words: list[str], spaces: list[bool], labels: list[str], pools: Pools, chance: random.Random
) -> tuple[list[str], list[bool], list[str]]:
    """The text with some mentions swapped for others of their type, now and then with headline capitals throughout."""
    new_words, new_spaces, new_labels, end = [], [], [], 0
    for start, stop, kind in _mentions(labels):
        new_words += words[end:start]
        new_spaces += spaces[end:start]
        new_labels += labels[end:start]
        pool = _pool(words, start, stop, kind, pools)
        swap = bool(pool) and chance.random() < SWAPPED
        name, gaps = tokens(chance.choice(pool)) if swap else (tuple(words[start:stop]), tuple(spaces[start:stop]))
        loud = swap and words[start].isupper() and len(words[start]) > 4  # a text in capitals stays in capitals
        new_words += [word.upper() for word in name] if loud else name
        new_spaces += [*gaps[:-1], spaces[stop - 1]]
        new_labels += [f"B-{kind}", *[f"I-{kind}"] * (len(name) - 1)]
        end = stop
    return cased([*new_words, *words[end:]], chance), [*new_spaces, *spaces[end:]], [*new_labels, *labels[end:]]


def cased(words: list[str], chance: random.Random) -> list[str]:
    """The words as they are or, now and then, in Title Case or in capitals."""
    draw = chance.random()
    return title_case(words) if draw < TITLED else upper_case(words) if draw < TITLED + CAPITALS else words


def _mentions(labels: list[str]) -> list[tuple[int, int, str]]:
    """Start, end and type of every labelled mention."""
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        if label.startswith("I-") and found and found[-1][1] == i and found[-1][2] == label[2:]:
            found[-1] = (found[-1][0], i + 1, label[2:])
        elif label != "O":
            found.append((i, i + 1, label[2:]))
    return found


def _pool(words: list[str], start: int, stop: int, kind: str, pools: Pools) -> tuple[str, ...]:
    """The names that fit where this mention stands; none where the article before it would jar ("the Chad")."""
    article = start > 0 and words[start - 1].lower() == "the"
    if kind == "PERSON" and stop - start == 1:
        return pools["SURNAME"]
    if kind == "NORP" and words[stop - 1].endswith("s"):
        return pools["PEOPLE"]
    if (kind == "GPE" and article) or kind not in {"PERSON", "ORG", "GPE", "NORP"}:
        return ()
    return pools[kind]
