"""Pools of names from the world tables: what copies of the treebanks and of the name corpora are told of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy

from treebanks import lines_of

SURNAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM"})
PARTICLES = frozenset(
    ["al", "el", "bin", "ben", "ibn", "van", "von", "der", "den", "de", "da", "di", "del", "dos", "abu"]
)
INNER = frozenset(
    ["of", "the", "for", "and", "in", "on", "to", "de", "la", "le", "el", "al", "du", "des", "del", "di", "da", "bin"]
)
"""Words that have no capital within a name."""

WITH_ARTICLE = re.compile(
    r"Republic|States|Kingdom|Emirates|Islands?|Netherlands|Philippines|Bahamas|Gambia|Maldives|Union|Federation|Congo"
)
"""Names of states that stand behind "the"."""

_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*([.'’-][^\W\d_]+)*\.?")
Tokens = tuple[tuple[str, ...], tuple[bool, ...]]


@dataclass(frozen=True)
class Names:
    """Every name as one string."""

    states: tuple[str, ...]
    adjectives: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]  # full name and surname
    cities: tuple[tuple[str, str], ...]  # capital with its state
    bodies: tuple[str, ...]  # organisations, groups, outlets
    outlets: tuple[str, ...]  # of one word, as datelines have them


def read_names(world: Path) -> Names:
    """The pools from the tables in ``world``; states and capitals of today, without dependent territories."""
    states = [row for row in table(world / "states.tsv") if not row["controller"] and not row["end"]]
    adjectives = {row["demonyms"].split("|")[0] for row in states}
    outlets = {row["name"] for row in table(world / "outlets.tsv")}
    return Names(
        tuple(row["name"] for row in states if _is_place(row["name"])),
        tuple(sorted(a for a in adjectives if all(part.isalpha() for part in a.split()) and a)),
        _persons(world),
        tuple((row["capital"], row["name"]) for row in states if _is_place(row["capital"]) and _is_place(row["name"])),
        _bodies(world),
        tuple(sorted(name for name in outlets if name.isalpha())),
    )


@cache
def tokens(name: str) -> Tokens:
    """The words of a name as the tokenizer will see them, and whether a blank follows each."""
    doc = _blank()(name)
    return tuple(token.text for token in doc), tuple(bool(token.whitespace_) for token in doc)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a world table, missing last cells empty."""
    rows = [line.split("\t") for line in lines_of(path) if line and not line.startswith("#")]
    return [dict.fromkeys(rows[0], "") | dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


@cache
def _blank() -> spacy.Language:
    return spacy.blank("en")


def _persons(world: Path) -> tuple[tuple[str, str], ...]:
    found = set()
    for row in table(world / "officeholders.tsv"):
        parts = row["name"].split()
        if len(parts) in {2, 3, 4} and _is_name(row["name"]):
            found.add((row["name"], _surname(parts, row["iso3"])))
    return tuple(sorted(found))


def _surname(parts: list[str], state: str) -> str:
    """The part a second mention has: the last with its particles, the first where surnames come first."""
    if state in SURNAME_FIRST and "-" not in parts[0]:
        return parts[0]
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in PARTICLES:
        start -= 1
    return " ".join(parts[start:])


def _bodies(world: Path) -> tuple[str, ...]:
    rows = [row for name in ("organisations", "groups", "outlets") for row in table(world / f"{name}.tsv")]
    return tuple(sorted({n for row in rows for n in (row["name"], *row["aliases"].split("|")) if _is_body(n)}))


def _is_name(name: str) -> bool:
    return bool(name) and all(_WORD.fullmatch(word) for word in name.split())


def _is_place(name: str) -> bool:
    """Whether a name is one or two words without "of" and "and", or hyphenated."""
    return _is_name(name) and len(name.split()) <= 2 and "'" not in name


def _is_body(name: str) -> bool:
    """Whether all of it is the name: no common noun behind ("Peronist party"), no figures, at most six words."""
    parts = name.split()
    capitals = all(part[0].isupper() or part in INNER or part.startswith(("al-", "el-")) for part in parts)
    return bool(parts) and len(parts) <= 6 and capitals and parts[-1] not in INNER and _is_name(name)
