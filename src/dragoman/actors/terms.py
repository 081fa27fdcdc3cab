"""Checks an inferred publication day against the terms of office of persons that the report names with their titles."""

from __future__ import annotations

from dragoman.records import Published
from dragoman.world import World
from dragoman.world.entries import Officeholder

from .mentions import Parties


def contradiction(parties: Parties, published: Published, world: World) -> str | None:
    """Who did not hold, in that interval, the office that the report gives them; None where nobody contradicts it.

    Only persons named with their title count, and only offices whose terms the table has for them.
    """
    for mention in parties.mentions:
        party = mention.party
        if mention.how != "title" or party.kind != "person" or party.role is None:
            continue
        terms = [
            t for t in world.who(party.name) if t.office.replace("-", " ") == party.role and t.country == party.country
        ]
        if terms and not any(_covers(term, published) for term in terms):
            return f"{party.name} was not {party.role} between {published.start} and {published.end}"
    return None


def _covers(term: Officeholder, published: Published) -> bool:
    """Whether a term shares a day with the interval; a year or month alone counts whole."""
    return (term.start or "") <= published.end and (term.end is None or term.end + "-99" >= published.start)
