"""What one marked party does to another in a sentence: the acts that the rules find between the two.

The two marked stretches of text count as parties whether or not the world table knows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import msgspec
from spacy.tokens import Token

from dragoman.actors import ActorMention
from dragoman.records import Party, Span

from .coder import Acts, read_acts
from .drafts import Draft
from .scene import PartyFinder, Scene

SOURCE, TARGET = "the source", "the target"


@dataclass(frozen=True, slots=True)
class Evidence:
    """An act of the sentence and how its sides meet the marked ones.

    ``source`` and ``target`` say how surely each fills its side: 1 as the filler itself, 0.5 within it, 0 not at all;
    ``turned`` says the same of source and target the other way round, as a sum.
    """

    draft: Draft
    source: float
    target: float
    turned: float

    @property
    def weight(self) -> float:
        """How much the act speaks for itself: both sides count more than one, a turned pair less than none."""
        straight = self.source + self.target + (1.0 if self.source and self.target else 0.0)
        return straight - 0.5 * self.turned


class MarkedParties:
    """The parties of a sentence in which two stretches are taken as the source and the target."""

    def __init__(
        self, found: PartyFinder, doc_tokens: Iterable[Token], source: Span | None, target: Span | None
    ) -> None:
        self._found = found
        self._marked: dict[int, Party] = {}
        mentions = []
        tokens = list(doc_tokens)
        for entity, span in ((SOURCE, source), (TARGET, target)):
            inside = [t for t in tokens if span and span[0] <= t.idx < span[1]]
            if not inside:
                continue
            head = _head(inside)
            known = found.at(head) or tuple(chain.from_iterable(found.at(t) for t in inside))
            party = _as_marked(known, entity, inside)
            self._marked |= {t.i: party for t in inside}
            mentions.append(ActorMention(party, inside[0].i, inside[-1].i + 1, head.i, "name"))
        others = [m for m in found.mentions if not any(i in self._marked for i in range(m.start, m.end))]
        self.mentions: tuple[ActorMention, ...] = tuple(sorted([*others, *mentions], key=lambda m: m.start))

    def at(self, token: Token) -> tuple[Party, ...]:
        """The marked party that covers the token, else who the token denotes."""
        marked = self._marked.get(token.i)
        return (marked,) if marked else self._found.at(token)

    def under(self, token: Token) -> tuple[Party, ...]:
        """The parties named anywhere below the token."""
        inside = {t.i for t in token.subtree}
        return tuple({m.party.entity: m.party for m in self.mentions if m.head in inside}.values())


def evidence(scene: Scene, source: Span | None, target: Span | None) -> tuple[Evidence, ...]:
    """The acts of a sentence with what they have to do with the marked pair, in text order."""
    marked = replace(scene, parties=MarkedParties(scene.parties, scene.doc, source, target))
    acts: Acts = read_acts(marked)
    return tuple(_evidence(draft, marked) for draft in acts.drafts)


def _evidence(draft: Draft, scene: Scene) -> Evidence:
    actor, recipient = _held(draft.actors), _held(draft.recipients)
    roles = [t for tokens in draft.reading.predicate.roles.held.values() for t in tokens]
    under = {p.entity for t in roles for p in scene.parties.under(t)}
    straight = [max(sure, 0.5 * (name in under)) for sure, name in ((actor[0], SOURCE), (recipient[1], TARGET))]
    turned = recipient[0] + actor[1]
    if draft.reciprocal and turned == 2:
        straight, turned = [1.0, 1.0], 0.0
    return Evidence(draft, straight[0], straight[1], turned)


def _held(parties: tuple[Party, ...]) -> tuple[float, float]:
    names = {party.entity for party in parties}
    return float(SOURCE in names), float(TARGET in names)


def _head(tokens: list[Token]) -> Token:
    """The token of a stretch that hangs on something outside it."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


def _as_marked(known: tuple[Party, ...], entity: str, tokens: list[Token]) -> Party:
    if known:
        return msgspec.structs.replace(known[0], entity=entity)
    first, last = tokens[0], tokens[-1]
    span = (first.idx, last.idx + len(last))
    text = first.doc.text[slice(*span)]
    return Party(name=text, text=text, span=span, kind="group", country=None, sector=None, role=None, entity=entity)
