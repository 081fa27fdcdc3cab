"""What the codebook says of each type of event, and how many events of it an archive has."""

from __future__ import annotations

from functools import cache

import duckdb
import msgspec

from dragoman.codebook import load_codebook, load_examples, load_sentences
from dragoman.codebook.entries import QUADS
from dragoman.workbench.faults import NotThere

SENTENCES = 12  # shown of a type, and as many that are nearly it

_BY_TYPE = "select type, count(*) from digest.acts group by type"
_BY_MODE = "select mode, count(*) from digest.acts where type = ? and mode is not null group by mode"


class TypeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A type of event in the list of all; ``events`` are those of the archive."""

    type: str
    quad: int
    definition: str
    cameo: str
    score: float
    modes: tuple[str, ...]
    rules: int
    events: int


class ModeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A mode of a type; ``events`` are those of the archive."""

    mode: str
    definition: str
    cameo: str | None
    score: float
    events: int


class RuleLine(msgspec.Struct, frozen=True, kw_only=True):
    """A coding rule with its patterns as they are written."""

    rule: str
    mode: str | None
    cameo: str | None
    patterns: tuple[str, ...]
    note: str | None


class ExampleLine(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence of the codebook that is of the type, or nearly: then ``instead`` tells what it is, if anything."""

    text: str
    positive: bool
    code: str
    instead: str | None
    why: str | None


class TypePage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the codebook says of one type."""

    type: str
    quad: int
    definition: str
    roles: str
    cameo: str
    score: float
    events: int
    neighbours: tuple[tuple[str, str], ...]
    modes: tuple[ModeLine, ...]
    rules: tuple[RuleLine, ...]
    examples: tuple[ExampleLine, ...]


def type_lines(con: duckdb.DuckDBPyConnection) -> list[TypeLine]:
    """All types, by quad class and name."""
    counts = dict(con.execute(_BY_TYPE).fetchall())
    entries = sorted(load_codebook().types.values(), key=lambda entry: (QUADS[entry.type], entry.type))
    return [
        TypeLine(
            type=entry.type, quad=QUADS[entry.type], definition=entry.definition.strip(), cameo=entry.cameo,
            score=entry.score, modes=tuple(mode.name for mode in entry.modes), rules=len(entry.rules),
            events=counts.get(entry.type, 0),
        )
        for entry in entries
    ]  # fmt: skip


def type_page(con: duckdb.DuckDBPyConnection, name: str) -> TypePage:
    """One type with its modes, rules and examples. Raises NotThere for one that the codebook does not have."""
    entry = load_codebook().types.get(name.upper())
    if entry is None:
        raise NotThere(f"the codebook has no type {name!r}; it has {', '.join(sorted(load_codebook().types))}")
    counts = dict(con.execute(_BY_MODE, [entry.type]).fetchall())
    return TypePage(
        type=entry.type, quad=QUADS[entry.type], definition=entry.definition.strip(), roles=entry.roles.strip(),
        cameo=entry.cameo, score=entry.score, events=dict(con.execute(_BY_TYPE).fetchall()).get(entry.type, 0),
        neighbours=tuple((each.type, each.tell) for each in entry.neighbours),
        modes=tuple(
            ModeLine(
                mode=mode.name, definition=mode.definition, cameo=mode.cameo, score=mode.score,
                events=counts.get(mode.name, 0),
            )
            for mode in entry.modes
        ),
        rules=tuple(
            RuleLine(
                rule=rule.id, mode=rule.mode, cameo=rule.cameo, note=rule.note,
                patterns=tuple(pattern.source for pattern in rule.patterns),
            )
            for rule in entry.rules
        ),
        examples=_examples(entry.type),
    )  # fmt: skip


@cache
def _examples(name: str) -> tuple[ExampleLine, ...]:
    """Some sentences of a type and some that are nearly of it, from the examples of rules and the marked sentences."""
    told = [
        ExampleLine(
            text=each.text, positive=each.positive, code=f"{name}/{each.mode}" if each.mode else name,
            instead=each.neighbour, why=each.why,
        )
        for each in load_examples()
        if each.type == name
    ]  # fmt: skip
    marked = [
        ExampleLine(text=each.text, positive=True, code=each.code, instead=None, why=None)
        for each in load_sentences()
        if each.type == name
    ]
    positive = [each for each in (*marked[:SENTENCES], *told) if each.positive][: 2 * SENTENCES]
    return (*positive, *[each for each in told if not each.positive][:SENTENCES])
