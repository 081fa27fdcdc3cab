"""The roles that only ties ask for: of whom a noun is said, what it hangs on, who stands before a hyphen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.codebook.entries import NOUN
from dragoman.coding.predicates import Predicate, lemma
from dragoman.coding.roles import Roles, nested_phrases
from dragoman.coding.tree import NOMINAL, VERBAL, antecedent, case_word, children, coordinated, subjects_or_patients
from dragoman.language.tokens import Token

_OF_SEVERAL = frozenset({"one", "some", "most", "handful", "dozen", "number", "several", "many", "group", "rest"})
_REMAIN = frozenset({"remain", "stay", "keep"})
_HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2013"})
_DESCRIPTIONS = frozenset({
    "state", "country", "nation", "republic", "kingdom", "island", "government", "group", "movement", "member", "ally",
    "partner", "one", "power", "neighbour", "neighbor", "organisation", "organization", "party", "faction", "bloc",
})  # fmt: skip
_ADNOMINAL = ("amod", "compound", "nmod:desc", "nmod:unmarked", "flat")


def standing(predicate: Predicate, is_party: Callable[[Token], bool]) -> Predicate:
    """The predicate with the roles that only ties ask for.

    ``subj_of`` is of whom a noun is said, ``case`` its preposition, ``head`` the word it hangs on, ``mark`` the
    conjunction of that word, ``does`` the verb whose doer it is, ``holder`` who acts in its head, ``held`` whom that
    acts on; ``maker`` is "Peru" in "Peru-backed", ``pair`` both of "Peru-Chile", ``share`` how much of its object a
    verb takes ("most of"). ``compound`` gets the modifiers that are only named too, as ``is_party`` tells.
    """
    roles = Roles(dict(predicate.roles.held))
    if predicate.pos == NOUN:
        _of_noun(roles, predicate.trigger)
        roles.held["compound"] = [t for t in roles.get("mod") if t.text[0].isupper() and is_party(t)]
    else:
        _of_verb(roles, predicate.trigger)
    return replace(predicate, roles=roles)


def _of_verb(roles: Roles, verb: Token) -> None:
    for role in ("subj", "obj"):
        roles.held[role] = [described(t) for t in roles.get(role)]
    roles.add("maker", before_hyphen(verb))
    for patient in list(roles.get("obj")):
        parts = [t for t in children(patient, "nmod") if case_word(t) == "of"]
        roles.add("share", [patient, *children(patient, "det", "det:predet", "nummod", "amod")])
        if verb.dep_ in {"acl", "acl:relcl"} and verb.head.i == patient.i and patient.dep_ in {"obj", "nsubj:pass"}:
            roles.add("holder", subjects_or_patients(patient.head))  # "has troops stationed in Peru"
        for thing in (patient, *parts):
            roles.add("thing", [thing])
            roles.add("owner", [t for t in thing.lefts if t.dep_ in {"nmod:poss", *_ADNOMINAL}])


def _of_noun(roles: Roles, trigger: Token) -> None:
    noun = whole(trigger)
    for modifier in children(trigger, "compound"):
        for role, tokens in nested_phrases(modifier).items():
            roles.fill(role, tokens)  # "arms embargo on Peru": a parser hangs the last on "arms"
    roles.add("subj_of", bearers(noun))
    if noun.dep_ == "conj" and noun.head.pos_ == "PROPN" and any(t.tag_ == "PRP$" for t in roles.get("poss")):
        roles.held["poss"] = [noun.head]  # "Chad and its neighbour Sudan"
    if noun.dep_ == "conj":
        roles.fill("poss", children(noun.head, "nmod:poss"))
    roles.add("case", children(trigger, "case"))
    roles.add("pair", _hyphened_pair(trigger))
    head = noun.head
    if noun.dep_ not in {"obj", "obl", "nsubj", "nsubj:pass", "xcomp", "nmod", "advmod"}:
        return
    for phrase in _phrases_beside(noun, trigger):
        roles.fill(case_word(phrase) or "", [phrase])
    roles.add("head", [head, *_in_force(head), *_state_of(head)])
    roles.add("mark", children(head, "mark"))
    if noun.dep_ == "nsubj" and head.pos_ == "VERB":
        roles.add("does", [head])
        roles.add("held", children(head, "obj"))
    if noun.dep_ not in {"nsubj", "nsubj:pass"}:
        roles.add("holder", [described(t) for one in _holders(head) for t in coordinated(one)])
        roles.add("held", [t for t in children(head, "obj", "iobj", "nsubj:pass") if t.i != noun.i])


def _phrases_beside(noun: Token, trigger: Token) -> list[Token]:
    """The phrases of the verb that a noun is the object of: "operates a base in Peru", "has troops stationed there"."""
    if noun.dep_ not in {"obj", "nsubj", "nsubj:pass", "advmod"} or noun.head.pos_ not in VERBAL:
        return []
    behind = [t for t in (*children(noun.head, "xcomp"), *children(trigger, "acl")) if t.tag_ == "VBN"]
    return [t for verb in (noun.head, *behind) for t in children(verb, "obl") if t.i > trigger.i and case_word(t)]


def _holders(head: Token) -> list[Token]:
    """Who acts in the word that a noun hangs on, or of whom that is said: "Peru is home to a base"."""
    if head.pos_ in VERBAL:
        return subjects_or_patients(head)
    said = bearers(whole(head))
    return said or subjects_or_patients(head)


def bearers(noun: Token) -> list[Token]:
    """Of whom a noun is said: "X is an ally", "X, an ally of Y", "Y's ally X"."""
    subject = [antecedent(t) for t in children(noun, "nsubj")]
    if subject:
        return [t for one in subject for t in coordinated(one)]
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return bearers(noun.head)  # "Peru's neighbour and foe"
    if noun.dep_ == "appos":
        first = noun.head.head if noun.head.dep_ == "conj" else noun.head
        return coordinated(first) if noun.tag_ in {"NNS", "NNPS"} else [noun.head]
    if noun.dep_ == "nsubj" and noun.head.pos_ in NOMINAL and children(noun.head, "cop"):
        return [noun.head]  # "its main backer is Peru"
    if noun.dep_ == "xcomp" and lemma(noun.head) in _REMAIN:
        return subjects_or_patients(noun.head)
    named = children(noun, "appos", "flat")
    if noun.dep_ in {"compound", "nmod:desc"} and noun.head.pos_ == "PROPN":
        named.append(noun.head)
    return named or _name_behind(noun)


def described(noun: Token) -> Token:
    """Whom a description means: "Estonia, a NATO member which ...", "Cuba is one of the states that ..."."""
    noun = antecedent(noun)
    if noun.pos_ not in {"NOUN", "NUM"}:
        return noun
    if noun.dep_ == "appos":
        return _name_before(noun) or noun
    said = bearers(whole(noun)) if lemma(noun) in _DESCRIPTIONS else []
    return said[0] if said and said[0].pos_ == "PROPN" else noun


def _name_before(noun: Token) -> Token | None:
    """The name that an apposition follows: its head, or that right before its comma ("men of the Front, the group")."""
    if noun.head.pos_ == "PROPN":
        return noun.head
    edge = noun.left_edge.i
    comma = edge if noun.doc[edge].text == "," else edge - 1
    if comma < 1 or noun.doc[comma].text != ",":
        return None
    name = noun.doc[comma - 1]
    while name.dep_ in {"flat", "compound"} and name.head.pos_ == "PROPN":
        name = name.head
    return name if name.pos_ == "PROPN" else None


def _name_behind(noun: Token) -> list[Token]:
    """The name right behind a description that the parser hung elsewhere: "Peru's treaty ally South Korea"."""
    if noun.tag_ not in {"NN", "NNP"} or noun.i + 1 >= len(noun.doc):
        return []
    name = noun.nbor()
    while name.dep_ in {"compound", "amod"} and name.pos_ == "PROPN" and name.head.i == name.i + 1:
        name = name.head
    beside = name.pos_ == "PROPN" and name.i > noun.i and name.head.i in {noun.head.i, noun.i}
    return [name] if beside and all(t.pos_ == "PROPN" for t in noun.doc[noun.i + 1 : name.i + 1]) else []


def whole(noun: Token) -> Token:
    """The word that stands for a noun in its clause: "one" of "one of the allies of Peru"."""
    one = noun.head
    counts = one.lower_ in _OF_SEVERAL or one.pos_ == "NUM" or one.lower_ in {"upward", "upwards"}
    return one if case_word(noun) == "of" and counts else noun


def before_hyphen(word: Token) -> list[Token]:
    """Who stands before a participle and its hyphen: "Peru-backed rebels"."""
    if word.i < 2 or word.nbor(-1).text not in _HYPHENS:
        return []
    return [word.nbor(-2)]


def _hyphened_pair(noun: Token) -> list[Token]:
    """The two names that a hyphen or dash joins before a noun: "the Peru-Chile border", "the Sino-Indian war"."""
    last = noun.nbor(-1) if noun.i else noun
    if last.pos_ == "NOUN" and last.dep_.startswith(_ADNOMINAL) and last.i:
        last = last.nbor(-1)
    if last.i < 2 or last.i == noun.i or last.nbor(-1).text not in _HYPHENS:
        return []
    first = last.nbor(-2)
    return [first, last] if first.text[0].isupper() and last.text[0].isupper() else []


def _in_force(head: Token) -> list[Token]:
    """What a verb says that something is in: "remain in force", "stay in place"."""
    return [t for t in head.children if t.pos_ in NOMINAL and case_word(t) == "in"]


def _state_of(head: Token) -> list[Token]:
    """What something is said to remain: "remain strained"."""
    return children(head, "xcomp") if lemma(head) in _REMAIN else []
