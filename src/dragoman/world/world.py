"""The world as the tables know it: names in text, states by code, people by name and day."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import msgspec

from .entries import (
    BODIES,
    Agent,
    Entry,
    Form,
    Group,
    Metonym,
    Modifier,
    Naming,
    Officeholder,
    Organisation,
    Outlet,
    State,
    in_force,
)
from .index import NameIndex
from .naming import short_forms
from .spelling import plural, words

Day = date | str | None


@dataclass(frozen=True)
class World:
    """Every table, and the indexes over them; ``hash`` changes when any table changes. Made by ``load_world``."""

    states: tuple[State, ...]
    officeholders: tuple[Officeholder, ...]
    organisations: tuple[Organisation, ...]
    groups: tuple[Group, ...]
    outlets: tuple[Outlet, ...]
    agents: tuple[Agent, ...]
    metonyms: tuple[Metonym, ...]
    modifiers: tuple[Modifier, ...]
    naming: tuple[Naming, ...]
    hash: str

    def with_extra(self, groups: Iterable[Group], agents: Iterable[Agent]) -> World:
        """The world with more groups and agent nouns, save for names that it knows already: those stay as they are."""
        more = tuple(group for group in groups if not self.find(group.name))
        nouns = tuple(agent for agent in agents if not self.find(agent.noun))
        digest = hashlib.sha256(self.hash.encode() + msgspec.json.encode([more, nouns])).hexdigest()[:12]
        return replace(self, groups=(*self.groups, *more), agents=(*self.agents, *nouns), hash=digest)

    def state(self, iso3: str) -> State | None:
        """The state with this code."""
        return self._states.get(iso3)

    def controller(self, iso3: str) -> str:
        """The state that answers for this one: itself, or the controlling state of a dependent territory."""
        state = self._states.get(iso3)
        return state.controller if state and state.controller else iso3

    def find(self, name: str, on: Day = None) -> tuple[Entry, ...]:
        """Every entry of exactly this name that exists (or is in office) on the day; on any day without one."""
        day = iso(on)
        entries: list[Entry] = [
            form.entry for form in self.index.find(name) if not isinstance(form.entry, Officeholder)
        ]
        entries += self.called(words(name))
        return tuple(entry for entry in dict.fromkeys(entries) if _valid(entry, day))

    def who(self, name: str, on: Day = None) -> tuple[Officeholder, ...]:
        """The terms of office of whoever bears this full name or short form, those that cover the day, latest first."""
        day = iso(on)
        holders = self.called(words(name)) or self.known_as(words(name))
        return tuple(
            sorted((h for h in holders if in_force(h.start, h.end, day)), key=lambda h: h.start or "", reverse=True)
        )

    def order(self, country: str | None) -> str | None:
        """Which part of a name people of this country are called by: ``first``, ``last``, or None for not known."""
        if country is None or country in BODIES:
            return None
        return self._orders.get(country, "last")

    def modifier_sector(self, word: str) -> str | None:
        """The sector that a word before an agent noun gives it ("ousted": ELI), None where it leaves the noun's own."""
        return self._modifiers.get(word)

    @cached_property
    def index(self) -> NameIndex:
        """Finds every name and agent noun in text."""
        return NameIndex(self._forms())

    def called(self, name: tuple[str, ...]) -> tuple[Officeholder, ...]:
        """Every term of office of whoever has these words as his full name."""
        found = [form.entry for form in self.index.spelt(name) if isinstance(form.entry, Officeholder)]
        persons = dict.fromkeys((holder.country, holder.name, *holder.aliases) for holder in found)
        return tuple(term for person in persons for term in self._terms[person])

    def known_as(self, short: tuple[str, ...]) -> tuple[Officeholder, ...]:
        """Every term of office of whoever is called so for short; to be used only in a context that settles who."""
        persons = dict.fromkeys((*self._by_end.get(short[-1], ()), *self._by_end.get(short[0], ()))) if short else {}
        return tuple(
            term
            for person in persons
            if any(short in short_forms(name, self.order(person[0])) for name in person[1:])
            for term in self._terms[person]
        )

    @cached_property
    def _by_end(self) -> dict[str, list[tuple[str, ...]]]:
        """Persons by the first and by the last word of their names."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for person in self._terms:
            for name in person[1:]:
                parts = words(name)
                found[parts[0]].append(person)
                found[parts[-1]].append(person)
        return found

    @cached_property
    def _terms(self) -> dict[tuple[str, ...], list[Officeholder]]:
        """Terms of office by country, name and aliases: one key for each person as the table writes him."""
        found: dict[tuple[str, ...], list[Officeholder]] = defaultdict(list)
        for holder in self.officeholders:
            found[holder.country, holder.name, *holder.aliases].append(holder)
        return found

    @cached_property
    def _states(self) -> dict[str, State]:
        return {state.iso3: state for state in self.states}

    @cached_property
    def _modifiers(self) -> dict[str, str | None]:
        return {modifier.word.strip("-"): modifier.sector for modifier in self.modifiers}

    @cached_property
    def _orders(self) -> dict[str, str | None]:
        return {row.iso3: None if row.short == "either" else row.short for row in self.naming}

    def _forms(self) -> Iterator[Form]:
        for state in self.states:
            yield from _state_forms(state)
        for person, terms in self._terms.items():
            # One word alone ("Lula", "Bush") names a person only in context: see ``surnames``.
            yield from (Form(name, terms[0], "name") for name in person[1:] if " " in name)
        named: tuple[Organisation | Group | Outlet, ...] = (*self.organisations, *self.groups, *self.outlets)
        for entry in named:
            yield from (Form(name, entry, "name") for name in (entry.name, *entry.aliases))
        for metonym in self.metonyms:
            yield Form(metonym.text.removeprefix("the ").removeprefix("The "), metonym, "name")
        for agent in self.agents:
            yield Form(agent.noun, agent, "name")
            if not agent.plural_only:
                yield Form(plural(agent.noun), agent, "name")


def iso(on: Day) -> str | None:
    """A day as ISO text."""
    return on.isoformat() if isinstance(on, date) else on


def _state_forms(state: State) -> Iterator[Form]:
    for name in dict.fromkeys((state.name, *state.names)):
        yield Form(name, state, "name")
    for demonym in state.demonyms:
        if demonym not in state.names:
            yield Form(demonym, state, "demonym")
    for capital in dict.fromkeys(filter(None, (state.capital, *state.capital_names))):
        if capital != state.name:
            yield Form(capital, state, "capital")


def _valid(entry: Entry, day: str | None) -> bool:
    if isinstance(entry, State | Officeholder | Group):
        return in_force(entry.start, entry.end, day)
    return True
