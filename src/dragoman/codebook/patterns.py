"""The pattern language of the lexicon: ``impose|slap/v obj=@sanction on=%party``.

A pattern is trigger words (or a class of them) with a part of speech, then constraints, each ROLE=FILLER or
ROLE!=FILLER. Fillers are lemmas (``a|b``), a word class (``@troops``), a test of the party (``%state``), ``*`` (the
role is filled) or ``-`` (it is not). The bare word ``carried`` asks that a light verb carries the noun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .entries import Constraint, Pattern

PARTY_TESTS = frozenset(
    {"party", "state", "person", "people", "armed", "gov", "place", "number", "organisation", "infinitive"}
)
_TRIGGER = re.compile(r"^([^\s/]+)/([vna])$")
_CONSTRAINT = re.compile(r"^([a-z_]+)(!?=)(\S+)$")


def parse_pattern(source: str, classes: Mapping[str, frozenset[str]]) -> Pattern:
    """Read one pattern. Raises ValueError saying what is wrong with it."""
    head, *rest = source.split() or [""]
    trigger = _TRIGGER.match(head)
    if trigger is None:
        raise ValueError(f"pattern {source!r}: a trigger is WORD|WORD/v, /n or /a, not {head!r}")
    words = tuple(dict.fromkeys(word for item in trigger[1].split("|") for word in _triggers(item, source, classes)))
    carried = "carried" in rest
    constraints = tuple(_constraint(part, source, classes) for part in rest if part != "carried")
    return Pattern(words, trigger[2], constraints, carried, source)


def _triggers(item: str, source: str, classes: Mapping[str, frozenset[str]]) -> list[str]:
    """The trigger words that an item names: itself, or those of its class."""
    return sorted(_members(item[1:], source, classes)) if item.startswith("@") else [_normal(item)]


def _constraint(part: str, source: str, classes: Mapping[str, frozenset[str]]) -> Constraint:
    match = _CONSTRAINT.match(part)
    if match is None:
        raise ValueError(f"pattern {source!r}: {part!r} is not ROLE=FILLER, ROLE!=FILLER or 'carried'")
    role, wanted, filler = match[1], match[2] == "=", match[3]
    if filler in {"*", "-"}:
        return Constraint(role, "any", frozenset(), (filler == "*") == wanted)
    lemmas: set[str] = set()
    parties: set[str] = set()
    for item in filler.split("|"):
        if item.startswith("%"):
            parties.add(item[1:])
        elif item.startswith("@"):
            lemmas |= _members(item[1:], source, classes)
        else:
            lemmas.add(_normal(item))
    if unknown := parties - PARTY_TESTS:
        raise ValueError(f"pattern {source!r}: unknown test %{min(unknown)}; known: {', '.join(sorted(PARTY_TESTS))}")
    # A filler may mix lemmas and party tests; the party tests are kept with their mark.
    return Constraint(role, "filler", frozenset(lemmas | {f"%{test}" for test in parties}), wanted)


def _members(name: str, source: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if name not in classes:
        raise ValueError(f"pattern {source!r}: no class @{name}; known: {', '.join(sorted(classes))}")
    return classes[name]


def _normal(word: str) -> str:
    """Lexicon words are compared in lower case with blanks and hyphens as underscores."""
    return word.lower().replace("-", "_")
