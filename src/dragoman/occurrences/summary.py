"""One happening from all that tell it: what most reports say of it, how many tell it, and where they disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.errors import UsageError
from dragoman.records import About, Count, Interval, Party, Place, Status

from .days import SHORT, days_of
from .disagreements import Disagreement, disagreements
from .families import load_families
from .independence import independent
from .sides import Match, match
from .told import Placed, Told, told_on

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of a kind: the number most events give, and the least and the most that any gives.

    ``least`` and ``most`` are bounds as the reports give them; ``unit`` is that of ``usual``.
    """

    kind: str
    usual: Count
    least: int | None
    most: int | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One happening and all that is known of it.

    ``reports`` tell it, in the order of publication; ``independent`` are these reports in groups that count once, so
    ``n_independent`` is the number of those who tell it on their own account. The other fields hold what most events
    give: where two values are given as often, the more precise one, then the one told first.
    """

    occurrence: str
    events: tuple[str, ...]
    reports: tuple[str, ...]
    independent: tuple[tuple[str, ...], ...]
    first_published: str | None
    last_published: str | None
    type: str
    mode: str | None
    about: About | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: Interval | None
    place: Place | None
    size: tuple[Tally, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def n_reports(self) -> int:
        """The number of reports that tell it."""
        return len(self.reports)

    @property
    def n_independent(self) -> int:
        """The number of reports that do not rest on one another, as far as is known."""
        return len(self.independent)


def summary(members: Sequence[Placed]) -> Occurrence:
    """The occurrence that these events make up; all its members must be given.

    Raises UsageError where there is none, or where they are of several occurrences.
    """
    ids = {one.occurrence for one in members}
    if len(ids) != 1:
        raise UsageError(
            f"a summary takes the members of one occurrence, and these are of {len(ids)}; group them by it"
        )
    told = sorted((one.told for one in members), key=told_on)
    events = [t.event for t in told]
    published = [t.published for t in told if t.published]
    return Occurrence(
        occurrence=ids.pop(),
        events=tuple(event.event for event in events),
        reports=tuple(dict.fromkeys(t.report for t in told)),
        independent=independent(told),
        first_published=min((day.start for day in published), default=None),
        last_published=max((day.end for day in published), default=None),
        type=_most((event.type for event in events), lambda value: value) or events[0].type,
        mode=_most((event.mode for event in events if event.mode), lambda value: value),
        about=_most((event.about for event in events if event.about), lambda about: (about.type, about.mode)),
        status=_most((event.status for event in events), lambda value: value) or events[0].status,
        actors=_side([event.actors for event in events], acting=True),
        recipients=_side([event.recipients for event in events], acting=False),
        date=_date(told),
        place=_place([event.place for event in events if event.place]),
        size=_size(told),
        disagreements=disagreements(told),
    )


def _most(values: Iterable[_T], key: Callable[[_T], Hashable]) -> _T | None:
    """The value that is given most often, of those the first; None where there is none."""
    firsts: dict[Hashable, _T] = {}
    counts: Counter[Hashable] = Counter()
    for value in values:
        firsts.setdefault(key(value), value)
        counts[key(value)] += 1
    return firsts[counts.most_common(1)[0][0]] if counts else None


def _side(sides: Sequence[tuple[Party, ...]], *, acting: bool) -> tuple[Party, ...]:
    """The parties that at least half of the events with this side name; each by its most precise name."""
    told = [side for side in sides if side]
    groups: list[tuple[list[Party], set[int]]] = []
    for number, side in enumerate(told):
        for party in side:
            home = next(
                (g for g in groups if match(g[0][0], party, load_families(), acting=acting) > Match.UNKNOWN), None
            )
            if home is None:
                groups.append(home := ([], set()))
            home[0].append(party)
            home[1].add(number)
    return tuple(_finest(parties) for parties, events in groups if 2 * len(events) >= len(told))


def _finest(parties: Sequence[Party]) -> Party:
    """A person before an office, that before a body or group, that before a state; then the name given most often."""
    counts = Counter(party.entity for party in parties)
    rank = {"person": 0, "office": 1, "organisation": 2, "group": 3, "people": 4, "state": 5}
    return min(parties, key=lambda party: (rank[party.kind], -counts[party.entity]))


def _date(told: Sequence[Told]) -> Interval | None:
    """The date most events give; dates to the day before longer ones, words of a text before the day of the news."""
    dated = [(t, days) for t in told if t.event.date and (days := days_of(t))]
    fine = [t for t, days in dated if days.length <= SHORT] or [t for t, _ in dated]
    dates = [t.event.date for t in fine if t.event.date]
    return _most([date for date in dates if date.text] or dates, lambda date: (date.start, date.end))


def _place(places: Sequence[Place]) -> Place | None:
    """The place most events give; towns before countries."""
    return _most([place for place in places if place.lat is not None] or places, lambda place: place.name)


def _size(told: Sequence[Told]) -> tuple[Tally, ...]:
    """Every kind of number, with what is given most often and the bounds of all."""
    return tuple(
        _tally(kind, [t.event.size[kind][0] for t in told if t.event.size.get(kind)])
        for kind in sorted({kind for t in told for kind, counts in t.event.size.items() if counts})
    )


def _tally(kind: str, counts: Sequence[Count]) -> Tally:
    usual = _most(counts, lambda count: (count.low, count.high, count.unit)) or counts[0]
    same = [count for count in counts if count.unit == usual.unit]
    lows = [count.low for count in same if count.low is not None]
    highs = [bound for count in same for bound in (count.low, count.high) if bound is not None]
    return Tally(kind, usual, min(lows, default=None), max(highs, default=None), usual.unit)
