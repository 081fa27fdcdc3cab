"""Who the two sides of a tie are: the roles of its words, whom a noun is said of, and the states that places lie in."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from spacy.tokens import Token

from dragoman.codebook.entries import NOUN, TieRule
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.roles import Roles, nested_phrases
from dragoman.coding.scene import Scene
from dragoman.coding.tree import NOMINAL, antecedent, case_word, children, subjects_or_patients
from dragoman.records import Party
from dragoman.world import State

from .bodies import body_named

_NEIGHBOURS = frozenset({"neighbor", "neighbour"})
_OF_SEVERAL = frozenset({"one", "some", "most"})
_DESCRIPTIONS = frozenset({"member", "member_state", "ally", "partner", "state", "country", "nation", "republic"})
_TERRITORIAL = frozenset({"border", "occupation"})
"""Relations whose sides may be named by a place: "a border with Ukraine", "parts of Ukraine"."""
_BODIES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG"})
Pair = tuple[Party, Party]


def standing(predicate: Predicate) -> Predicate:
    """The predicate with the roles that only ties ask for.

    ``subj_of`` is of whom a noun is said, ``case`` its preposition, ``head`` the word it hangs on, ``holder`` who
    acts in that word, ``held`` whom that acts on; ``maker`` is "Peru" in "Peru-backed".
    """
    roles = Roles(dict(predicate.roles.held))
    if predicate.pos != NOUN:
        roles.add("maker", _hyphened(predicate.trigger))
        return replace(predicate, roles=roles)
    noun = _whole(predicate.trigger)
    for modifier in children(predicate.trigger, "compound"):
        for role, tokens in nested_phrases(modifier).items():
            roles.fill(role, tokens)  # "arms embargo on Peru": a parser hangs the last on "arms"
    roles.add("subj_of", _bearers(noun))
    roles.add("case", children(predicate.trigger, "case"))
    if noun.dep_ in {"obj", "obl", "nsubj", "nsubj:pass", "xcomp", "nmod"}:
        head = noun.head
        roles.add("head", [head, *_in_force(head)])
        if noun.dep_ in {"obj", "obl", "xcomp"}:
            roles.add("holder", subjects_or_patients(head))
            roles.add("held", [t for t in children(head, "obj", "iobj", "nsubj:pass") if t.i != noun.i])
    return replace(predicate, roles=roles)


def pairs_of(predicate: Predicate, rule: TieRule, scene: Scene) -> list[Pair]:
    """Every pair of a side ``a`` with a side ``b``; of one list for both the first with the rest."""
    first, second = _side(predicate, rule, rule.a, scene), _side(predicate, rule, rule.b, scene)
    if [p.entity for p in first] == [p.entity for p in second] and len(first) > 1:
        first, second = first[:1], second[1:]
    return [(a, b) for a in first for b in second if _apart(a, b, rule)]


def _apart(a: Party, b: Party, rule: TieRule) -> bool:
    """Whether two parties can have a tie: different ones, both of which have a country or are a body or group."""
    if a.entity == b.entity or not (a.country or b.country):
        return False
    if rule.relation == "membership" and (b.country not in _BODIES or a.sector == "UNK"):
        return False  # not of a parliament; "a member" whom nothing names
    return (a.country, a.sector) != (b.country, b.sector) or a.country is None or a.country in {"IGO", "IMG"}


def _side(predicate: Predicate, rule: TieRule, roles: tuple[str, ...], scene: Scene) -> list[Party]:
    """The parties of the first role that holds any."""
    made = predicate.roles.get("maker")  # "troops and Peruvian-backed rebels": of the rebels alone
    for role in roles:
        found: dict[str, Party] = {}
        for token in predicate.roles.get(role):
            if role == "maker":
                return _state_called(token, scene)
            beside = () if made else scene.beside(token, whole=role in {"between", "subj_of"})
            for party in (*_parties(token, rule, scene), *beside):
                found.setdefault(party.entity, party)
        if found:
            return list(found.values())
    return []


def _state_called(token: Token, scene: Scene) -> list[Party]:
    """The state of a name or demonym inside a mention of somebody else: "Peru" in "Peruvian-backed rebels"."""
    found = next((entry for entry in scene.world.find(token.text) if isinstance(entry, State)), None)
    if found is None:
        return []
    span = (token.idx, token.idx + len(token))
    return [
        Party(
            name=found.name, text=token.text, span=span, kind="state", country=found.iso3, sector="GOV", role=None,
            entity=f"{found.iso3}/GOV",
        )
    ]  # fmt: skip


def _parties(token: Token, rule: TieRule, scene: Scene) -> tuple[Party, ...]:
    """Whom a role means; "its neighbour" is the state that the sentence before speaks of most."""
    token = _described(antecedent(token))
    if rule.relation == "membership" and (body := body_named(token, scene)) is not None:
        return (body,)
    if lemma(token) in _NEIGHBOURS and children(token, "nmod:poss") and not _bearers(token):
        return _neighbour(token, scene)
    if rule.relation in _TERRITORIAL:
        return _territory(token, scene)
    state = scene.state_at(token)
    return scene.parties_of(token) or ((state,) if state is not None else ())


def _described(noun: Token) -> Token:
    """Whom an apposition that only describes means: "Estonia, a NATO member which ..."."""
    return noun.head if noun.dep_ == "appos" and lemma(noun) in _DESCRIPTIONS and noun.head.pos_ == "PROPN" else noun


def _territory(token: Token, scene: Scene) -> tuple[Party, ...]:
    """The state whose land a phrase names: itself, or whose part it is."""
    parts = [t for t in token.children if t.dep_ in {"nmod:poss", "amod", "compound", "flat"} or case_word(t) == "of"]
    for near in (token, *parts):
        state = scene.state_at(near)
        if found := scene.parties.at(near) or ((state,) if state is not None else ()):
            return found
    return ()


def _neighbour(token: Token, scene: Scene) -> tuple[Party, ...]:
    owners = {p.country for owner in children(token, "nmod:poss") for p in scene.parties.at(owner)}
    here = scene.sentence_of(token).start
    before = next((s for s in reversed(scene.sentences) if s.end <= here), None)
    if before is None:
        return ()
    named = [p for m in scene.parties.mentions if before.start <= m.start < before.end for p in [m.party]]
    counts = Counter(p.country for p in named if p.country not in owners and scene.world.state(p.country or ""))
    top = counts.most_common(2)
    if not top or (len(top) > 1 and top[0][1] == top[1][1]):
        return ()
    return tuple(p for p in named if p.country == top[0][0])[:1]


def _whole(noun: Token) -> Token:
    """The word that stands for a noun in its clause: "one" of "one of the allies of Peru"."""
    return noun.head if case_word(noun) == "of" and noun.head.lower_ in _OF_SEVERAL else noun


def _bearers(noun: Token) -> list[Token]:
    """Of whom a noun is said: "X is an ally", "X, an ally of Y", "Y's ally X"."""
    subject = [antecedent(t) for t in children(noun, "nsubj")]
    if subject:
        return subject
    if noun.dep_ == "appos":
        return [noun.head]
    if noun.dep_ == "xcomp" and lemma(noun.head) in {"remain", "stay"}:
        return subjects_or_patients(noun.head)
    named = children(noun, "appos", "flat")
    if noun.dep_ in {"compound", "nmod:desc"} and noun.head.pos_ == "PROPN":
        named.append(noun.head)
    return named


def _hyphened(verb: Token) -> list[Token]:
    """Who stands before a participle and its hyphen: "Peru-backed rebels"."""
    return [t for t in verb.lefts if t.i == verb.i - 2 and t.nbor(1).text == "-"]


def _in_force(head: Token) -> list[Token]:
    """What a verb says that something is in: "remain in force", "stay in place"."""
    return [t for t in head.children if t.pos_ in NOMINAL and case_word(t) == "in"]
