"""Acts that the lexicon cannot read: verbs between two parties whose words no rule holds for.

They are no events yet; the learned scorers say what they may be (``judging``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.codebook.entries import VERB
from dragoman.language.tokens import Span, Token
from dragoman.records import Party

from .predicates import Predicate, find_predicate, lemma
from .scene import Scene

# Roles in which somebody may be acted on, the likeliest first.
TOWARDS = ("obj", "iobj", "to", "against", "with", "on", "at", "from", "for", "of", "into", "over")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate that no rule reads, who does it and to whom."""

    predicate: Predicate
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]


def find_candidates(scene: Scene, read: Collection[int]) -> Iterator[Candidate]:
    """The verbs between two different parties, but for those read (by token index) and those that only report."""
    plain = scene.codebook.words["speech"]["plain"]
    for token in (token for sentence in _with_two_parties(scene) for token in sentence):
        if token.pos_ != "VERB" or token.i in read or lemma(token) in plain:
            continue
        known = scene.predicates.get(token.i)  # made where the lexicon has the word
        predicate = known or find_predicate(token, scene.codebook.words["light"], scene.is_party)
        candidate = _between(predicate, scene) if predicate is not None and predicate.pos == VERB else None
        if candidate is not None and not _carries(token, read):
            yield candidate


def _with_two_parties(scene: Scene) -> Iterator[Span]:
    """The sentences that name two parties or more, with the two words before, which a pronoun may stand for."""
    named: dict[int, set[str]] = {}
    for mention in scene.parties.mentions:
        first = scene.sentence_number(scene.doc[mention.start])
        for number in range(first, len(scene.sentences)):
            if number > first and scene.sentences[number].start - 2 >= mention.end:
                break
            named.setdefault(number, set()).add(mention.party.entity)
    return (sentence for number, sentence in enumerate(scene.sentences) if len(named.get(number, ())) > 1)


def _between(predicate: Predicate, scene: Scene) -> Candidate | None:
    actors = _of(predicate.roles.get("subj"), scene)
    if not actors:
        return None
    names = {p.entity for p in actors}
    for role in TOWARDS:
        others = tuple(p for p in _of(predicate.roles.get(role), scene) if p.entity not in names)
        if others:
            return Candidate(predicate, actors, others)
    return None


def _of(tokens: list[Token], scene: Scene) -> tuple[Party, ...]:
    return tuple({p.entity: p for t in tokens for p in scene.parties_of(t)}.values())


def _carries(verb: Token, read: Collection[int]) -> bool:
    """Whether the verb only carries a noun, or introduces a clause, that is read."""
    return any(
        child.i in read and child.dep_ in {"obj", "nsubj:pass", "xcomp", "ccomp", "obl"} for child in verb.children
    )
