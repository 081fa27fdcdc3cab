"""The words that tell a place from a namesake: prepositions, kinds of place, directions; read from ``cues.tsv``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dragoman.errors import DataError

SHIPPED = Path(__file__).parent / "cues.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Lower-case words by what they say of a name beside them; the file explains each set."""

    articles: frozenset[str]
    directions: frozenset[str]
    free: frozenset[str]
    infixes: frozenset[str]
    institutions: frozenset[str]
    links: frozenset[str]
    locative: frozenset[str]
    place_nouns: frozenset[str]
    sides: frozenset[str]
    suffixes: frozenset[str]
    units: frozenset[str]


@lru_cache(maxsize=2)
def cues(path: Path = SHIPPED) -> Cues:
    """Read the cue words. Raises DataError naming file and line when a set is unknown, empty, double or missing."""
    known, found = {field.name for field in fields(Cues)}, dict[str, frozenset[str]]()
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()[1:], start=2):
        if line.startswith("#"):
            continue
        name, _, words = line.partition("\t")
        if name not in known or name in found or not words.split():
            raise DataError(f"{path}, line {number}, cue {name!r}: unknown, given twice or without words")
        found[name] = frozenset(words.split())
    if missing := known - set(found):
        raise DataError(f"{path}, line 1, cue {sorted(missing)[0]!r}: is missing")
    # What may follow a name or stand before it can also be completed by it ("the region of Donetsk").
    found["place_nouns"] |= found["suffixes"] | found["directions"]
    return Cues(**found)
