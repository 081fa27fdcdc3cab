"""What one marked party does to another in a sentence: the acts that the rules find between the two.

The two marked stretches of text count as parties whether or not the world table knows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import msgspec
import numpy as np

from dragoman.actors import ActorMention
from dragoman.codebook import NONE
from dragoman.language.encoder import Array
from dragoman.language.tokens import Token
from dragoman.records import Party, Related, Span

from .coder import read_acts
from .drafts import Draft
from .scene import PartyFinder, Scene
from .scorer import FULL, Settings

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
        straight = self.source + self.target + (FULL - 2 if self.source and self.target else 0.0)
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
    marked = marked_scene(scene, source, target)
    return tuple(_evidence(draft, marked) for draft in read_acts(marked).drafts)


def marked_scene(scene: Scene, source: Span | None, target: Span | None) -> Scene:
    """The scene of a sentence in which the two marked stretches are parties, ``SOURCE`` and ``TARGET`` by entity."""
    parties = MarkedParties(scene.parties, scene.doc, source, target)
    return replace(scene, parties=parties, predicates={})  # whose roles depend on who is a party


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


def best_rules(found: Iterable[Evidence]) -> dict[str, Evidence]:
    """By type the act that speaks loudest for it, of equals the first."""
    best: dict[str, Evidence] = {}
    for each in found:
        kept = best.get(each.draft.type)
        if kept is None or each.weight > kept.weight:
            best[each.draft.type] = each
    return best


def by_rules(best: dict[str, Evidence], id_: str | None, *, rest: str) -> Related:
    """What the rules alone make of a pair: the loudest act, and ``rest`` where they find none."""
    if not best:
        return Related(id=id_, type=rest, mode=None, confidence=0.0, why="no rule fired")
    chosen = max(best.values(), key=lambda each: each.weight)
    sure = min(max(chosen.weight, 0.0) / FULL, 1.0)
    return Related(
        id=id_, type=chosen.draft.type, mode=chosen.draft.mode, confidence=round(sure, 2), why=chosen.draft.rule.id
    )


def by_scorer(types: Array, codes: Array, best: dict[str, Evidence], id_: str | None, settings: Settings) -> Related:
    """What the scorer makes of a pair, with what the rules say added to its scores.

    ``types`` and ``codes`` are its scores for one sentence. The mode is the rule's where it has one, else the scorer's.
    """
    total = types / settings.temperature
    if NONE in settings.types:
        total[settings.types.index(NONE)] = -np.inf  # there is always a best type
    for type_, each in best.items():
        total[settings.types.index(type_)] += settings.rule_weight(each.weight)
    chances = np.exp(total - total.max())
    chances /= chances.sum()
    type_ = settings.types[int(chances.argmax())]
    rule = best.get(type_)
    mode = rule.draft.mode if rule and rule.draft.mode else settings.mode(type_, codes)
    why = rule.draft.rule.id if rule and rule.weight > 0 else "scorer"
    return Related(id=id_, type=type_, mode=mode, confidence=round(float(chances.max()), 3), why=why)
