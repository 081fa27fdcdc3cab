"""One event for one happening: drafts that tell the same act become one, with all their mentions.

Two drafts tell the same act when type, status and what it is about agree, mode and date do not contradict each other,
and the parties are the same on both sides (a side that one of them leaves out counts as agreeing).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date as day
from typing import TypeVar

from dragoman.language.tokens import Token
from dragoman.records import Interval, Party, Source

from .apart import Told, telling_of
from .drafts import Draft
from .sizes import together

_T = TypeVar("_T")
_FRESH = 7  # days before the news in which an act may still be what the news is about


def group_drafts(drafts: Iterable[Draft], sentence_number: Callable[[Token], int] | None = None) -> list[list[Draft]]:
    """The drafts in groups, each one happening; groups in the order of their first mention.

    With ``sentence_number``, which tells where the sentence of a word stands, the words of drafts too may say that they
    are of two happenings, though nothing else does.
    """
    groups: list[_Group] = []
    waiting = sorted(drafts, key=lambda draft: draft.trigger.i)
    for draft in sorted(waiting, key=_fullness, reverse=True):
        words = (draft.trigger, telling_of(draft), sentence_number(draft.trigger)) if sentence_number else None
        fitting = [g for g in groups if g.tells(draft) and not (words and g.told.apart(*words))]
        home = max(fitting, key=lambda g: g.closeness(draft), default=None)
        if home is None:
            groups.append(home := _Group())
        home.add(draft)
        if words:
            home.told.add(*words)
    for group in groups:
        group.drafts.sort(key=lambda draft: draft.trigger.i)
    return sorted((group.drafts for group in groups), key=lambda drafts: drafts[0].trigger.i)


class _Group:
    """Drafts of one happening. A new draft is compared with one of each kind: a report may tell it a thousand times."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.told = Told()
        self._kinds: dict[tuple[object, ...], Draft] = {}
        self._places: list[int] = []

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._kinds.setdefault(_kind(draft), draft)
        insort(self._places, draft.trigger.i)

    def tells(self, draft: Draft) -> bool:
        """Whether the draft contradicts no other."""
        return _same(self._kinds.values(), draft)

    def closeness(self, draft: Draft) -> tuple[int, int]:
        """How many parties it shares with one of them at most, and how near the next one stands."""
        own = _keys((*draft.actors, *draft.recipients))
        shared = max(len(_keys((*d.actors, *d.recipients)) & own) for d in self._kinds.values())
        at = bisect_left(self._places, draft.trigger.i)
        return shared, -min(abs(place - draft.trigger.i) for place in self._places[max(at - 1, 0) : at + 1])


def _kind(draft: Draft) -> tuple[object, ...]:
    """All of a draft that is compared: drafts of one kind agree with the same others."""
    dates = [(date.start, date.end) if date else None for date in (draft.date, draft.supposed)]
    sides = frozenset(_keys(draft.actors)), frozenset(_keys(draft.recipients))
    return draft.type, draft.status, draft.about_type, draft.mode, draft.reciprocal, *sides, *dates


def merged(group: list[Draft]) -> Draft:
    """One draft that holds the fullest value of every field that any draft of the group has."""
    best = max(group, key=_fullness)
    return replace(
        best,
        mode=_first(d.mode for d in group),
        about_type=_first(d.about_type for d in group),
        about_mode=_first(d.about_mode for d in group),
        actors=_fullest([d.actors for d in group]),
        recipients=_fullest([d.recipients for d in group]),
        date=_told_date(_finest([d.date for d in group]), _first(d.supposed for d in group)),
        place=max((d.place for d in group if d.place), key=lambda p: (p.lat is not None, len(p.name)), default=None),
        sources=_sources(group),
        size=together(d.size for d in group),
        reciprocal=any(d.reciprocal for d in group),
    )


def _sources(group: list[Draft]) -> tuple[Source, ...]:
    """Who asserts the act: nobody but the report where the report says so itself, else all who do."""
    if any(d.asserted for d in group):
        return ()
    return tuple({s.entity: s for d in group for s in reversed(d.sources)}.values())


def same_sides(a: Draft, b: Draft) -> bool:
    """Whether the parties of two drafts agree, turned round where either is reciprocal."""
    straight = _agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)
    if straight and (_shared(a.actors, b.actors) or _shared(a.recipients, b.recipients)):
        return True
    if not (a.reciprocal or b.reciprocal):
        return False
    everyone, others = _keys((*a.actors, *a.recipients)), _keys((*b.actors, *b.recipients))
    return bool(everyone & others) and (everyone <= others or others <= everyone)


def _same(group: Iterable[Draft], draft: Draft) -> bool:
    return all(
        first.type == draft.type
        and first.status == draft.status
        and _compatible(first.about_type, draft.about_type)
        and _compatible(first.mode, draft.mode)
        and same_sides(first, draft)
        and dates_agree(first.date, draft.date)
        and not _long_before(first.date, draft.supposed)
        and not _long_before(draft.date, first.supposed)
        for first in group
    )


def _compatible(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def dates_agree(a: Interval | None, b: Interval | None) -> bool:
    """Whether two intervals share a day; what is not known contradicts nothing."""
    if a is None or b is None:
        return True
    return _not_after(a.start, b.end) and _not_after(b.start, a.end)


def _long_before(date: Interval | None, news: Interval | None) -> bool:
    """Whether a date lies more than a week before the news: what is told as news is then another act."""
    if date is None or date.end is None or news is None or news.start is None:
        return False
    return (day.fromisoformat(news.start) - day.fromisoformat(date.end)).days > _FRESH


def _not_after(start: str | None, end: str | None) -> bool:
    return start is None or end is None or start <= end


def _key(party: Party) -> str:
    return (
        f"{party.country or ''}/{party.sector or ''}"
        if party.country or party.sector not in {None, "UNK"}
        else party.entity
    )


def _keys(parties: Iterable[Party]) -> set[str]:
    return {_key(party) for party in parties}


def _agree(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    return not a or not b or _shared(a, b)


def _shared(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    return bool(_keys(a) & _keys(b))


def _fullness(draft: Draft) -> tuple[int, int, int]:
    known = sum(map(bool, (draft.actors, draft.recipients)))
    return known - draft.borrowed, bool(draft.date) + bool(draft.mode), -draft.trigger.i


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value), None)


def _fullest(sides: list[tuple[Party, ...]]) -> tuple[Party, ...]:
    return max(sides, key=lambda side: (len(_keys(side)), sum(p.kind == "person" for p in side)), default=())


def _told_date(date: Interval | None, news: Interval | None) -> Interval | None:
    """The date that words give; the days of the news where they give none, or a year or more that holds these days."""
    if date is None or news is None:
        return date or news
    return news if date.precision in _LONG and dates_agree(date, news) else date


_LONG = frozenset({"year", "decade", "century", "unknown"})
_FINE = {
    name: n
    for n, name in enumerate(("time", "day", "week", "month", "quarter", "year", "decade", "century", "unknown"))
}


def _finest(dates: list[Interval | None]) -> Interval | None:
    known = [d for d in dates if d is not None]
    return min(known, key=lambda d: (d.start is None and d.end is None, _FINE[d.precision]), default=None)
