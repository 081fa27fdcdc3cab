"""What the tables hold: one frozen record a row, and the forms under which an entry is found in text.

Dates are written as precisely as they are known ("1991", "1991-12", "1991-12-25"); ``None`` is an open end or unknown.
"""

from __future__ import annotations

from typing import Literal

import msgspec

AgentKind = Literal["office", "person", "people", "group", "organisation"]
Weakness = Literal["owner", "needs", "doubtful"]
Use = Literal["name", "demonym", "capital"]

SECTORS = frozenset({
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "JRN", "JUD", "LAB", "LEG",
    "MED", "MIL", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
})  # fmt: skip
# Codes that stand in the place of a country where no state fits.
BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})


class _Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of all entries: immutable, compared by value, and (holding only text) nothing for the garbage collector."""


class State(_Row, frozen=True, kw_only=True, gc=False):
    """A state (or a dependent territory, with ``controller``), in the system from ``start`` to ``end``."""

    iso3: str
    iso2: str | None
    cow: int | None
    gw: int | None
    name: str
    start: str | None
    end: str | None
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    capital_names: tuple[str, ...]
    controller: str | None


class Officeholder(_Row, frozen=True, kw_only=True, gc=False):
    """A person in an office for one term; ``country`` is a state, or the code of the body that ``body`` names."""

    country: str
    body: str | None
    office: str
    name: str
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    source: str | None


class Organisation(_Row, frozen=True, kw_only=True, gc=False):
    """An organisation; ``code`` (IGO UNO EUR NGO ISM MNC) where it is international, else ``country``."""

    code: str | None
    country: str | None
    sector: str | None
    name: str
    aliases: tuple[str, ...]


class Group(_Row, frozen=True, kw_only=True, gc=False):
    """An armed group or breakaway entity; ``country`` is IMG where it belongs to no one state."""

    country: str
    sector: str
    name: str
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    note: str | None


class Outlet(_Row, frozen=True, kw_only=True, gc=False):
    """A news outlet, and whether a state runs it."""

    country: str
    state_run: bool
    name: str
    aliases: tuple[str, ...]


class Agent(_Row, frozen=True, kw_only=True, gc=False):
    """A common noun for an actor ("soldier"), with the sector it stands for.

    ``role`` is the canonical name of an office. ``weak`` says that the noun names an actor only on a condition:
    ``owner`` (its sector is that of whose it is), ``needs`` (no actor without an owner), ``doubtful`` (a common word).
    ``equipment`` stands for its owner where it acts ("a warship fired"), not where it is used or launched.
    """

    noun: str
    sector: str
    kind: AgentKind
    role: str | None = None
    weak: Weakness | None = None
    plural_only: bool = False
    equipment: bool = False


class Metonym(_Row, frozen=True, kw_only=True, gc=False):
    """A place or building that stands for a body of state ("the Kremlin"); ``name`` is the body's own."""

    text: str
    country: str
    sector: str | None
    name: str


class Modifier(_Row, frozen=True, kw_only=True, gc=False):
    """A word before an agent noun that changes its sector ("former", "rebel") or leaves it (None: "acting")."""

    word: str
    sector: str | None


class Naming(_Row, frozen=True, kw_only=True, gc=False):
    """Which part of a full name ("first", "last" or "either") the people of a country are called by in news."""

    iso3: str
    short: str


Entry = State | Officeholder | Organisation | Group | Outlet | Agent | Metonym


class Form(msgspec.Struct, frozen=True, gc=False):
    """One spelling of one entry: ``use`` tells a state's name from its demonym and its capital."""

    text: str
    entry: Entry
    use: Use


def in_force(start: str | None, end: str | None, day: str | None) -> bool:
    """Whether a term covers an ISO day; partial dates count as the whole of their year or month, None as any day."""
    if day is None:
        return True
    return (start is None or start <= day) and (end is None or day[: len(end)] <= end)
