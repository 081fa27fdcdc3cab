"""Where an oblique phrase says that something took place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.records import Place

from .cues import cues
from .mentions import PlaceMention, find_places

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc, Token

_OWNERS = frozenset({"of", "'s", "’s"})
# How many tokens a place may follow its noun by when it stands beside it ("the port city of Odesa").
_REACH = 4


def locate(doc: Doc, token: Token, *, mentions: Sequence[PlaceMention] | None = None) -> Place | None:
    """The place that a phrase names, given its head: "Samarkand" or "city" in "in the city of Samarkand, Uzbekistan".

    ``mentions`` are those of ``find_places(doc)``, to be given where many phrases of one report are asked for.
    None where the phrase names no place that is known.
    """
    mentions = find_places(doc) if mentions is None else mentions
    for mention in mentions:
        if mention.start <= token.i < mention.end:
            return mention.place
    near = (mention for mention in mentions if _completes(doc, token, mention))
    return next((mention.place for mention in near), None)


def _completes(doc: Doc, token: Token, mention: PlaceMention) -> bool:
    """Whether a mention says where the noun is: "the outskirts of Kyiv", "a summit in Samarkand"."""
    placed = token.lower_ in cues().place_nouns
    if placed and _beside(doc, token, mention):
        return True
    if not doc.has_annotation("DEP"):
        return _follows(doc, token, mention, cues().locative)
    head = doc[mention.start : mention.end].root
    if head.head != token or head == token:
        return False
    links = {child.lower_ for child in head.children if child.dep_ == "case"}
    return bool(links & cues().locative) or (placed and links <= _OWNERS)


def _beside(doc: Doc, token: Token, mention: PlaceMention) -> bool:
    """Whether a noun for places stands beside the name: "border with Poland", "Kyiv's outskirts"."""
    if doc[mention.end : token.i].text in {"'s", "’s"}:
        return True
    if token.i + 2 == mention.start and doc[token.i + 1].text == ",":
        return True
    return _follows(doc, token, mention, cues().locative | _OWNERS | {"with"})


def _follows(doc: Doc, token: Token, mention: PlaceMention, links: frozenset[str]) -> bool:
    """Whether the noun, one linking preposition and the place follow each other, with only small words between."""
    between = doc[token.i + 1 : mention.start]
    return 0 < len(between) <= _REACH and between[0].lower_ in links and all(word.is_alpha for word in between)
