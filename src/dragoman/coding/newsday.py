"""The day of an act that no words date: news without a date of its own tells of the day before and that of printing.

A report tells on until it goes back in time: a clause with an earlier date moves the time of telling away from the
news, and what follows in the simple past stays there until a clause with a near date comes back. The present perfect
and the present tell of the news wherever they stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.language.tokens import Token
from dragoman.records import Interval

from .drafts import SPOKEN, Draft
from .predicates import lemma
from .scene import Scene
from .tree import VERBAL, case_word, children

_NEAR = 3  # days before publication that are still news
_JUST_BEFORE = {"hours": (1, 0), "days": (7, 1)}  # days back, the first and the last
_PAST, _PRESENT = frozenset({"VBD"}), frozenset({"VBZ", "VBP"})
_BACKGROUND = frozenset({"acl:relcl", "acl", "advcl", "advcl:relcl", "amod"})
# What says that an act went on for long, came about again and again, or lies further back.
_LASTING = frozenset({"since", "for", "over", "before", "until"})
_FORMER = frozenset({"already", "earlier", "previously", "once", "recently", "repeatedly", "often", "long", "always"})


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the telling stands in time, sentence by sentence: the last near day told, and whether it left the news."""

    printed: date
    near: tuple[date | None, ...]
    away: tuple[bool, ...]


def clock_of(scene: Scene, hung: Mapping[int, list[Interval]]) -> Clock | None:
    """The clock of a report; None where its day is not known or only inferred."""
    published = scene.timeline.published
    if published is None or published.basis == "inferred" or published.start != published.end:
        return None
    printed = date.fromisoformat(published.start)
    near: list[date | None] = []
    away: list[bool] = []
    last, left = None, False
    for sentence in scene.sentences:
        for moment in (m for token in sentence if token.pos_ in VERBAL for m in hung.get(token.i, ())):
            day = _day(moment)
            if day is not None and abs((printed - day).days) <= _NEAR:
                last, left = day, False
            elif moment.end is None or date.fromisoformat(moment.end) < printed:
                left = True
        near.append(last)
        away.append(left)
    return Clock(printed, tuple(near), tuple(away))


def _day(moment: Interval) -> date | None:
    return date.fromisoformat(moment.start) if moment.start and moment.start == moment.end else None


def news_date(draft: Draft, clock: Clock, scene: Scene) -> Interval | None:
    """The days that an undated act of the news can have been; None where the text may tell of another time."""
    number = scene.sentence_number(draft.trigger)
    if not _is_news(draft, away=clock.away[number], scene=scene):
        return None
    told = max(clock.near[number] or date.min, clock.printed - timedelta(days=1))
    first, last = min(told, clock.printed), max(told, clock.printed)
    return Interval(
        start=first.isoformat(), end=last.isoformat(), precision="day", text="", span=None, basis="published"
    )


def just_before(draft: Draft, clock: Clock, scene: Scene) -> Interval | None:
    """When an act was that the news came "hours after" or "days after": on the days before it."""
    mark = next((m for m in children(draft.reading.predicate.clause, "mark") if m.lower_ == "after"), None)
    before = mark.nbor(-1) if mark is not None and mark.i else None
    if mark is None or before is None or before.lower_ not in _JUST_BEFORE:
        return None
    news = clock.near[scene.sentence_number(draft.trigger)] or clock.printed
    first, last = (news - timedelta(days=back) for back in _JUST_BEFORE[before.lower_])
    span = (before.idx, mark.idx + len(mark))
    return Interval(
        start=first.isoformat(), end=last.isoformat(), precision="day" if before.lower_ == "hours" else "week",
        text=scene.report.text[slice(*span)], span=span, basis="inferred",
    )  # fmt: skip


def _is_news(draft: Draft, *, away: bool, scene: Scene) -> bool:
    predicate = draft.reading.predicate
    if draft.trigger.idx < scene.title_end or (predicate.pos == "n" and predicate.carrier is None):
        return False
    announced = draft.status == "future" and draft.type in SPOKEN
    if draft.status != "reported" and not announced:
        return False
    clause = predicate.clause
    if any(t.dep_ in _BACKGROUND for t in (clause, *_above(clause))) or _is_lasting(clause):
        return False
    tags = {clause.tag_, *(t.tag_ for t in children(clause, "aux", "aux:pass", "cop"))}
    had = any(t.lower_ in {"had", "'d"} for t in children(clause, "aux"))
    told = clause.dep_ == "ccomp" and lemma(clause.head) in scene.codebook.words["speech"]["plain"]
    if had:  # "police said that a man had been held" puts back what the police said in the present perfect
        return told and not away
    if announced or tags & _PRESENT:
        return True
    return bool(tags & _PAST) and not away


def _above(clause: Token) -> list[Token]:
    """The clauses that a clause is coordinated with or controlled by."""
    found = []
    while clause.dep_ in {"conj", "xcomp", "ccomp", "parataxis"} and clause.head.i != clause.i:
        clause = clause.head
        found.append(clause)
    return found


def _is_lasting(clause: Token) -> bool:
    """ "For months", "since the war", "repeatedly": no one day holds it."""
    joined = (clause, *_above(clause), *(t for t in children(clause, "conj") if t.pos_ in VERBAL))
    if any(t.lower_ in _FORMER for t in children(clause, "advmod")):
        return True
    if any(m.lower_ == "since" for t in joined for c in children(t, "advcl") for m in children(c, "mark")):
        return True
    return any(case_word(t) in _LASTING and _is_time(t) for t in children(clause, "obl", "nmod"))


def _is_time(token: Token) -> bool:
    return token.lemma_.lower() in {"day", "week", "month", "year", "decade", "time", "war", "hour", "period"}
