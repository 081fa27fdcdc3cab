"""A noun phrase that may name an actor, as it grows from its core."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from dragoman.world import Agent, Entry, Form

Kind = Literal["state", "demonym", "capital", "person", "body", "agent", "name"]
# How a modifier hangs on its phrase: before it, as possessor, or behind it with a preposition.
Link = Literal["pre", "poss", "of", "for", "in", "to", "and", "appos"]


@dataclass(slots=True, eq=False)
class Phrase:
    """Tokens ``start`` to ``end`` (exclusive); ``core`` is the last token of the name or noun that says what it is.

    ``name`` is the stretch of tokens of a person's or organisation's name. ``title`` is the agent phrase in front of a
    name ("Chinese Foreign Minister") or behind it. ``mods`` are phrases inside this one; ``marks`` the tokens of
    adjectives and the like before the core; ``det`` the determiner or possessive pronoun.
    """

    kind: Kind
    start: int
    end: int
    core: int
    first: int
    forms: tuple[Form, ...] = ()
    agent: Agent | None = None
    name: tuple[int, int] | None = None
    title: Phrase | None = None
    mods: list[tuple[Link, Phrase]] = dataclasses.field(default_factory=list)
    marks: list[int] = dataclasses.field(default_factory=list)
    det: int | None = None
    field: tuple[int, int] | None = None  # "Foreign Affairs" of a ministry
    organisation: bool = False  # a name that ends in "Committee", "Bank" and the like

    def entries(self) -> list[Entry]:
        """The entries of the tables that the core may be."""
        return [form.entry for form in self.forms]

    def modifiers(self, *links: Link) -> list[Phrase]:
        """The phrases that hang on this one by one of the links, the nearest to the core first."""
        return [phrase for link, phrase in self.mods if link in links]
