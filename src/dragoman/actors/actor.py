"""Who a phrase stands for, apart from the words of this mention."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.records import Party, PartyKind, Span
from dragoman.world import State
from dragoman.world.spelling import slug

How = Literal["name", "title", "demonym", "metonym", "pronoun", "anaphor", "agent"]


Gender = Literal["f", "m"]


class Actor(msgspec.Struct, frozen=True):
    """An actor of the report: what every mention of it shares. ``noun`` is the agent noun it was named by, if any."""

    name: str
    kind: PartyKind
    country: str | None
    sector: str | None
    role: str | None
    entity: str
    noun: str | None = None
    gender: Gender | None = None

    def party(self, text: str, span: Span) -> Party:
        """The record of one mention."""
        return Party(
            name=self.name,
            text=text,
            span=span,
            kind=self.kind,
            country=self.country,
            sector=self.sector,
            role=self.role,
            entity=self.entity,
        )


def entity(country: str | None, sector: str | None, name: str | None = None) -> str:
    """A stable key: "BLR/GOV" for a state as such, "BLR/GOV/aleksandr-lukashenko", "UNO/ban-ki-moon", "-/REB/…"."""
    parts = [country or "-", sector, slug(name) if name else None]
    return "/".join(part for part in parts if part)


def state_actor(state: State, controller: str) -> Actor:
    """A state as an actor: its government."""
    return Actor(state.name, "state", controller, "GOV", None, entity(controller, "GOV"))
