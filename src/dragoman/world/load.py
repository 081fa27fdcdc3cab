"""Loads the world tables, checks them against each other, and puts the World together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from .entries import (
    BODIES,
    SECTORS,
    Agent,
    Group,
    Metonym,
    Modifier,
    Naming,
    Officeholder,
    Organisation,
    Outlet,
    State,
    Weakness,
)
from .tables import Faults, Row, read_table
from .world import World

SHIPPED = Path(__file__).parent / "data"
T = TypeVar("T")

COLUMNS = {
    "states": "iso3 iso2 cow gw name start end names demonyms capital capital_names controller",
    "officeholders": "iso3 body office name aliases start end source",
    "organisations": "code country sector name aliases",
    "groups": "country sector name aliases start end note",
    "outlets": "country state_run name aliases",
    "agents": "noun sector kind note",
    "metonyms": "text iso3 sector name note",
    "modifiers": "word sector note",
    "naming": "iso3 short note",
}
_AGENT_KINDS = frozenset({"office", "person", "people", "group", "organisation"})


@lru_cache(maxsize=4)
def load_world(directory: Path | None = None) -> World:
    """The shipped tables; one that ``directory`` holds (same name and columns) takes the place of the shipped one.

    Raises DataError with every fault of every table.
    """
    loader = _Loader({name: _path_of(name, directory) for name in COLUMNS})
    return loader.load()


def _path_of(name: str, directory: Path | None) -> Path:
    if directory is not None and (own := directory / f"{name}.tsv").exists():
        return own
    return SHIPPED / f"{name}.tsv"


class _Loader:
    """Reads each table into records and gathers the faults."""

    def __init__(self, paths: dict[str, Path]) -> None:
        self.paths = paths
        self.faults = Faults()
        self.countries: frozenset[str] = frozenset()

    def load(self) -> World:
        states = self._table("states", self._state)
        self.countries = frozenset(state.iso3 for state in states)
        self._check_controllers(states)
        world = World(
            states=tuple(states),
            officeholders=tuple(self._table("officeholders", self._officeholder)),
            organisations=tuple(self._table("organisations", self._organisation)),
            groups=tuple(self._table("groups", self._group)),
            outlets=tuple(self._table("outlets", self._outlet)),
            agents=tuple(self._table("agents", _agent)),
            metonyms=tuple(self._table("metonyms", self._metonym)),
            modifiers=tuple(self._table("modifiers", _modifier)),
            naming=tuple(self._table("naming", self._naming)),
            hash=self._hash(),
        )
        self.faults.throw()
        return world

    def _table(self, name: str, make: Callable[[Row], T]) -> list[T]:
        records = read_table(self.paths[name], tuple(COLUMNS[name].split()), make, self.faults)
        if name == "states":
            self.faults.throw()  # every other table points to this one
        return records

    def _hash(self) -> str:
        """Twelve hexadecimal digits over the content of all tables."""
        digest = hashlib.sha256()
        for name in sorted(self.paths):
            if self.paths[name].exists():
                digest.update(name.encode() + b"\0" + self.paths[name].read_bytes())
        return digest.hexdigest()[:12]

    def _check_controllers(self, states: list[State]) -> None:
        for state in states:
            if state.controller and state.controller not in self.countries:
                self.faults.add(
                    self.paths["states"], 1, "controller", f"{state.iso3}: {state.controller!r} is no state"
                )

    def _state(self, row: Row) -> State:
        start, end = row.term()
        return State(
            iso3=row.text("iso3"),
            iso2=row.maybe("iso2"),
            cow=row.number("cow"),
            gw=row.number("gw"),
            name=row.text("name"),
            start=start,
            end=end,
            names=row.several("names"),
            demonyms=row.several("demonyms"),
            capital=row.maybe("capital"),
            capital_names=row.several("capital_names"),
            controller=row.maybe("controller"),
        )

    def _officeholder(self, row: Row) -> Officeholder:
        start, end = row.term()
        return Officeholder(
            country=row.one_of("iso3", self.countries | BODIES),
            body=row.maybe("body"),
            office=row.text("office"),
            name=row.text("name"),
            aliases=row.several("aliases"),
            start=start,
            end=end,
            source=row.maybe("source"),
        )

    def _organisation(self, row: Row) -> Organisation:
        code, country = row.maybe_one_of("code", BODIES), row.maybe_one_of("country", self.countries)
        if not code and not country:
            row.fault("code", "code and country are both empty; one of them must say whose the organisation is")
        return Organisation(
            code=code,
            country=country,
            sector=row.maybe_one_of("sector", SECTORS),
            name=row.text("name"),
            aliases=row.several("aliases"),
        )

    def _group(self, row: Row) -> Group:
        start, end = row.term()
        return Group(
            country=row.one_of("country", self.countries | BODIES),
            sector=row.one_of("sector", SECTORS),
            name=row.text("name"),
            aliases=row.several("aliases"),
            start=start,
            end=end,
            note=row.maybe("note"),
        )

    def _outlet(self, row: Row) -> Outlet:
        return Outlet(
            country=row.one_of("country", self.countries | BODIES),
            state_run=row.one_of("state_run", {"yes", "no"}) == "yes",
            name=row.text("name"),
            aliases=row.several("aliases"),
        )

    def _metonym(self, row: Row) -> Metonym:
        return Metonym(
            text=row.text("text"),
            country=row.one_of("iso3", self.countries | BODIES),
            sector=row.maybe_one_of("sector", SECTORS),
            name=row.text("name"),
        )

    def _naming(self, row: Row) -> Naming:
        return Naming(iso3=row.one_of("iso3", self.countries), short=row.one_of("short", {"first", "last", "either"}))


def _agent(row: Row) -> Agent:
    note = row.maybe("note") or ""
    return Agent(
        noun=row.text("noun"),
        sector=row.one_of("sector", SECTORS),
        kind=row.one_of("kind", _AGENT_KINDS),  # type: ignore[arg-type]
        role=_after(note, "role: "),
        weak=_weakness(_after(note, "weak: ")),
        plural_only="plural only" in note,
        equipment=note.startswith("equipment"),
    )


def _after(note: str, mark: str) -> str | None:
    """What a note says behind a mark, up to the next semicolon or slash."""
    return note.partition(mark)[2].partition(";")[0].partition(" /")[0] or None if mark in note else None


def _weakness(condition: str | None) -> Weakness | None:
    if condition is None:
        return None
    if condition.startswith("sector from its owner"):
        return "owner"
    return "needs" if condition.startswith("only with an owner") else "doubtful"


def _modifier(row: Row) -> Modifier:
    return Modifier(word=row.text("word"), sector=row.maybe_one_of("sector", SECTORS))
