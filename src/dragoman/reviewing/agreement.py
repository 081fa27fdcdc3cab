"""How far people who decided about the same events agree, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from typing import Any

import msgspec

from dragoman.records import Event, Party

from .alpha import Distance, alpha, masi, nominal, squared
from .decided import Decided, Ruling


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement on one field; ``alpha`` is None where it is not defined, ``same`` of ``pairs`` were the same."""

    field: str
    measure: str
    alpha: float | None
    low: float | None
    high: float | None
    events: int
    pairs: int
    same: int


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """A field of an event that people gave differently, by person."""

    event: str
    report: str | None
    field: str
    values: dict[str, str]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """The agreement of ``people`` over ``events`` that two or more decided about, and where they differ."""

    people: tuple[str, ...]
    events: int
    fields: tuple[Agreed, ...]
    differing: tuple[Differing, ...]


def _codes(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset("/".join(filter(None, (each.country or "-", each.sector))) for each in parties)


def _day(event: Event) -> int | None:
    """The first day of an event, as a number; None where it has no date."""
    day = event.date and (event.date.start or event.date.end)
    return dt.date.fromisoformat(day).toordinal() if day else None


# By field: what is compared (None is no value), how far two values are apart, and the name of that.
_FIELDS: dict[str, tuple[Callable[[Event], Hashable | None], Distance, str]] = {
    "type": (lambda event: event.type, nominal, "nominal"),
    "mode": (lambda event: event.mode or "none", nominal, "nominal"),
    "status": (lambda event: event.status, nominal, "nominal"),
    "actors": (lambda event: _codes(event.actors), masi, "sets (MASI)"),
    "recipients": (lambda event: _codes(event.recipients), masi, "sets (MASI)"),
    "date": (_day, squared, "interval"),
}


def agreement(found: Decided) -> Agreement:
    """The agreement of all people who decided, over the events that two or more of them decided about.

    The verdict is compared over all these events; a field over those who did not reject the event and are not unsure
    of it, with the value that each of them leaves it.
    """
    by_event = {event: found.rulings(event) for event in sorted(found.by_event)}
    shared = {event: rulings for event, rulings in by_event.items() if len(rulings) > 1}
    people = sorted({who for rulings in shared.values() for who in rulings})
    tables: dict[str, dict[str, dict[str, Any]]] = {
        "verdict": {event: {who: each.verdict for who, each in told.items()} for event, told in shared.items()}
    }
    for field, (value, _, _) in _FIELDS.items():
        tables[field] = {event: _values(rulings, value) for event, rulings in shared.items()}
    reports = {event: next((each.report for each in found.by_event[event] if each.report), None) for event in shared}
    return Agreement(
        people=tuple(people),
        events=len(shared),
        fields=tuple(_agreed(field, table) for field, table in tables.items()),
        differing=tuple(
            Differing(event=event, report=reports[event], field=field, values=_words(field, table[event]))
            for event in shared
            for field, table in tables.items()
            if len(set(table[event].values())) > 1
        ),
    )


def _values(rulings: dict[str, Ruling], value: Callable[[Event], Hashable | None]) -> dict[str, Any]:
    kept = {who: value(each.event) for who, each in rulings.items() if each.verdict == "accept"}
    return {who: each for who, each in kept.items() if each is not None}


def _agreed(field: str, table: dict[str, dict[str, Any]]) -> Agreed:
    _, distance, measure = _FIELDS.get(field, (None, nominal, "nominal"))
    found = alpha([list(values.values()) for values in table.values()], distance)
    return Agreed(
        field=field, measure=measure, alpha=found.value, low=found.low, high=found.high, events=found.units,
        pairs=found.pairs, same=found.same,
    )  # fmt: skip


def _words(field: str, values: dict[str, Any]) -> dict[str, str]:
    """Values as readers see them."""
    if field == "date":
        return {who: dt.date.fromordinal(day).isoformat() for who, day in values.items()}
    return {
        who: ", ".join(sorted(value)) or "nobody" if isinstance(value, frozenset) else str(value)
        for who, value in values.items()
    }
