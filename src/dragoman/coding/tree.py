"""Small questions to a dependency tree (Universal Dependencies v2): case words, antecedents, subjects, coordination."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.tokens import Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN"})
CLAUSES = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "ROOT", "csubj", "csubj:pass", "advcl:relcl"}
)
_RELATIVES = frozenset({"which", "who", "whom", "that", "whose"})
_CONTROL_DEPTH = 6


def children(token: Token, *labels: str) -> list[Token]:
    """The children of a token that bear one of the labels."""
    return [child for child in token.children if child.dep_ in labels]


def case_word(token: Token) -> str | None:
    """The preposition of a phrase in lower case; a fixed one is joined ("according_to"). None without one."""
    for child in token.lefts:
        if child.dep_ == "case" and child.tag_ != "POS" and (token.dep_ != "obl:agent" or child.lower_ == "by"):
            rest = [part.lower_ for part in child.children if part.dep_ == "fixed"]
            return "_".join([child.lower_, *rest])
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: with its auxiliary or subject, or as a bare past participle behind a noun."""
    if any(child.dep_ in {"nsubj:pass", "aux:pass", "obl:agent", "csubj:pass"} for child in verb.children):
        return True
    bare = not children(verb, "aux", "nsubj", "cop")
    return (
        verb.tag_ == "VBN"
        and bare
        and (
            verb.dep_ in {"acl", "amod"}
            or (verb.dep_ in {"ROOT", "advcl"} and not children(verb, "obj"))
            or (verb.dep_ == "conj" and _shares_all(verb) and is_passive(verb.head))  # "arrested and tried"
        )
    )


def _shares_all(verb: Token) -> bool:
    """Whether a coordinated verb has nothing of its own before it, and no object."""
    return not children(verb, "obj") and all(t.dep_ in {"cc", "advmod", "punct"} for t in verb.lefts)


def is_wanted(verb: Token) -> bool:
    """Whether a complement says what is to be done: "(told them) to leave", "(suggested) that he resign"."""
    if any(child.tag_ in {"MD", "VBD", "VBZ", "VBP"} for child in children(verb, "aux", "aux:pass", "cop")):
        return False
    doers = children(verb, "nsubj", "nsubj:pass")
    if verb.tag_ == "VBP":  # as small taggers take "that he resign"
        return any(child.tag_ in {"NN", "NNP"} or child.lower_ in {"he", "she", "it"} for child in doers)
    return verb.tag_ == "VB" or any(child.tag_ == "VB" for child in children(verb, "aux:pass", "cop"))


def coordinated(token: Token) -> list[Token]:
    """The token and the nominals coordinated with it, in text order; without "and" or "or", only names make a list."""
    chain = [child for child in token.children if child.dep_ == "conj" and child.pos_ not in VERBAL]
    named = token.pos_ == "PROPN" and all(child.pos_ == "PROPN" for child in chain)
    if not named and not any(part.dep_ == "cc" for child in chain for part in child.subtree):
        return [token]
    return [token, *(member for child in chain for member in coordinated(child) or [child])]


def antecedent(token: Token) -> Token:
    """The noun a relative pronoun stands for; any other token as it is."""
    if token.lower_ not in _RELATIVES or token.pos_ not in {"PRON", "DET", "SCONJ"}:
        return token
    for verb in token.ancestors:
        if verb.dep_ in {"acl:relcl", "acl"} and verb.head.i < token.i:
            return verb.head
    before = token.nbor(-1) if token.i else token
    if before.is_punct and before.i:
        before = before.nbor(-1)
    return before if before.pos_ in NOMINAL else token


def subjects(verb: Token, *, depth: int = 0) -> list[Token]:
    """Who acts in an active clause: its own subject, or that of the clause that controls it."""
    own = [antecedent(t) for t in children(verb, "nsubj", "nsubj:outer")]
    if own or depth > _CONTROL_DEPTH:
        return own
    head = verb.head
    if head.i == verb.i:
        return _nominal_before(verb)
    if verb.dep_ == "acl:relcl":
        return [head] if not children(verb, "obj") or verb.tag_ == "VBG" else []
    if verb.dep_ == "acl":
        return _of_acl(verb, head, depth)
    if verb.dep_ in {"xcomp", "ccomp"} and verb.dep_ == "xcomp":
        controller = [antecedent(t) for t in children(head, "obj", "iobj")]
        return controller or subjects_or_patients(head, depth=depth + 1)
    if verb.dep_ in {"conj", "advcl", "parataxis"}:
        return subjects_or_patients(_joined_to(verb, head), depth=depth + 1)
    return _nominal_before(verb)


def _joined_to(verb: Token, head: Token) -> Token:
    """The verb that a verb goes on from: "said they had been expelled and demanded" is "said and demanded".

    A parser hangs the second on the nearest verb, but a past tense does not go on from "had been expelled".
    """
    group = [head, *children(head, "aux", "aux:pass")]
    perfect = head.tag_ == "VBN" and any(t.lower_ in {"had", "has", "have", "been", "be"} for t in group)
    above = head.head
    if verb.dep_ == "conj" and verb.tag_ == "VBD" and perfect and head.dep_ == "ccomp" and above.tag_ == "VBD":
        return above
    return head


def _nominal_before(verb: Token) -> list[Token]:
    """The noun or name right before a finite verb that the parser gave no subject: "..., the premier, will visit"."""
    group = [verb, *children(verb, "aux", "aux:pass", "cop", "advmod")]
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(t.tag_ in {"MD", "VBD", "VBZ", "VBP"} for t in group)
    i = min(t.i for t in group if t.i <= verb.i) - 1
    while i > verb.sent.start and verb.doc[i].text in {",", "”", '"', ")"}:
        i -= 1
    before = verb.doc[max(i, 0)]
    while before.dep_ in {"flat", "compound"} and before.head.i < before.i:
        before = before.head
    return [before] if finite and before.pos_ in {"PROPN", "PRON"} and before.head.i != verb.i else []


def subjects_or_patients(head: Token, *, depth: int = 0) -> list[Token]:
    """The subject of a clause whatever its voice: what a dependent clause without a subject shares."""
    if head.pos_ in NOMINAL and not children(head, "nsubj", "cop"):
        return children(head, "nmod:poss") or nominal_agents(head)
    return [antecedent(t) for t in children(head, "nsubj:pass")] or subjects(head, depth=depth)


def nominal_agents(noun: Token) -> list[Token]:
    """Whom a noun names as its doer: "by X", or its possessor."""
    by = [t for t in children(noun, "nmod", "obl", "nmod:agent") if case_word(t) == "by"]
    return by or children(noun, "nmod:poss")


def _of_acl(verb: Token, head: Token, depth: int) -> list[Token]:
    """The doer of a clause that hangs on a noun: the noun ("troops fighting"), or its owner ("his plan to fight")."""
    if verb.tag_ == "VBN":
        return []
    if verb.tag_ == "VBG" and not children(verb, "mark"):
        return [head]
    owners = nominal_agents(head)
    if owners:
        return owners
    governor = head.head
    if head.dep_ in {"obj", "nsubj:pass", "obl"} and governor.pos_ in VERBAL:
        return subjects_or_patients(governor, depth=depth + 1)
    return [head]


def clause_of(token: Token) -> Token:
    """The nearest word at or above the token that heads a clause."""
    for word in [token, *token.ancestors]:
        if word.pos_ in VERBAL and word.dep_ not in {"aux", "aux:pass", "cop"}:
            return word
        if any(child.dep_ in {"cop", "nsubj", "nsubj:pass"} for child in word.children):
            return word
    return token


def path_up(token: Token) -> Iterator[Token]:
    """The token and its heads up to the root."""
    yield token
    yield from token.ancestors
