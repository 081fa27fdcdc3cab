"""Who the two sides of a tie are: the roles of its words, whom a noun is said of, and the states that places lie in."""

from __future__ import annotations

from dragoman.codebook.entries import TieRule
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.scene import Scene
from dragoman.coding.tree import case_word, children
from dragoman.language.tokens import Token
from dragoman.records import Party
from dragoman.world import State

from .bodies import body_named
from .meant import foes, neighbour_of
from .roles import bearers, described

_NEIGHBOURS = frozenset({"neighbor", "neighbour"})
_FIRST_PARTS = {
    "russo": "Russia", "sino": "China", "indo": "India", "franco": "France", "anglo": "Britain", "greco": "Greece",
    "turco": "Turkey", "austro": "Austria", "luso": "Portugal", "italo": "Italy", "polono": "Poland",
}  # fmt: skip
"""What stands for a state only before a hyphen: "the Sino-Indian border"."""
_TERRITORIAL = frozenset({"border", "occupation"})
"""Relations whose sides may be named by a place: "a border with Ukraine", "parts of Ukraine"."""
_BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"})
Pair = tuple[Party, Party]


def pairs_of(predicate: Predicate, rule: TieRule, scene: Scene) -> list[Pair]:
    """Every pair of a side ``a`` with a side ``b``; of one list for both the first with the rest."""
    first, second = _side(predicate, rule, rule.a, scene), _side(predicate, rule, rule.b, scene)
    if [p.entity for p in first] == [p.entity for p in second] and len(first) > 1:
        first, second = first[:1], second[1:]
    return [(a, b) for a in first for b in second if _apart(a, b, rule)]


def _apart(a: Party, b: Party, rule: TieRule) -> bool:
    """Whether two parties can have a tie: different ones, both of which have a country or are a body or group."""
    if a.entity == b.entity or not (a.country or b.country) or not all(map(_counts, (a, b))):
        return False
    if rule.relation == "membership" and (b.country not in _BODIES or a.sector == "UNK"):
        return False  # not of a parliament; "a member" whom nothing names
    return (a.country, a.sector) != (b.country, b.sector) or a.country is None or a.country in {"IGO", "IMG"}


def _counts(party: Party) -> bool:
    return bool(party.country) or party.kind in {"organisation", "group", "people"}


def _side(predicate: Predicate, rule: TieRule, roles: tuple[str, ...], scene: Scene) -> list[Party]:
    """The parties of the first role that holds any."""
    made = predicate.roles.get("maker")  # "troops and Peruvian-backed rebels": of the rebels alone
    for role in roles:
        if role == "foes":
            return foes(scene)
        found: dict[str, Party] = {}
        for token in predicate.roles.get(role):
            if role in {"maker", "pair"}:
                called = _state_called(token, scene)
            else:
                beside = () if made else scene.beside(token, whole=role in {"between", "subj_of"})
                called = [*_parties(token, rule, scene), *beside]
            for party in called:
                found.setdefault(party.entity, party)
        if found:
            return list(found.values())
    return []


def _state_called(token: Token, scene: Scene) -> list[Party]:
    """The state of a name or demonym inside a mention of somebody else: "Peru" in "Peruvian-backed rebels"."""
    name = _FIRST_PARTS.get(token.lower_, token.text)
    found = next((entry for entry in scene.world.find(name) if isinstance(entry, State)), None)
    if found is None:
        return list(scene.parties.at(token))
    span = (token.idx, token.idx + len(token))
    return [
        Party(
            name=found.name, text=token.text, span=span, kind="state", country=found.iso3, sector="GOV", role=None,
            entity=f"{found.iso3}/GOV",
        )
    ]  # fmt: skip


def _parties(token: Token, rule: TieRule, scene: Scene) -> tuple[Party, ...]:
    """Whom a role means; "its neighbour" is the state that the sentence before speaks of most."""
    token = described(token)
    if rule.relation == "membership" and (body := body_named(token, scene)) is not None:
        return (body,)
    if lemma(token) in _NEIGHBOURS and children(token, "nmod:poss") and not bearers(token):
        return neighbour_of(token, scene)
    if rule.relation in _TERRITORIAL:
        land = _territory(token, scene)
        return tuple(_state_of(p, scene) for p in land) if rule.relation == "border" else land
    state = scene.state_at(token)
    return scene.parties_of(token) or ((state,) if state is not None else ())


def _state_of(party: Party, scene: Scene) -> Party:
    """The state whose people, office or party somebody is: states have borders."""
    state = scene.world.state(party.country or "")
    if state is None or party.kind == "state":
        return party
    entity = f"{state.iso3}/GOV"
    return Party(
        name=state.name, text=party.text, span=party.span, kind="state", country=state.iso3, sector="GOV", role=None,
        entity=entity,
    )  # fmt: skip


def _territory(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The state whose land a phrase names: itself, or whose part it is."""
    parts = [t for t in token.children if t.dep_ in {"nmod:poss", "amod", "compound", "flat"} or case_word(t) == "of"]
    for near in (token, *parts):
        state = scene.state_at(near)
        found = scene.parties.at(near)
        if state is not None and near.pos_ == "PROPN" and not any(p.country == state.country for p in found):
            return (state,)  # "the West Bank" is no bank
        if found or state is not None:
            return found or ((state,) if state is not None else ())
    return ()
