"""Fingerprints: what is kept of a report to find its copies and its story, text or no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from dragoman.codebook.entries import QUADS
from dragoman.records import Event, Record, Report

from . import sketching
from .background import load_background
from .settings import REMEMBERED, TERMS, TITLE_COUNT
from .terms import address_terms, term, terms, words
from .weights import general_weight


class Fingerprint(Record, frozen=True, kw_only=True):
    """A report as copies and stories see it, under 3 KB.

    ``first`` and ``last`` are the ends of the interval of days it can have been published, None where that is not
    known. ``terms`` holds its weightiest terms with their counts, in alphabetical order. ``sketch`` holds hashes of its
    shingles at a sampling ``level``. ``events`` are keys of its coded events: quad class, countries, day; empty for a
    report that was not coded.
    """

    report: str
    first: str | None
    last: str | None
    terms: tuple[tuple[str, int], ...]
    level: int
    sketch: bytes
    events: tuple[str, ...]


def fingerprint(report: Report) -> Fingerprint:
    """The fingerprint of a report, coded or not. The same report gives the same fingerprint."""
    found = words(report.text)
    level, hashes = sketching.sampled(sketching.shingles_of(found))
    published = report.published
    return Fingerprint(
        report=report.report,
        first=published.start if published else None,
        last=published.end if published else None,
        terms=_weightiest(_counted(found, report)),
        level=level,
        sketch=sketching.packed(hashes),
        events=tuple(sorted(event_keys(report.events))),
    )


def leading(fingerprint: Fingerprint, number: int) -> tuple[str, ...]:
    """The weightiest terms of a fingerprint, heaviest first: by these an archive looks up what may be its story."""
    return tuple(_ranked(dict(fingerprint.terms))[:number])


def event_keys(events: Iterable[Event]) -> set[str]:
    """Quad class, countries of the parties and day of each event that has a country and one day.

    The quad class, not the type: of one act one report says that it was an attack, another that it was a raid.
    """
    found = set()
    for event in events:
        countries = sorted({party.country for party in (*event.actors, *event.recipients) if party.country})
        day = event.date.start if event.date and event.date.start == event.date.end else None
        if countries and day:
            found.add(f"{QUADS.get(event.type, event.quad)} {','.join(countries)} {day}")
    return found


def _counted(found: Sequence[str], report: Report) -> Counter[str]:
    counts = Counter(map(term, found))
    for name in (*terms(report.title or ""), *address_terms(report.url)):
        counts[name] += TITLE_COUNT
    return counts


def _weightiest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, counts[name]) for name in _ranked(counts)[:TERMS]))


def _ranked(counts: Mapping[str, int]) -> list[str]:
    """The terms, weightiest first."""
    return [name for _, name in sorted((-_weight(name, count), name) for name, count in counts.items())]


@lru_cache(maxsize=REMEMBERED)
def _weight(name: str, count: int) -> float:
    return general_weight(name, count, load_background())
