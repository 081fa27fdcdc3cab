"""Write the words by which the gate tells that a page may hold an event, from the codebook and the world tables.

    python training/gate.py

The gate lies in a lower room than both, so what it needs of them is a file: ``reading/data/gate.txt``. A test says when
the file is out of date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import dragoman.reading
from dragoman.codebook import Codebook, load_codebook
from dragoman.language.lemmas import irregular
from dragoman.world import Agent, Group, Metonym, Organisation, State, World, load_world
from dragoman.world.entries import Entry, Form

FILE = Path(dragoman.reading.__file__).parent / "data" / "gate.txt"
# Sectors whose nouns name a political actor wherever they stand.
POLITICAL = frozenset({
    "COP", "CRM", "ELI", "GOV", "JUD", "LEG", "MIL", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "SOC", "SPY", "UAF",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 2  # letters of the shortest word that is taken; "US" and "EU" have as many
_HEAD = """\
# Words by which the gate (gate.py) tells that a sentence may hold an event: triggers of the codebook with irregular
# forms of them, nouns for political actors, words of names of states, bodies and groups. Written by training/gate.py.
"""


def text(codebook: Codebook, world: World) -> str:
    """Give the contents of the file."""
    triggers = {first(word) for word, _ in [*codebook.lexicon, *codebook.ties]}
    nouns = {noun for form in forms(world) if (noun := noun_of(form.text, form.entry))}
    named = {name for form in forms(world) for name in names_of(form.text, form.entry)}
    parts = {"triggers": with_odd(triggers), "nouns": nouns, "names": named}
    return _HEAD + "".join(f"\n[{name}]\n{block(words)}" for name, words in parts.items())


def first(word: str) -> str:
    """The first part of a trigger of several words."""
    return word.partition("_")[0]


def forms(world: World) -> Iterator[Form]:
    """Every form of a name in the tables."""
    return world.index.forms()


def noun_of(form: str, entry: Entry) -> str | None:
    """A noun for a political actor, where it is a single word: the head of a longer one ("group") says little."""
    if not isinstance(entry, Agent) or entry.sector not in POLITICAL or entry.weak in ("needs", "doubtful"):
        return None
    words = _WORD.findall(form.casefold())
    return words[0] if len(words) == 1 and len(words[0]) > _SHORT else None


def names_of(form: str, entry: Entry) -> Iterable[str]:
    """The word of a name that tells most, the longest one or the abbreviation; of long names of bodies none."""
    words = [word for word in _WORD.findall(form.replace(".", "")) if word[0].isupper() and len(word) >= _SHORT]
    known = isinstance(entry, State | Metonym) or (isinstance(entry, Organisation | Group) and len(form.split()) == 1)
    return [max(words, key=len)] if known and words else ()


def with_odd(bases: set[str]) -> set[str]:
    """Words with their irregular forms; the regular ones the gate makes itself."""
    return bases | {form for form, base in irregular().items() if base in bases}


def block(words: Iterable[str]) -> str:
    """Rows of words, by their first letters."""
    rows: dict[str, list[str]] = {}
    for word in sorted(words):
        rows.setdefault(word[:2], []).append(word)
    return "".join(f"{' '.join(row)}\n" for row in rows.values())


if __name__ == "__main__":
    FILE.write_text(text(load_codebook(), load_world()), encoding="utf-8")
