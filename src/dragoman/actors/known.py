"""What the world tables say of a name by itself, outside any report."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches

from dragoman.errors import UsageError
from dragoman.records import Known, PartyKind
from dragoman.world import BODIES, Agent, Group, Metonym, Officeholder, Organisation, Outlet, State, World, load_world
from dragoman.world.entries import in_force

from .people import role_of
from .resolve import sector_of
from .words import load_words

SUGGESTED = 5
Named = State | Officeholder | Organisation | Group | Outlet | Metonym


def who(name: str, on: str | date | None = None, *, world: World | None = None) -> tuple[Known, ...]:
    """Who or what bears a name: every state, office holder, organisation, group, outlet or seat of the tables.

    ``on`` is a day (ISO text or date); what held on it comes first, and ``then`` tells it from what did not. Without a
    day the latest comes first. The empty tuple means that the tables do not know the name.
    Raises UsageError where ``on`` is no day.
    """
    world, day, name = world or load_world(), _day(on), re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
    found = [
        _known(entry, day, world) for entry in (*world.find(name), *world.who(name)) if not isinstance(entry, Agent)
    ]
    distinct = tuple(dict.fromkeys(found))
    return tuple(sorted(distinct, key=lambda known: (known.then, known.start or ""), reverse=True))


def similar(name: str, *, world: World | None = None) -> tuple[str, ...]:
    """Names of the tables that are spelt nearly so, the nearest first."""
    world = world or load_world()
    named: tuple[Named, ...] = (
        *world.states,
        *world.officeholders,
        *world.organisations,
        *world.groups,
        *world.outlets,
    )
    return tuple(get_close_matches(name, dict.fromkeys(entry.name for entry in named), n=SUGGESTED, cutoff=0.75))


def _day(on: str | date | None) -> str | None:
    if on is None:
        return None
    try:
        return date.fromisoformat(str(on)).isoformat()
    except ValueError:
        raise UsageError(f"{str(on)!r} is no day; write it as YYYY-MM-DD") from None


def _known(entry: Named, day: str | None, world: World) -> Known:
    kind: PartyKind
    match entry:
        case State():
            kind, country, sector = "state", entry.controller or entry.iso3, "GOV"
        case Officeholder():
            kind, country, sector = "person", entry.country, sector_of(entry, day, world, load_words())
        case Group():
            kind, country, sector = "group", entry.country, entry.sector
        case Outlet():
            kind, country, sector = "organisation", entry.country, "JRN"
        case Organisation():
            kind, country, sector = "organisation", entry.code or entry.country or "", entry.sector or ""
        case Metonym():
            kind, country, sector = "organisation", entry.country, entry.sector or "GOV"
    start, end = (getattr(entry, key, None) for key in ("start", "end"))
    state = world.state(country)
    return Known(
        name=entry.name,
        kind=kind,
        country=country,
        state=state.name if state else None,
        sector=None if country in BODIES and sector == "GOV" else sector or None,
        office=role_of(entry) if isinstance(entry, Officeholder) else None,
        body=entry.body if isinstance(entry, Officeholder) else None,
        start=start,
        end=end,
        then=in_force(start, end, day),
        source=getattr(entry, "source", None) or f"{type(entry).__name__.lower()} table",
    )
