"""The learned scorers at work in whole reports: they doubt readings, and read verbs that the lexicon lacks.

Every act between two parties of its sentence is weighed (``weighing``), which costs next to nothing. Where the weights
contradict the rule, or where no rule reads a verb, the sentence scorer (``scorer``) is asked: it may call an act by
another type, find one, or find that nothing happened. Where it is not sure it abstains, and what the rules say stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

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
from .scorer import FULL, Marked, Scorer, Settings
from .status import status_of
from .weighing import Weigher, vector_of

DOUBTED = 0.05  # a rule is doubted where the weigher gives its type less than this
RIVAL = 0.6  # and another type more than this
WORTH = 0.6  # a verb without a rule is worth a look where the weigher gives "nothing" less than this
OVERRULED = 0.9  # how sure the scorer must be to overrule a rule
FOUND = 0.75  # and to find an act where no rule does
WORDS_A_QUESTION = 250  # the sentence scorer is asked once for so many words of a report at most: it is dear
RULE = "scorer"  # stands as the rule of an act that the scorer named
_PATTERN = Pattern(words=(), pos="", constraints=(), carried=False, source=RULE)
_TOLD = frozenset({"reported", "future", "negated"})
_SAID = frozenset({"REJECT", "THREATEN", "REQUEST", "ACCUSE"})  # acts of speech, done in saying "will not" or "would"


Scores = tuple[Array, Array]  # of types and of codes, a row for each question (``Scorer.scores``)


@dataclass(frozen=True, slots=True)
class Judges:
    """The two scorers; the large one is loaded when it is first asked."""

    weigher: Weigher
    scorer: Callable[[], Scorer]

    def scores(self, questions: Sequence[Sequence[Marked]]) -> list[Scores | None]:
        """What the sentence scorer makes of the questions of some reports; None for a report without one.

        All are asked at once: with the rows of many sentences its products take two thirds of the time.
        """
        everything = [marked for asked in questions for marked in asked]
        if not everything:
            return [None] * len(questions)
        types, codes = self.scorer().scores(everything)
        ends = accumulate((len(asked) for asked in questions), initial=0)
        return [(types[start:end], codes[start:end]) if end > start else None for start, end in pairwise(ends)]


@dataclass(frozen=True, slots=True)
class Judged:
    """The acts of a report as the scorers leave them, with those that they took out, retyped (as they were), found."""

    drafts: tuple[Draft, ...]
    dropped: tuple[Draft, ...]
    retyped: tuple[Draft, ...]
    found: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """The best type, its mode, and how sure the sentence scorer is of it."""

    type: str
    mode: str | None
    sure: float


@dataclass(frozen=True, slots=True)
class _Pair:
    """A predicate with two sides in its sentence."""

    predicate: Predicate
    actors: list[Span]
    recipients: list[Span]


@dataclass(frozen=True, slots=True)
class Case:
    """The acts of a report as the weigher has them, and what the sentence scorer is to be asked.

    ``doubted`` are those drafts whose weight speaks against their rule, by their number, ``unread`` verbs that no rule
    reads; ``questions`` are the sentences of the former and then of the latter.
    """

    drafts: tuple[Draft, ...]
    doubted: dict[int, _Pair]
    unread: tuple[tuple[Candidate, _Pair], ...]
    questions: tuple[Marked, ...]


def weighed(drafts: Sequence[Draft], read: Collection[int], scene: Scene, weigher: Weigher) -> Case:
    """The case of a report; ``read`` are the tokens that rules read.

    The most doubtful are asked about first, and verbs without a rule where questions are left then.
    """
    most = max(len(scene.doc) // WORDS_A_QUESTION, 1)
    pairs = [_pair(d.reading.predicate, d.actors, d.recipients, scene) for d in drafts]
    chances = _chances(pairs, scene, weigher)
    own = tuple(
        replace(d, weighed=Weighed(row[d.type], row[NONE])) if row else d
        for d, row in zip(drafts, chances, strict=True)
    )
    doubted = {n: pair for n in _doubtful(own, chances)[:most] if (pair := pairs[n])}
    left = most - len(doubted)
    unread = _unread(read, scene, weigher, left) if left else ()
    asked = (*doubted.values(), *(pair for _, pair in unread))
    return Case(own, doubted, unread, tuple(_question(pair, scene) for pair in asked))


def _doubtful(drafts: Sequence[Draft], chances: Sequence[dict[str, float]]) -> list[int]:
    """The numbers of the drafts whose weight speaks against their rule, the most doubtful first.

    What only could or should be done is never doubted: its sentence tells of asking or fearing, by others.
    """
    found = (
        n
        for n, (d, row) in enumerate(zip(drafts, chances, strict=True))
        if row and row[d.type] < DOUBTED and max(row.values()) > RIVAL and d.status in _TOLD
    )
    return sorted(found, key=lambda n: chances[n][drafts[n].type])


def _unread(read: Collection[int], scene: Scene, weigher: Weigher, most: int) -> tuple[tuple[Candidate, _Pair], ...]:
    """The verbs that no rule reads and that are worth a question, ``most`` of them at most, in text order."""
    candidates = [
        (c, pair)
        for c in find_candidates(scene, read)
        if is_political("CONSULT", (*c.actors, *c.recipients))
        and status_of(c.predicate, scene.codebook.words) in _TOLD
        and (pair := _pair(c.predicate, c.actors, c.recipients, scene))
    ]
    chances = _chances([pair for _, pair in candidates], scene, weigher)
    worth = sorted((n for n, row in enumerate(chances) if row[NONE] < WORTH), key=lambda n: chances[n][NONE])[:most]
    return tuple(candidates[n] for n in sorted(worth))


def judged(case: Case, scores: Scores | None, scene: Scene, judges: Judges) -> Judged:
    """The acts of a case after the sentence scorer was asked; ``scores`` are those of its questions."""
    if scores is None:
        return Judged(case.drafts, (), (), ())
    rules = [case.drafts[n].type for n in case.doubted] + [None] * len(case.unread)
    answers = _answers(rules, scores, scene, judges.scorer().settings)
    of_doubted = dict(zip(case.doubted, answers, strict=False))
    kept, dropped, retyped = [], [], []
    for n, draft in enumerate(case.drafts):
        answer = of_doubted.get(n)
        if answer is None:
            kept.append(draft)
        elif answer.type == draft.type or answer.sure < OVERRULED:
            sure = answer.sure if answer.type == draft.type else 1 - answer.sure
            kept.append(_with_full(draft, sure))
        elif answer.type == NONE:
            dropped.append(draft)
        else:
            retyped.append(draft)
            kept.append(_renamed(draft, answer, scene))
    of_unread = zip(case.unread, answers[len(case.doubted) :], strict=True)
    found = tuple(
        _new(c, answer, scene) for (c, _), answer in of_unread if answer.type != NONE and answer.sure >= FOUND
    )
    return Judged((*kept, *found), tuple(dropped), tuple(retyped), found)


def _pair(predicate: Predicate, actors: Sequence[Party], recipients: Sequence[Party], scene: Scene) -> _Pair | None:
    """The predicate with its sides, None where one of them is not named in its sentence."""
    start, end = scene.sentence_span(predicate.trigger)
    sides = [[p.span for p in side if start <= p.span[0] and p.span[1] <= end] for side in (actors, recipients)]
    return _Pair(predicate, *sides) if all(sides) else None


def _chances(pairs: Sequence[_Pair | None], scene: Scene, weigher: Weigher) -> list[dict[str, float]]:
    """What the weigher gives every type, for each pair; nothing where there is none."""
    vectors = [
        vector_of(scene.doc, pair.predicate.trigger, pair.predicate.clause, (pair.actors, pair.recipients))
        for pair in pairs
        if pair is not None
    ]
    rows = iter(weigher.chances(vectors).tolist() if vectors else ())
    return [{} if pair is None else dict(zip(weigher.settings.types, next(rows), strict=True)) for pair in pairs]


def _question(pair: _Pair, scene: Scene) -> Marked:
    """The sentence of a pair with its first source and target marked."""
    start, end = scene.sentence_span(pair.predicate.trigger)
    source, target = ((spans[0][0] - start, spans[0][1] - start) for spans in (pair.actors, pair.recipients))
    return Marked(scene.report.text[start:end], source, target)


def _answers(rules: Sequence[str | None], scores: Scores, scene: Scene, settings: Settings) -> list[_Answer]:
    """What the sentence scorer makes of each question; ``rules`` are the types that rules gave some of them."""
    unknown = [n for n, type_ in enumerate(settings.types) if type_ not in {NONE, *scene.codebook.types}]
    found = []
    for rule, types, codes in zip(rules, *scores, strict=True):
        total = types / settings.temperature
        total[unknown] = -np.inf
        if rule is not None:
            total[settings.types.index(rule)] += settings.rule_weight(FULL)
        chances = np.exp(total - total.max())
        best = int(chances.argmax())
        type_ = settings.types[best]
        found.append(_Answer(type_, settings.mode(type_, codes), float(chances[best] / chances.sum())))
    return found


def _with_full(draft: Draft, sure: float) -> Draft:
    return replace(draft, weighed=replace(draft.weighed, full=sure)) if draft.weighed else draft


def _renamed(draft: Draft, answer: _Answer, scene: Scene) -> Draft:
    """A draft under the type that the scorer gives it."""
    reading = _reading(draft.reading.predicate, answer)
    return replace(
        _with_full(draft, answer.sure), reading=reading, rule=reading.rule, type=answer.type, mode=answer.mode,
        about_type=None, about_mode=None, status=_status(reading, scene),
    )  # fmt: skip


def _new(candidate: Candidate, answer: _Answer, scene: Scene) -> Draft:
    """The draft of an act that no rule reads."""
    reading = _reading(candidate.predicate, answer)
    return Draft(
        reading, reading.rule, answer.type, answer.mode, None, None, _status(reading, scene), reciprocal=False,
        actors=candidate.actors, recipients=candidate.recipients, weighed=Weighed(0.0, 0.0, answer.sure),
    )  # fmt: skip


def _reading(predicate: Predicate, answer: _Answer) -> Reading:
    rule = Rule(
        id=RULE, type=answer.type, mode=answer.mode, cameo=None, patterns=(_PATTERN,), actor=(), recipient=()
    )  # fmt: skip
    return Reading(predicate, rule, _PATTERN, frozenset())


def _status(reading: Reading, scene: Scene) -> Status:
    return "reported" if reading.rule.type in _SAID else status_of(reading.predicate, scene.codebook.words)
