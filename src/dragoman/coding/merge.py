"""One event for one happening: drafts that tell the same act become one, with all their mentions.

Two drafts tell the same act when type, status and what it is about agree, mode and date do not contradict each other,
and the parties are the same on both sides (a side that one of them leaves out counts as agreeing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.records import Interval, Party

from .drafts import Draft


def group_drafts(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """The drafts in groups, each one happening; groups in the order of their first mention."""
    groups: list[list[Draft]] = []
    waiting = sorted(drafts, key=lambda draft: draft.trigger.i)
    for draft in sorted(waiting, key=_fullness, reverse=True):
        home = max((g for g in groups if _same(g, draft)), key=lambda g: _closeness(g, draft), default=None)
        if home is None:
            groups.append([draft])
        else:
            home.append(draft)
    for group in groups:
        group.sort(key=lambda draft: draft.trigger.i)
    return sorted(groups, key=lambda group: group[0].trigger.i)


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
        date=_finest([d.date for d in group]),
        place=max((d.place for d in group if d.place), key=lambda p: (p.lat is not None, len(p.name)), default=None),
        sources=tuple({s.entity: s for d in group for s in reversed(d.sources)}.values()),
        size={key: count for d in reversed(group) for key, count in d.size.items()},
        reciprocal=any(d.reciprocal for d in group),
    )


def same_sides(a: Draft, b: Draft) -> bool:
    """Whether the parties of two drafts agree, turned round where either is reciprocal."""
    straight = _agree(a.actors, b.actors) and _agree(a.recipients, b.recipients)
    if straight and (_shared(a.actors, b.actors) or _shared(a.recipients, b.recipients)):
        return True
    if not (a.reciprocal or b.reciprocal):
        return False
    everyone, others = _keys((*a.actors, *a.recipients)), _keys((*b.actors, *b.recipients))
    return bool(everyone & others) and (everyone <= others or others <= everyone)


def _same(group: list[Draft], draft: Draft) -> bool:
    return all(
        first.type == draft.type
        and first.status == draft.status
        and _compatible(first.about_type, draft.about_type)
        and _compatible(first.mode, draft.mode)
        and same_sides(first, draft)
        and dates_agree(first.date, draft.date)
        for first in group
    )


def _compatible(a: str | None, b: str | None) -> bool:
    return a is None or b is None or a == b


def dates_agree(a: Interval | None, b: Interval | None) -> bool:
    """Whether two intervals share a day; what is not known contradicts nothing."""
    if a is None or b is None:
        return True
    return _not_after(a.start, b.end) and _not_after(b.start, a.end)


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


def _closeness(group: list[Draft], draft: Draft) -> tuple[int, int]:
    shared = max(len(_keys((*d.actors, *d.recipients)) & _keys((*draft.actors, *draft.recipients))) for d in group)
    return shared, -min(abs(d.trigger.i - draft.trigger.i) for d in group)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _fullest(sides: list[tuple[Party, ...]]) -> tuple[Party, ...]:
    return max(sides, key=lambda side: (len(_keys(side)), sum(p.kind == "person" for p in side)), default=())


_FINE = {
    name: n
    for n, name in enumerate(("time", "day", "week", "month", "quarter", "year", "decade", "century", "unknown"))
}


def _finest(dates: list[Interval | None]) -> Interval | None:
    known = [d for d in dates if d is not None]
    return min(known, key=lambda d: (d.start is None and d.end is None, _FINE[d.precision]), default=None)
