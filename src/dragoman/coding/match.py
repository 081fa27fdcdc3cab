"""Matches predicates with the lexicon: the most constrained pattern that holds is the reading of a trigger."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.codebook.entries import Constraint, Pattern, Rule
from dragoman.language.tokens import Token

from .predicates import ACTING, Predicate, find_predicate, lemma, normal
from .scene import Scene, counted


@dataclass(frozen=True, slots=True)
class Reading:
    """A predicate as one rule of the codebook reads it. ``consumed`` are nouns that the pattern itself names."""

    predicate: Predicate
    rule: Rule
    pattern: Pattern
    consumed: frozenset[int]

    @property
    def trigger(self) -> Token:
        """The word that the lexicon knows."""
        return self.predicate.trigger


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A known trigger whose patterns did not hold: the pattern that came nearest and the constraint that failed."""

    trigger: Token
    rule: Rule
    pattern: Pattern
    failed: Constraint | None


def read_token(token: Token, scene: Scene) -> Reading | NearMiss | None:
    """The best reading of a token; a near miss where the lexicon knows the word but no pattern holds; else None."""
    predicate = known_predicate(token, scene)
    if predicate is None:
        return None
    best: Reading | None = None
    heaviest: tuple[float, int] = (-1.0, 0)
    miss: NearMiss | None = None
    for word in predicate.words:
        known = scene.codebook.lexicon.get((word, predicate.pos))
        if not known:
            continue
        worded, joined, length = predicate.as_word(word), "_" in word, len(word)
        for pattern, rule in known:
            weight = pattern.asked + joined, length  # how much it asks for; of two that ask as much, the longer word
            if weight <= heaviest:
                continue
            if rule.carried and predicate.carrier is None:
                consumed, failed = None, None
            else:
                consumed, failed = check(pattern, worded, scene)
            if consumed is not None:
                best, heaviest = Reading(worded, rule, pattern, consumed), weight
            elif miss is None:
                miss = NearMiss(token, rule, pattern, failed)
    return best or miss


def known_predicate(token: Token, scene: Scene) -> Predicate | None:
    """The predicate of a token whose word is, begins or ends a trigger; the roles of other words are never looked for.

    Made once for each token of a scene: events, ties and dates ask for it.
    """
    if token.i not in scene.predicates:
        scene.predicates[token.i] = _predicate(token, scene)
    return scene.predicates[token.i]


def triggers_in(scene: Scene) -> list[Token]:
    """The tokens that ``known_predicate`` may know, by their lemmas: few of all words of a report."""
    known = scene.codebook.triggers
    lemmas = {base for base in {token.lemma_ for token in scene.doc} if _may_trigger(normal(base), known)}
    return [token for token in scene.doc if token.pos_ in ACTING and token.lemma_ in lemmas]


def _predicate(token: Token, scene: Scene) -> Predicate | None:
    if not _may_trigger(lemma(token), scene.codebook.triggers):
        return None
    if _describes(token):
        return None
    return find_predicate(token, scene.codebook.words["light"], scene.is_party)


def _describes(word: Token) -> bool:
    """Whether an adjective before a noun only says what somebody is like: "angry relatives", "a critical report"."""
    return bool(word.pos_ == "ADJ" and word.dep_ == "amod" and word.i < word.head.i)


def _may_trigger(base: str, known: frozenset[str]) -> bool:
    return base in known or f"{base}s" in known or "_" in base


def check(pattern: Pattern, predicate: Predicate, scene: Scene) -> tuple[frozenset[int] | None, Constraint | None]:
    """The tokens that the constraints name where all hold, else None and the constraint that failed."""
    if pattern.carried and predicate.carrier is None:
        return None, None
    consumed: set[int] = set()
    for constraint in pattern.constraints:
        named = _holds(constraint, predicate, scene)
        if named is None:
            return None, constraint
        consumed |= named
    return frozenset(consumed), None


def _holds(constraint: Constraint, predicate: Predicate, scene: Scene) -> set[int] | None:
    filled = _filled(constraint.role, predicate)
    if constraint.test == "any":
        return set() if bool(filled) == constraint.wanted else None
    if not filled:
        return None if constraint.wanted else set()
    named = {t.i for t, words in filled if not words.isdisjoint(constraint.fillers)}
    tested = not named and any(scene.fits(t, test) for test in _tests(constraint.fillers) for t, _ in filled)
    if not constraint.wanted:
        return None if named or tested else set()
    return named if named or tested else None


def _filled(role: str, predicate: Predicate) -> tuple[tuple[Token, frozenset[str]], ...]:
    """What fills a role, and the words that it goes by; looked up once for all patterns."""
    filled = predicate.roles.filled
    if role not in filled:
        tokens = (t for held in predicate.roles.get(role) for t in counted(held))
        filled[role] = tuple((token, frozenset(_lemmas(token))) for token in tokens)
    return filled[role]


@cache
def _tests(fillers: frozenset[str]) -> tuple[str, ...]:
    """The party tests among the fillers of a role ("%state"), without their mark."""
    return tuple(filler[1:] for filler in fillers if filler[0] == "%")


def _lemmas(token: Token) -> set[str]:
    base = lemma(token)
    joined = {f"{lemma(c)}_{base}" for c in token.lefts if c.dep_.startswith(("compound", "amod"))}
    joined |= {f"{base}_{c.lower_}" for c in token.rights if c.dep_ == "compound:prt"}
    return {base, token.lower_.replace("-", "_"), *joined}
