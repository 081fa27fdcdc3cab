"""The learned scorers at work in whole reports: they doubt readings, and read verbs that the lexicon lacks.

Every act between two parties of its sentence is weighed (``weighing``), which costs next to nothing. Where the weights
contradict the rule, or where no rule reads a verb, the sentence scorer (``scorer``) is asked: it may call an act another
type, find one, or find that nothing happened. Where it is not sure it abstains, and what the rules say stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dragoman.codebook import NONE
from dragoman.codebook.entries import Pattern, Rule
from dragoman.language.encoder import Array
from dragoman.records import Party, Span, Status

from .candidates import Candidate, find_candidates
from .drafts import Draft, Weighed, is_political
from .match import Reading
from .predicates import Predicate
from .scene import Scene
from .scorer import FULL, Marked, Scorer
from .status import status_of
from .weighing import Weigher, vector_of

DOUBTED = 0.05  # a rule is doubted where the weigher gives its type less than this
WORTH = 0.5  # a verb without a rule is worth a look where the weigher gives "nothing" less than this
OVERRULED = 0.9  # how sure the scorer must be to overrule a rule
FOUND = 0.8  # and to find an act where no rule does
RULE = "scorer"  # stands as the rule of an act that the scorer named
_PATTERN = Pattern(words=(), pos="", constraints=(), carried=False, source=RULE)
_SAID = frozenset({"REJECT", "THREATEN", "REQUEST", "ACCUSE"})  # acts of speech, done in saying "will not" or "would"


@dataclass(frozen=True, slots=True)
class Judges:
    """The two scorers; the large one is loaded when it is first asked."""

    weigher: Weigher
    scorer: Callable[[], Scorer]


@dataclass(frozen=True, slots=True)
class Judged:
    """The acts of a report as the scorers leave them, with those that they took out, retyped (as they were), found."""

    drafts: tuple[Draft, ...]
    dropped: tuple[Draft, ...]
    retyped: tuple[Draft, ...]
    found: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """A predicate with two sides in its sentence."""

    predicate: Predicate
    actors: list[Span]
    recipients: list[Span]


def judged(drafts: Sequence[Draft], read: Collection[int], scene: Scene, judges: Judges) -> Judged:
    """The drafts after the scorers have seen them; ``read`` are the tokens that rules read."""
    candidates = [c for c in find_candidates(scene, read) if is_political("CONSULT", (*c.actors, *c.recipients))]
    pairs = [_pair(d.reading.predicate, d.actors, d.recipients, scene) for d in drafts]
    pairs += [_pair(c.predicate, c.actors, c.recipients, scene) for c in candidates]
    chances = _chances(pairs, scene, judges.weigher)
    types = judges.weigher.settings.types
    drafts = [
        d if row is None else replace(d, weighed=Weighed(float(row[types.index(d.type)]), float(row[types.index(NONE)])))
        for d, row in zip(drafts, chances, strict=False)
    ]
    rules = {n: d.type for n, d in enumerate(drafts) if d.weighed is not None and d.weighed.light < DOUBTED}
    worth = [n for n, row in enumerate(chances) if n >= len(drafts) and row is not None and row[types.index(NONE)] < WORTH]
    answers = _answers({n: pair for n in (*rules, *worth) if (pair := pairs[n])}, rules, scene, judges.scorer)
    kept, dropped, retyped = [], [], []
    for n, draft in enumerate(drafts):
        type_, mode, sure = answers.get(n, (draft.type, draft.mode, 0.0))
        if type_ == draft.type or sure < OVERRULED:
            kept.append(_asked(draft, sure if type_ == draft.type else 1 - sure) if n in answers else draft)
        elif type_ == NONE:
            dropped.append(draft)
        else:
            retyped.append(draft)
            kept.append(_named(draft, type_, mode, sure, scene))
    found = [
        _new(candidates[n - len(drafts)], *answers[n], scene)
        for n in worth
        if answers[n][0] != NONE and answers[n][2] >= FOUND
    ]
    return Judged((*kept, *found), tuple(dropped), tuple(retyped), tuple(found))


def _pair(
    predicate: Predicate, actors: Sequence[Party], recipients: Sequence[Party], scene: Scene
) -> _Pair | None:
    """The predicate with its sides, None where one of them is not named in its sentence."""
    start, end = scene.sentence_span(predicate.trigger)
    sides = [[p.span for p in side if start <= p.span[0] and p.span[1] <= end] for side in (actors, recipients)]
    return _Pair(predicate, *sides) if all(sides) else None


def _chances(pairs: Sequence[_Pair | None], scene: Scene, weigher: Weigher) -> list[Array | None]:
    """What the weigher gives every type, for each pair."""
    vectors = [
        vector_of(scene.doc, pair.predicate.trigger, pair.predicate.clause, (pair.actors, pair.recipients))
        for pair in pairs
        if pair is not None
    ]
    rows = iter(weigher.chances(vectors) if vectors else ())
    return [None if pair is None else next(rows) for pair in pairs]


def _answers(
    pairs: dict[int, _Pair], rules: dict[int, str], scene: Scene, load: Callable[[], Scorer]
) -> dict[int, tuple[str, str | None, float]]:
    """The best type of each pair, its mode and how sure it is; ``rules`` are the types that rules gave some of them."""
    if not pairs:
        return {}
    scorer = load()
    settings = scorer.settings
    unknown = [n for n, type_ in enumerate(settings.types) if type_ not in {NONE, *scene.codebook.types}]
    marked = []
    for pair in pairs.values():
        start, end = scene.sentence_span(pair.predicate.trigger)
        source, target = ((spans[0][0] - start, spans[0][1] - start) for spans in (pair.actors, pair.recipients))
        marked.append(Marked(scene.report.text[start:end], source, target))
    found = {}
    for n, types, codes in zip(pairs, *scorer.scores(marked), strict=True):
        total = types / settings.temperature
        total[unknown] = -np.inf
        if n in rules:
            total[settings.types.index(rules[n])] += settings.rule_weight(FULL)
        chances = np.exp(total - total.max())
        best = int(chances.argmax())
        type_ = settings.types[best]
        mode = settings.mode(type_, codes)
        found[n] = type_, mode, float(chances[best] / chances.sum())
    return found


def _asked(draft: Draft, sure: float) -> Draft:
    return replace(draft, weighed=replace(draft.weighed, full=sure)) if draft.weighed else draft


def _named(draft: Draft, type_: str, mode: str | None, sure: float, scene: Scene) -> Draft:
    """A draft under the type that the scorer gives it."""
    reading = _reading(draft.reading.predicate, type_, mode)
    weighed = replace(draft.weighed, full=sure) if draft.weighed else None
    return replace(
        draft, reading=reading, rule=reading.rule, type=type_, mode=mode, about_type=None, about_mode=None,
        status=_status(reading, scene), weighed=weighed,
    )  # fmt: skip


def _new(candidate: Candidate, type_: str, mode: str | None, sure: float, scene: Scene) -> Draft:
    """The draft of an act that no rule reads."""
    reading = _reading(candidate.predicate, type_, mode)
    return Draft(
        reading, reading.rule, type_, mode, None, None, _status(reading, scene), reciprocal=False,
        actors=candidate.actors, recipients=candidate.recipients, weighed=Weighed(0.0, 0.0, sure),
    )  # fmt: skip


def _reading(predicate: Predicate, type_: str, mode: str | None) -> Reading:
    rule = Rule(id=RULE, type=type_, mode=mode, cameo=None, patterns=(_PATTERN,), actor=(), recipient=())
    return Reading(predicate, rule, _PATTERN, frozenset())


def _status(reading: Reading, scene: Scene) -> Status:
    return "reported" if reading.rule.type in _SAID else status_of(reading.predicate, scene.codebook.words)
