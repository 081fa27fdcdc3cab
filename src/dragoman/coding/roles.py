"""The roles of a verb in active terms, whatever its voice, place or coordination."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.language.tokens import Token

from .tree import (
    NOMINAL,
    VERBAL,
    antecedent,
    case_word,
    children,
    coordinated,
    is_passive,
    subjects,
    subjects_or_patients,
)

_OBLIQUE = ("obl", "obl:agent", "obl:unmarked", "nmod", "nmod:agent", "advmod", "obl:with", "conj", "iobj")
# Adverbs that stand for a particle.
_DIRECTIONS = frozenset({"back", "home", "away", "off", "out", "up", "down", "in"})


@dataclass(slots=True)
class Roles:
    """Role name -> the head tokens that fill it, in the order found; ``filled`` is what ``match`` has made of them."""

    held: dict[str, list[Token]] = field(default_factory=dict)
    filled: dict[str, tuple[tuple[Token, frozenset[str]], ...]] = field(default_factory=dict, compare=False, repr=False)

    def add(self, role: str, tokens: list[Token]) -> None:
        """Add tokens to a role, each once."""
        here = self.held.setdefault(role, [])
        if tokens:  # for most roles there are none
            self.filled.pop(role, None)
            here.extend(t for t in tokens if all(t.i != other.i for other in here))

    def fill(self, role: str, tokens: list[Token]) -> None:
        """Add tokens to a role that is still empty."""
        if tokens and not self.held.get(role):
            self.add(role, tokens)

    def get(self, role: str) -> list[Token]:
        """The tokens of a role, none where it is empty."""
        return self.held.get(role, [])


def verb_roles(verb: Token) -> Roles:
    """The roles of a verb in active terms."""
    roles = Roles()
    passive = is_passive(verb)
    patients = [antecedent(t) for t in children(verb, "nsubj:pass")]
    if passive:
        own = children(verb, "nsubj") if not patients else []
        roles.add("obj", patients or [antecedent(t) for t in own] or _passive_patient(verb))
        roles.add("subj", children(verb, "obl:agent"))
    else:
        roles.add("subj", subjects(verb))
    roles.add("obj", [antecedent(t) for t in children(verb, "obj")])
    if _with_particle(verb):  # "call off strike", "call home a team": a parser may call the object a complement
        roles.fill("obj", [t for t in children(verb, "xcomp") if t.pos_ in NOMINAL and not passive])
    roles.add("iobj", children(verb, "iobj"))
    if children(verb, "xcomp"):
        roles.fill("obj", roles.get("iobj"))  # "allowed Russia to use": small parsers call it an indirect object
    add_obliques(roles, verb, passive=passive)
    add_complements(roles, verb)
    _share_coordinated(roles, verb, passive=passive)
    for held in list(roles.held):
        roles.held[held] = [t for head in roles.held[held] for t in (coordinated(head) if held != "comp" else [head])]
    roles.fill("to", roles.get("iobj"))  # "handed the envoy a note" is "handed a note to the envoy"
    for patient in roles.get("obj"):
        roles.add("poss", children(patient, "nmod:poss"))
        for role, tokens in nested_phrases(patient).items():
            if role != "of":
                roles.fill(role, tokens)
        roles.add("comp", [t for t in children(patient, "appos") if _is_predicative(t)])
    for phrase in children(verb, "obl"):
        roles.fill("against", _phrases(phrase).get("against", []))  # "put on alert against Pakistan"
    return roles


def _with_particle(verb: Token) -> bool:
    """Whether the word behind a verb makes one verb with it: "call off", "bring home"."""
    return bool(children(verb, "compound:prt")) or any(
        t.i == verb.i + 1 and t.lower_ in _DIRECTIONS for t in children(verb, "advmod")
    )


def _is_predicative(noun: Token) -> bool:
    """Whether a noun behind an object says what it is made: "declared the envoy persona non grata"."""
    before = noun.nbor(-1) if noun.i else noun
    return noun.pos_ == "NOUN" and noun.head.pos_ == "NOUN" and not before.is_punct


def _passive_patient(verb: Token) -> list[Token]:
    """Whom a bare participle acts on: the noun it stands behind, or what the clause above acts on."""
    if verb.dep_ in {"acl", "acl:relcl", "amod"}:
        return [verb.head]
    if verb.dep_ in {"conj", "xcomp", "advcl", "parataxis"}:
        return subjects_or_patients(verb.head)
    return []


def _phrases(noun: Token) -> dict[str, list[Token]]:
    """The prepositional phrases of a noun by their preposition."""
    found: dict[str, list[Token]] = {}
    for child in noun.children:
        word = case_word(child) if child.dep_.startswith(("nmod", "obl", "conj")) else None
        if word and child.i > noun.i:
            found.setdefault(word, []).extend(coordinated(child))
    return found


def nested_phrases(noun: Token) -> dict[str, list[Token]]:
    """The phrases of a noun, and of what stands behind its "of" or "by": "the sale of missiles to Taiwan"."""
    found = _phrases(noun)
    behind = [t for word in ("of", "by") for t in found.get(word, [])]
    for inner in behind:
        for word, tokens in _phrases(inner).items():
            if word != "of":
                found.setdefault(word, tokens)
    return found


def add_obliques(roles: Roles, verb: Token, *, passive: bool) -> None:
    """Add every prepositional phrase of a word under its preposition; "by" acts in the passive."""
    for child in verb.children:
        if not child.dep_.startswith(_OBLIQUE):
            continue
        word = case_word(child)
        if word is None:
            continue
        filler = antecedent(child)
        if word == "by" and passive:
            roles.add("subj", [filler])
        roles.add(word, [filler])


def add_complements(roles: Roles, verb: Token) -> None:
    """Add the complement clauses of a word as ``comp``, others under the word that marks them."""
    for child in verb.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            roles.add("comp", [child, *[c for c in children(child, "conj") if c.pos_ in VERBAL]])
        elif child.dep_ == "advcl":
            marks = [m.lower_ for m in children(child, "mark", "case")]
            if "to" in marks or (child.tag_ == "VBG" and not children(child, "nsubj")):
                roles.add("comp", [child])
            for mark in marks:
                if mark != "to":
                    roles.add(mark, [child])


def _share_coordinated(roles: Roles, verb: Token, *, passive: bool) -> None:
    """ "Arrested and deported activists": the object stands at the last verb and counts for both."""
    if passive or roles.get("obj"):
        return
    for other in children(verb, "conj"):
        if other.pos_ in VERBAL and not children(other, "nsubj", "nsubj:pass") and other.i - verb.i <= 3:
            roles.fill("obj", children(other, "obj"))
