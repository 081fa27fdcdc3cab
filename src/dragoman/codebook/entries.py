"""The entries of the codebook: what a type, mode, rule, pattern and example is. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.records import Relation, Status

VERB, NOUN, ADJECTIVE = "v", "n", "a"
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a role must hold. ``test`` is any or filler; ``fillers`` the lemmas, and party tests with their "%"."""

    role: str
    test: str
    fillers: frozenset[str]
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """Trigger words of one part of speech with constraints on their roles, as written in ``source``.

    ``asked`` is how much it asks for: a named filler counts whole, one that is only there, or absent, half.
    """

    words: tuple[str, ...]
    pos: str
    constraints: tuple[Constraint, ...]
    carried: bool
    source: str
    asked: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        asked = sum(0.5 if c.test == "any" or not c.wanted else 1.0 for c in self.constraints)
        object.__setattr__(self, "asked", asked)


@dataclass(frozen=True, slots=True)
class Rule:
    """A coding rule: which words, which roles are actor and recipient, and which code they give."""

    id: str
    type: str
    mode: str | None
    cameo: str | None
    patterns: tuple[Pattern, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    place: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    about_type: str | None = None
    about_mode: str | None = None
    collective: tuple[str, ...] = ()
    reciprocal: bool = False
    carried: bool = False
    status: Status | None = None
    contexts: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a type, with its definition, PLOVER score and CAMEO code."""

    name: str
    definition: str
    cameo: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A type that is easily mistaken for this one, and how to tell them apart."""

    type: str
    tell: str


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One PLOVER event type with everything the codebook says of it."""

    type: str
    definition: str
    roles: str
    cameo: str
    score: float
    neighbours: tuple[Neighbour, ...]
    modes: tuple[Mode, ...]
    rules: tuple[Rule, ...]

    def mode(self, name: str | None) -> Mode | None:
        """The mode of that name, or None."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with its label and Goldstein value."""

    code: str
    name: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class AboutCode:
    """CAMEO code, and mode if any, of a verbal act about an act of some type."""

    cameo: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence written for the codebook and what it must (or must not) give; parties left out are not checked."""

    type: str
    text: str
    positive: bool
    rule: str | None = None
    mode: str | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    status: str = "reported"
    about: str | None = None
    reciprocal: bool = False
    headline: bool = False
    why: str | None = None
    neighbour: str | None = None
    line: int = 0


TIE_ACTS = ("begins", "ends", "lasts")


@dataclass(frozen=True, slots=True)
class TieRule:
    """How a standing relation is worded; ``a`` and ``b`` are its sides' roles, ``kinds`` words that tell its kind.

    The words of an ``eventive`` rule tell an act too, in the simple past ("occupied the town"). Those of one with an
    ``act`` tell only an act: one that ``begins`` or ``ends`` the tie and is a tie where it is dated to an earlier year
    ("joined the union in 2004"), or one that is a tie where it ``lasts`` ("has been fighting the rebels for years").
    """

    id: str
    relation: Relation
    patterns: tuple[Pattern, ...]
    a: tuple[str, ...]
    b: tuple[str, ...]
    kinds: dict[str, str]
    eventive: bool = False
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """All entries, with the lexicon as an index from (word, part of speech) to patterns and their rules.

    ``words`` are the lists of ``words/*.toml`` by file and key; ``vocabulary`` every single word that any of it names,
    ``triggers`` those that are, begin or end a trigger.
    """

    types: dict[str, TypeEntry]
    cameo: dict[str, CameoCode]
    about: dict[tuple[str, str], AboutCode]
    words: dict[str, dict[str, frozenset[str]]]
    lexicon: dict[tuple[str, str], tuple[tuple[Pattern, Rule], ...]]
    hash: str
    rules: dict[str, Rule] = field(default_factory=dict)
    ties: dict[tuple[str, str], tuple[tuple[Pattern, TieRule], ...]] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()
    triggers: frozenset[str] = frozenset()
