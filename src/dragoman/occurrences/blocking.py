"""Keys under which events are looked up, so that an archive compares an event with a few others and not with all.

A key is ``family|parties|days``. Parties are two of opposite sides ("EGY+TUR") or one of them ("EGY+"; "EGY+?" where
the event leaves the other side out), days are the number of a week or the story. Two events that can tell one happening
share a key, but for one case: an act with a date of more than three months, or one told without a date more than a week
later, is looked for in its story only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, islice, product

from dragoman.records import Party

from .compatible import STRICT
from .days import RECENT, Days, days_of
from .families import load_families
from .told import Told

WEEK = 7  # days of one key
LONGEST = 92  # days of a date that is looked up by its weeks
SIDE = 4  # parties of one side that are looked up


def keys(told: Told) -> frozenset[str]:
    """The keys to store with an event."""
    pairs, ones = _parties(told)
    open_ = {f"{one}+?" for one in ones} if not pairs else set()
    return _with_days(told, pairs | {f"{one}+" for one in ones} | open_, margin=1)


def sought(told: Told) -> frozenset[str]:
    """The keys to look up for an event: events stored under one of them are the candidates.

    An event with parties on both sides looks for its couples and for events that leave one side out; one that leaves a
    side out, or whose type allows other recipients, looks for every event of its party.
    """
    pairs, ones = _parties(told)
    wide = not pairs or told.event.type in STRICT
    found = {f"{one}+" for one in ones} if wide else pairs | {f"{one}+?" for one in ones}
    return _with_days(told, found, margin=1 if told.event.date else RECENT)


def _parties(told: Told) -> tuple[set[str], set[str]]:
    """Couples of parties of opposite sides, and the parties one by one."""
    event = told.event
    actors, recipients = (list(islice(_names(side), SIDE)) for side in (event.actors, event.recipients))
    everybody = [*actors, *recipients]
    couples = combinations(everybody, 2) if event.reciprocal else product(actors, recipients)
    return {"+".join(sorted(couple)) for couple in couples}, set(everybody)


def _names(side: Iterable[Party]) -> Iterator[str]:
    """A party by its country, by the last word of its name where it has none."""
    yield from dict.fromkeys(party.country or f"~{party.name.split()[-1].casefold()}" for party in side)


def _with_days(told: Told, parties: set[str], *, margin: int) -> frozenset[str]:
    family = load_families().family(told.event.type)
    times = {f"s:{told.story}"} if told.story is not None else set()
    days = days_of(told)
    if days is not None and days.length <= LONGEST:
        times.update(map(str, _weeks(days, margin)))
    return frozenset(f"{family}|{party}|{time}" for party in parties for time in times)


def _weeks(days: Days, margin: int) -> range:
    """The numbers of the weeks that days touch, ``margin`` days on either side taken in."""
    return range((days.start.toordinal() - margin) // WEEK, (days.end.toordinal() + margin) // WEEK + 1)
