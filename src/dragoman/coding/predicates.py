"""The predicate layer: who does what to whom, the same for verbs, nouns and adjectives.

Active and passive, possessive and relative clause, control, coordination and light verbs all come out as the same
roles: ``subj`` acts, ``obj`` is acted on, ``comp`` is the complement clause, every preposition is a role of its own.
The roles are those of the codebook's patterns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.codebook.entries import ADJECTIVE, NOUN, VERB
from dragoman.language.tokens import Token

from .roles import Roles, add_complements, add_obliques, nested_phrases, verb_roles
from .tree import (
    NOMINAL,
    VERBAL,
    antecedent,
    case_word,
    children,
    coordinated,
    is_passive,
    subjects,
)

ACTING = VERBAL | NOMINAL | {"ADJ"}  # parts of speech that ``find_predicate`` knows
_MODIFIERS = ("amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "nummod")
IsParty = Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that may name an act, with its roles.

    ``words`` are the lexicon keys to try, the longest first. ``carrier`` is the light verb that carries a noun;
    ``clause`` the word whose tense, modality and time the act has.
    """

    trigger: Token
    pos: str
    words: tuple[str, ...]
    roles: Roles
    carrier: Token | None
    clause: Token
    passive: bool

    def as_word(self, word: str) -> Predicate:
        """The predicate as one of its words: "call on" takes what stands behind "on" as its object."""
        particle = word.rpartition("_")[2] if "_" in word else ""
        if self.pos != VERB or self.roles.get("obj") or not self.roles.get(particle):
            return self
        return replace(self, roles=Roles({**self.roles.held, "obj": self.roles.get(particle)}))


def find_predicate(token: Token, words: Mapping[str, frozenset[str]], is_party: IsParty) -> Predicate | None:
    """The predicate that a token heads, or None for a token that can name no act. ``words`` are the light verbs."""
    if token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "aux:pass", "cop"}):
        return _verb(token)
    if token.pos_ in NOMINAL:
        return _noun(token, words, is_party)
    if token.pos_ == "ADJ":
        return _adjective(token)
    return None


def lemma(token: Token) -> str:
    """The lemma as the lexicon writes it: lower case, hyphens and blanks as underscores."""
    return normal(token.lemma_)


@lru_cache(maxsize=50_000)
def normal(word: str) -> str:
    """A word as the lexicon writes it."""
    return word.lower().replace("-", "_").replace("’", "'")


def _verb(verb: Token) -> Predicate:
    roles = verb_roles(verb)
    base = lemma(verb)
    particles = [p.lower_ for p in children(verb, "compound:prt")]
    follower = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if (
        follower is not None
        and (follower.pos_ in {"ADP", "ADV"} or follower.tag_ == "RP")
        and follower.lower_ not in particles
    ):
        particles.append(follower.lower_)
    joined = [f"{base}_{particle}" for particle in particles]
    return Predicate(verb, VERB, (*joined, base), roles, None, verb, is_passive(verb))


def _noun(noun: Token, words: Mapping[str, frozenset[str]], is_party: IsParty) -> Predicate:
    roles = Roles()
    roles.add("poss", children(noun, "nmod:poss"))
    roles.add("subj", roles.get("poss"))
    for role, tokens in nested_phrases(noun).items():
        roles.add(role, tokens)
    roles.add("subj", roles.get("by"))
    roles.add("obj", roles.get("of"))
    modifiers = [c for c in noun.lefts if c.dep_.startswith(_MODIFIERS)]
    modifiers.extend(inner for m in modifiers for inner in m.lefts if inner.dep_.startswith(_MODIFIERS))
    roles.add("mod", modifiers)
    parties = [m for m in modifiers if is_party(m)]
    roles.add("compound", parties)
    roles.fill("subj", [m for m in parties if m.pos_ == "ADJ" or m.tag_ == "JJ" or m.dep_ == "amod"])
    if children(noun, "cop"):
        roles.fill("subj", [antecedent(t) for t in children(noun, "nsubj")])
    elif noun.dep_ == "appos":
        roles.fill("subj", [noun.head])
    roles.add("comp", [c for c in children(noun, "acl", "ccomp", "acl:relcl") if _is_complement(c)])
    carrier = _carrier(noun, words)
    if carrier is not None:
        _carry(roles, carrier, noun, words)
    elif lemma(noun) in words["occasions"]:
        _attend(roles, noun, words, is_party)
    if not roles.get("obj"):
        roles.fill("subj", roles.get("from"))
    return Predicate(noun, NOUN, _noun_words(noun, modifiers), roles, carrier, carrier or noun, passive=False)


def _attend(roles: Roles, noun: Token, words: Mapping[str, frozenset[str]], is_party: IsParty) -> None:
    """Give an occasion the parties of the clause around it: "during a call, A told B", "A left after talks"."""
    verb = noun.head
    if noun.dep_ not in {"obl", "obl:unmarked"} or verb.pos_ not in VERBAL:
        return
    if case_word(noun) not in words["occasion_cases"]:
        return
    around = verb_roles(verb)
    roles.add("around", [t for t in around.get("subj") if t.i != noun.i])
    roles.fill("subj", roles.get("around"))
    others = [t for role in ("iobj", "obj", "to", "with") for t in around.get(role) if t.i != noun.i]
    if not any(roles.get(role) for role in ("with", "between", "to", "of")):
        roles.fill("with", [t for t in others if any(map(is_party, (t, *children(t, "appos", "flat"))))])


def _is_complement(clause: Token) -> bool:
    marks = {m.lower_ for m in children(clause, "mark")}
    return bool(marks & {"to", "that"})


def _noun_words(noun: Token, modifiers: list[Token]) -> tuple[str, ...]:
    base = lemma(noun)
    joined = [f"{lemma(m)}_{base}" for m in modifiers]
    if noun.tag_ == "VBG":
        joined.append(noun.lower_)  # "the summoning of": a noun whose lemma is that of the verb
    return (*joined, base, f"{base}s") if noun.tag_ in {"NNS", "NNPS"} else (*joined, base)


def _carrier(noun: Token, words: Mapping[str, frozenset[str]]) -> Token | None:
    """The light verb that carries a noun: as its object, its passive subject, or the participle behind it."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in NOMINAL:
        first = first.head
    head = first.head
    if first.dep_ in {"obj", "nsubj:pass"} and _is_light(head, words["verbs"]):
        return head
    if first.dep_ == "obl" and head.pos_ in VERBAL and f"{lemma(head)}_{case_word(first)}" in words["prepositional"]:
        return head
    for child in noun.children:
        if child.dep_ in {"acl", "acl:relcl"} and child.i > noun.i and _is_light(child, words["verbs"]):
            marked = children(child, "obj", "mark")
            if not marked or any(antecedent(t).i == noun.i for t in marked):
                return child
    return None


def _is_light(verb: Token, light: frozenset[str]) -> bool:
    base = lemma(verb)
    particles = children(verb, "compound:prt")
    return verb.pos_ in VERBAL and (
        base in light if not particles else f"{base}_{particles[0].lower_}" in light or base in light
    )


def _carry(roles: Roles, verb: Token, noun: Token, words: Mapping[str, frozenset[str]]) -> None:
    """Give the noun the roles of its light verb."""
    carried = verb_roles(verb)
    doers = "obj" if lemma(verb) in words["reversed"] else "subj"
    if doers == "subj" or not roles.get("subj"):
        roles.fill(doers, [t for t in carried.get("subj") if t.i != noun.i])
    roles.fill("to", carried.get("iobj"))
    for role, tokens in carried.held.items():
        if role not in {"subj", "obj", "iobj"}:
            roles.fill(role, [t for t in tokens if t.i != noun.i])


def _adjective(adjective: Token) -> Predicate:
    roles = Roles()
    roles.add("subj", [antecedent(t) for t in children(adjective, "nsubj")])
    if not roles.get("subj"):
        if adjective.dep_ in {"amod", "acl"}:
            roles.add("subj", [adjective.head])
        else:
            roles.add("subj", subjects(adjective))
    add_obliques(roles, adjective, passive=False)
    add_complements(roles, adjective)
    for held in list(roles.held):
        roles.held[held] = [t for head in roles.held[held] for t in (coordinated(head) if held != "comp" else [head])]
    return Predicate(adjective, ADJECTIVE, (lemma(adjective),), roles, None, adjective, passive=False)
