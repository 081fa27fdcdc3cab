"""The international body that a phrase names, also where the actors room reads it as its members ("a NATO member")."""

from __future__ import annotations

from dragoman.actors.actor import entity
from dragoman.coding.scene import Scene
from dragoman.coding.tree import children
from dragoman.language.tokens import Token
from dragoman.records import Party
from dragoman.world import Organisation


def body_named(token: Token, scene: Scene) -> Party | None:
    """The organisation of the tables that a noun phrase names, tried from its longest words to its head alone.

    "The UN Human Rights Council" is the council where the tables have it, else the UN.
    """
    first = min((t.i for t in token.lefts if t.pos_ in {"PROPN", "ADJ", "NOUN"}), default=token.i)
    last = max((t.i for t in _name(token)), default=token.i)
    for start, end in [
        *((i, last + 1) for i in range(first, token.i + 1)),
        *((first, i) for i in range(last, first, -1)),
    ]:
        span = scene.doc[start:end]
        found = [entry for entry in scene.world.find(span.text) if isinstance(entry, Organisation) and entry.code]
        if found:
            return _party(found[0], span.start_char, span.end_char, scene)
    return None


def _name(token: Token) -> list[Token]:
    """What belongs to a name behind its head: "Council of Europe", "Organization of American States"."""
    if token.pos_ != "PROPN":
        return []
    inner = [t for t in children(token, "flat", "nmod") if t.pos_ == "PROPN"]
    return [t for one in inner for t in (one, *_name(one))]


def _party(body: Organisation, start: int, end: int, scene: Scene) -> Party:
    country = body.code or body.country
    sector = None if country in {"IGO", "UNO", "EUR"} else body.sector  # as the actors room has it
    return Party(
        name=body.name,
        text=scene.report.text[start:end],
        span=(start, end),
        kind="organisation",
        country=country,
        sector=sector,
        role=None,
        entity=entity(country, sector, body.name),
    )
