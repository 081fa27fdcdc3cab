"""Whom words mean that name nobody: "its neighbour", "the country", "the insurgency"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from dragoman.coding.predicates import lemma
from dragoman.coding.scene import Scene
from dragoman.coding.tree import antecedent, children
from dragoman.language.tokens import Token
from dragoman.records import Party

_LANDS = frozenset({"country", "island", "kingdom", "republic", "nation", "territory", "sheikhdom", "emirate"})
_PAIRED = frozenset({"neighbour", "neighbor", "country", "republic", "nation", "state", "rival", "foe", "side", "ally"})
_BOTH = frozenset({"the", "both", "two"})
_REBELS = frozenset({"REB", "UAF", "PRM"})
_STATE = ("GOV", "MIL")
_SPOKEN_OF = 2
"""How often a report must name an armed group for a war that it does not say the sides of to be that group's."""


def neighbour_of(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The state that "its neighbour" means: the one that the sentence before speaks of most, if one does."""
    owners = {p.country for owner in children(token, "nmod:poss") for p in scene.parties.at(owner)}
    here = scene.sentence_of(token).start
    before = next((s for s in reversed(scene.sentences) if s.end <= here), None)
    return () if before is None else _most(_states(before.start, before.end, scene), owners)


def meant_by(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The states that a word for a land or for two of them means; nothing for any other word."""
    if any(t.dep_ in {"amod", "nmod:poss"} for t in token.lefts) or children(token, "nmod", "acl:relcl"):
        return ()  # "the poorest countries", "the countries of the north"
    return _land(token, scene) or _pair(token, scene)


def _land(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The state that "the country" or "the island" means: of its sentence, of that before, of the whole report.

    Not one that acts in its clause, and nothing where none is spoken of more than the rest.
    """
    if lemma(token) not in _LANDS or not any(t.lower_ == "the" for t in token.lefts):
        return ()
    if token.tag_ == "NNS":  # "the islands": a state that is called so
        return (
            _most([p for p in _states(0, len(scene.doc), scene) if "Islands" in p.name], ())
            if token.lower_ == "islands"
            else ()
        )
    above = [t for one in token.ancestors for t in (one, *children(one, "nsubj", "nsubj:pass"))]
    others = {p.country for t in above for p in scene.parties.at(antecedent(t))}
    number = scene.sentence_number(token)
    before = scene.sentences[max(number - 1, 0)]
    for start, end in ((scene.sentences[number].start, token.i), (before.start, before.end), (0, len(scene.doc))):
        if found := _most(_states(start, end, scene), others):
            return found
    return ()


def _pair(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The two states that "the neighbours" or "both republics" mean: those that the report so far names most."""
    if lemma(token) not in _PAIRED or token.tag_ != "NNS" or not any(t.lower_ in _BOTH for t in token.lefts):
        return ()
    states = _states(0, token.i, scene)
    top = Counter(p.country for p in states).most_common(3)
    if len(top) < 2 or (len(top) > 2 and top[1][1] == top[2][1]):
        return ()
    return tuple(next(p for p in states if p.country == country) for country, _ in top[:2])


def foes(scene: Scene) -> list[Party]:
    """The government and the armed group whose war a report tells of; nothing where it names more, or seldom."""
    named = [mention.party for mention in scene.parties.mentions]
    armed = Counter((p.country, p.sector) for p in named if p.sector in _REBELS and p.country)
    top = armed.most_common(2)
    if not top or top[0][1] < _SPOKEN_OF or (len(top) > 1 and top[0][1] == top[1][1]):
        return []
    (country, sector), _ = top[0]
    group = next(p for p in named if (p.country, p.sector) == (country, sector))
    own = [p for p in named if p.country == country]
    state = next((p for sector in _STATE for p in own if p.sector == sector), None)
    return [] if state is None else [state, group]


def _states(start: int, end: int, scene: Scene) -> list[Party]:
    """Parties of a state named between two tokens, and the states of the places there that nobody acts in."""
    named = [m for m in scene.parties.mentions if start <= m.start < end]
    acting = [m.party for m in named if scene.world.state(m.party.country or "")]
    within = {i for m in named for i in range(m.start, m.end)}
    lying = [
        p for i in sorted(scene.places) if start <= i < end and i not in within and (p := scene.state_at(scene.doc[i]))
    ]
    return [*acting, *lying]


def _most(named: Iterable[Party], others: Container[str | None]) -> tuple[Party, ...]:
    states = [p for p in named if p.country not in others]
    top = Counter(p.country for p in states).most_common(2)
    if not top or (len(top) > 1 and top[0][1] == top[1][1]):
        return ()
    return (next(p for p in states if p.country == top[0][0]),)
