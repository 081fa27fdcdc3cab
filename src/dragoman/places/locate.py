"""Where an oblique phrase says that something took place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..records import Place
from .cues import LOCATIVE, PLACE_NOUNS
from .mentions import PlaceMention, find_places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LINKS = LOCATIVE | {"of"}
# How many tokens a place may follow its noun by where the report is not parsed ("the port city of Odesa").
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
    """Whether a mention says where the noun is: "the outskirts of Kyiv", "Kyiv's outskirts", "a summit in Samarkand"."""
    if not doc.has_annotation("DEP"):
        return _follows(doc, token, mention)
    head = doc[mention.start : mention.end].root
    if head.head != token or head == token:
        return False
    links = {child.lower_ for child in head.children if child.dep_ == "case"}
    placed = token.lower_ in PLACE_NOUNS
    return bool(links & LOCATIVE) or (placed and (not links or bool(links & {"of", "'s", "’s", "with"})))


def _follows(doc: Doc, token: Token, mention: PlaceMention) -> bool:
    """Without a parse: the noun, one linking preposition, then the place, with nothing but small words between."""
    between = doc[token.i + 1 : mention.start]
    if not 0 < len(between) <= _REACH or between[0].lower_ not in _LINKS:
        return False
    if between[0].lower_ == "of" and token.lower_ not in PLACE_NOUNS:
        return False
    return all(word.is_alpha for word in between)
