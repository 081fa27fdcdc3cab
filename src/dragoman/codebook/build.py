"""Turns checked rows of the codebook's files into its entries, and the entries into the lexicon's index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from .entries import NOUN, Example, Pattern, Rule, TieRule

_R = TypeVar("_R", Rule, TieRule)


def build_rule(row: dict[str, Any], type_: str, patterns: tuple[Pattern, ...]) -> Rule:
    """A rule from its row, with the default roles of verbs or nouns where it names none."""
    nominal = all(pattern.pos == NOUN for pattern in patterns)
    default = ("obj", "on", "against", "with", "to") if nominal else ("obj",)
    return Rule(
        id=row["id"],
        type=type_,
        mode=row.get("mode"),
        cameo=row.get("cameo"),
        patterns=patterns,
        actor=tuple(row.get("actor", ("subj",))),
        recipient=tuple(row.get("recipient", default)),
        place=tuple(row.get("place", ())),
        about=tuple(row.get("about", ())),
        about_type=row.get("about_type"),
        about_mode=row.get("about_mode"),
        collective=tuple(row.get("collective", ())),
        reciprocal=bool(row.get("reciprocal", False)),
        carried=bool(row.get("carried", False)),
        status=row.get("status"),
        contexts=tuple(row.get("contexts", ())),
        note=row.get("note"),
    )


def build_tie_rule(row: dict[str, Any], patterns: tuple[Pattern, ...], kinds: Mapping[str, str]) -> TieRule:
    """A rule of ties from its row; ``kinds`` are the words that tell a kind of its relation, its own come on top."""
    return TieRule(
        id=row["id"],
        relation=row["relation"],
        patterns=patterns,
        a=tuple(row["a"]),
        b=tuple(row["b"]),
        kinds={**kinds, **row.get("kinds", {})},
        eventive=bool(row.get("eventive", False)),
        act=row.get("act"),
    )


def build_example(type_: str, row: dict[str, Any], *, positive: bool, line: int) -> Example:
    """An example from its row; ``line`` is where it stands."""
    lists: dict[str, Any] = {key: tuple(row[key]) for key in ("actors", "recipients") if key in row}
    return Example(type=type_, positive=positive, line=line, **{**row, **lists})


def vocabulary_of(patterns: Iterable[Pattern], words: Mapping[str, Mapping[str, frozenset[str]]]) -> frozenset[str]:
    """Every single word of the patterns and lists; of a joined one ("call_off") its parts too."""
    found = {word for lists in words.values() for members in lists.values() for word in members}
    for pattern in patterns:
        found.update(pattern.words, *(c.fillers for c in pattern.constraints))
    return frozenset(part for word in found for part in (word, word.split("_")[0], word.split("_")[-1]) if part)


def triggers_of(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Every trigger of the patterns; of a joined one ("call_off", "trade_talks") its first and its last part too."""
    found = {word for pattern in patterns for word in pattern.words}
    return frozenset(part for word in found for part in (word, word.split("_")[0], word.split("_")[-1]))


def index_rules(rules: Iterable[_R]) -> dict[tuple[str, str], tuple[tuple[Pattern, _R], ...]]:
    """(word, part of speech) -> patterns with their rules, the most constrained first."""
    index: dict[tuple[str, str], list[tuple[Pattern, _R]]] = {}
    for rule in rules:
        for pattern in rule.patterns:
            for word in pattern.words:
                index.setdefault((word, pattern.pos), []).append((pattern, rule))
    return {key: tuple(sorted(pairs, key=lambda pair: -len(pair[0].constraints))) for key, pairs in index.items()}
