"""A party from what a person writes: a name that the world tables know, or a name with a country and a sector."""

from __future__ import annotations

from dragoman.actors import similar, who
from dragoman.actors.actor import entity
from dragoman.errors import UsageError
from dragoman.records import Known, Party, PartyKind, Span
from dragoman.world import BODIES, load_world
from dragoman.world.entries import SECTORS


def party_of(
    name: str, *, text: str, on: str | None = None, country: str | None = None, sector: str | None = None
) -> Party:
    """The party of a name.

    ``text`` is that of the report, where the name is looked for; ``on`` the day for which it is asked who held an
    office. A ``country`` or ``sector`` (as codes) goes before what the tables say. Raises UsageError for a name that
    nothing is known of and that has no code either, and for a code that does not exist.
    """
    name = " ".join(name.split())
    country, sector = country_of(country or ""), sector_of(sector or "")
    known = _known(name, on)
    if known is None and not (country or sector):
        near = similar(name)
        hint = f"; near are {', '.join(near)}" if near else ""
        raise UsageError(f"{name!r} is not in the world tables{hint}; give it a country or a sector")
    kind: PartyKind = known.kind if known else "group"
    country = country or (known.country or None if known else None)
    sector = sector or (known.sector if known else None)
    official = known.name if known else name
    span = span_of(name, text) or span_of(official, text) or (0, 0)
    return Party(
        name=official, text=text[slice(*span)], span=span, kind=kind, country=country, sector=sector,
        role=known.office if known else None,
        entity=entity(country, sector, None if kind == "state" else official),
    )  # fmt: skip


def coded_as(party: Party, country: str | None, sector: str | None) -> Party:
    """The party with another country or sector, and the key that follows from them. Raises UsageError."""
    country, sector = country_of(country or ""), sector_of(sector or "")
    plain = party.entity == entity(party.country, party.sector)
    key = entity(country, sector, None if plain else party.entity.rpartition("/")[2])
    return Party(
        name=party.name, text=party.text, span=party.span, kind=party.kind, country=country, sector=sector,
        role=party.role, entity=key,
    )  # fmt: skip


def span_of(words: str, text: str) -> Span | None:
    """Where words stand first in a text, whatever their case."""
    at = text.lower().find(words.lower()) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def _known(name: str, on: str | None) -> Known | None:
    """Of those that bear a name the first; ``who`` gives those of the day first."""
    return next(iter(who(name, on)), None)


def country_of(written: str) -> str | None:
    """A code of a state or body as it was written; None for nothing. Raises UsageError for one that does not exist."""
    if written and written not in {state.iso3 for state in load_world().states} | BODIES:
        raise UsageError(f"no country or body has the code {written!r}; write it as BLR, UNO, NGO")
    return written or None


def sector_of(written: str) -> str | None:
    """A code of a sector as it was written; None for nothing. Raises UsageError for one that does not exist."""
    if written and written not in SECTORS:
        raise UsageError(f"no sector {written!r}; there are: {', '.join(sorted(SECTORS))}")
    return written or None
