"""What a reviewer sent with a form, as fields of an event: each is checked here before it becomes a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, cast, get_args

import msgspec
from starlette.datastructures import FormData

from dragoman.archive.filters import STATUSES
from dragoman.errors import UsageError
from dragoman.records import About, Count, Event, Interval, Mention, Party, Place, Precision, Span, Status, Where
from dragoman.reviewing.codes import code_of, contexts, scores_of
from dragoman.reviewing.naming import coded_as, party_of

from .looking.passages import sentence_at

BY_HAND = "by-hand"  # why an event was coded that a person added
PRECISIONS: tuple[str, ...] = get_args(Precision)
SIDES = ("actors", "recipients")


def words(form: FormData, name: str) -> str:
    """A field of a form as text; nothing where it is not there."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def edits_of(form: FormData, event: Event, known: Sequence[Party], text: str) -> dict[str, str]:
    """The fields in which a form differs from an event, by their names in a record, each as JSON.

    With the type, mode or subject go the codes and scores that follow from them. ``known`` are the parties of the
    report, ``text`` is its text. Raises UsageError for a value that a field cannot have.
    """
    wanted = _wanted(form, event, known, text)
    if any(wanted[name] != getattr(event, name) for name in ("type", "mode", "about")):
        about = wanted["about"].type if wanted["about"] else None
        wanted |= scores_of(wanted["type"], wanted["mode"], about)
    return {
        name: msgspec.json.encode(value).decode() for name, value in wanted.items() if value != getattr(event, name)
    }


def added_of(form: FormData, known: Sequence[Party], text: str, title: str | None) -> Event:
    """A whole event from the form that adds one. Raises UsageError where something is missing or cannot be."""
    type_, mode = code_of(words(form, "code"))
    span = _trigger(form, text)
    day = _interval(form, None)
    actors, recipients = (_parties(form, side, (), known, text, day) for side in SIDES)
    if not actors and not recipients:
        raise UsageError("an event needs somebody: tick a party of the report, or write a name")
    headline = bool(title) and text.startswith(title or "") and span[0] < len(title or "")
    where: Where = "headline" if headline else "body"
    return Event(
        event="", type=type_, mode=mode, about=_about(form, None), contexts=(), status=_status(form),
        reciprocal="reciprocal" in form, actors=actors, recipients=recipients, date=day, place=_place(form, None),
        size={}, sources=(), in_=where, confidence=1.0, why=BY_HAND,
        mentions=(Mention(trigger=text[slice(*span)], span=span, sentence=_sentence(form, text, span)),),
        **scores_of(type_, mode, words(form, "about").partition("/")[0] or None),
    )  # fmt: skip


def _wanted(form: FormData, event: Event, known: Sequence[Party], text: str) -> dict[str, Any]:
    type_, mode = code_of(words(form, "code"))
    day = _interval(form, event.date)
    names = [name for name, _ in contexts()]
    given = form.getlist("contexts")
    return {
        "type": type_, "mode": mode, "about": _about(form, event.about), "status": _status(form),
        "reciprocal": "reciprocal" in form, "date": day, "place": _place(form, event.place),
        "contexts": tuple(sorted(each for each in (*names, *event.contexts) if each in given)) if set(given) !=
        set(event.contexts) else event.contexts,
        **{side: _parties(form, side, getattr(event, side), known, text, day) for side in SIDES},
        "size": _size(form, event.size),
    }  # fmt: skip


def _status(form: FormData) -> Status:
    status = words(form, "status") or "reported"
    if status not in STATUSES:
        raise UsageError(f"no status {status!r}; there are: {', '.join(STATUSES)}")
    return cast(Status, status)


def _about(form: FormData, was: About | None) -> About | None:
    if not (written := words(form, "about")):
        return None
    type_, mode = code_of(written)
    if was and (type_, mode) == (was.type, was.mode):
        return was
    return About(type=type_, mode=mode, date=was.date if was else None)


def _interval(form: FormData, was: Interval | None) -> Interval | None:
    """The days of a form; those of the event as they are where nothing was changed."""
    start, end = (_day(words(form, name)) for name in ("start", "end"))
    precision = words(form, "precision") or (was.precision if was else "day")
    if precision not in PRECISIONS:
        raise UsageError(f"no precision {precision!r}; there are: {', '.join(PRECISIONS)}")
    if was and (start, end, precision) == (was.start, was.end, was.precision):
        return was
    if not start and not end:
        return None
    if was is None and start and not end and precision == "day":
        end = start
    if start and end and start > end:
        raise UsageError(f"the date begins on {start} and ends before that, on {end}: exchange the two")
    return Interval(
        start=start, end=end, precision=precision, text=was.text if was else "",  # type: ignore[arg-type]
        span=was.span if was else None, basis=was.basis if was else "inferred",
    )  # fmt: skip


def _day(written: str) -> str | None:
    try:
        return dt.date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        raise UsageError(f"{written!r} is no day; write it as YYYY-MM-DD") from None


def _place(form: FormData, was: Place | None) -> Place | None:
    name, country = words(form, "place"), words(form, "place-country") or None
    if not name and not country:
        return None
    if was and name == was.name:
        return was if country == was.country else msgspec.structs.replace(was, country=country)
    return Place(name=name or str(country), country=country, lat=None, lon=None, span=None)


def _size(form: FormData, was: dict[str, tuple[Count, ...]]) -> dict[str, tuple[Count, ...]]:
    """The numbers of a form, in the rows ``size-0-kind``, ``-low``, ``-high`` and so on; a row without numbers goes."""
    old = [(kind, count) for kind, counts in was.items() for count in counts]
    found: dict[str, list[Count]] = {}
    for n in range(len(old) + 1):
        low, high = (_whole(words(form, f"size-{n}-{name}")) for name in ("low", "high"))
        kind = words(form, f"size-{n}-kind")
        if kind and (low is not None or high is not None):
            before = old[n][1] if n < len(old) else None
            found.setdefault(kind, []).append(_count(before, low, high))
    return {kind: tuple(counts) for kind, counts in found.items()}


def _count(was: Count | None, low: int | None, high: int | None) -> Count:
    if was is None:
        return Count(low=low, high=high, exact=low == high, unit=None, text="", span=(0, 0), sources=())
    if (low, high) == (was.low, was.high):
        return was
    return msgspec.structs.replace(was, low=low, high=high, exact=low == high)


def _whole(written: str) -> int | None:
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and len(written) < 16):
        raise UsageError(f"{written!r} is no number; write it without commas, as 1200")
    return int(written)


def _parties(
    form: FormData, side: str, was: Sequence[Party], known: Sequence[Party], text: str, day: Interval | None
) -> tuple[Party, ...]:
    """The parties of a side: those kept, as they were changed; those ticked among the report's; those named anew."""
    on = day.start or day.end if day else None
    kept = [_party(form, f"{side}-{n}", party, text, on) for n, party in enumerate(was) if f"{side}-{n}-keep" in form]
    ticked = set(form.getlist(f"{side}-known"))
    kept += [party for party in known if party.entity in ticked]
    country, sector = words(form, f"{side}-new-country") or None, words(form, f"{side}-new-sector") or None
    names = [name for name in words(form, f"{side}-new").split(";") if name.strip()]
    kept += [party_of(name, text=text, on=on, country=country, sector=sector) for name in names]
    return tuple({party.entity: party for party in kept}.values())


def _party(form: FormData, at: str, was: Party, text: str, on: str | None) -> Party:
    name = words(form, f"{at}-name") or was.name
    country, sector = words(form, f"{at}-country") or None, words(form, f"{at}-sector") or None
    if name != was.name:  # of another name the tables tell the codes, unless these were changed too
        changed = (country, sector) != (was.country, was.sector)
        return party_of(
            name, text=text, on=on, country=country if changed else None, sector=sector if changed else None
        )
    return was if (country, sector) == (was.country, was.sector) else coded_as(was, country, sector)


def _trigger(form: FormData, text: str) -> Span:
    """Where the trigger words stand: at the offset that the browser gives, else where they are found once."""
    trigger = words(form, "trigger")
    if not trigger:
        raise UsageError("give the words that tell the event, as they stand in the report")
    at = words(form, "at")
    if at.isdecimal() and len(at) < 9 and text[int(at) : int(at) + len(trigger)] == trigger:
        return int(at), int(at) + len(trigger)
    start, end = _within(form, text)
    found = text.find(trigger, start, end)
    if found < 0:
        raise UsageError(
            f"the words {trigger!r} are not in the {'sentence' if start else 'report'} as they are written"
        )
    if text.find(trigger, found + 1, end) >= 0 and not start:
        raise UsageError(f"the words {trigger!r} stand there several times: give more words, or select them")
    return found, found + len(trigger)


def _within(form: FormData, text: str) -> Span:
    """The sentence that the form is of, or the whole report."""
    bounds = [words(form, name) for name in ("from", "to")]
    if all(each.isdecimal() and len(each) < 9 for each in bounds):
        start, end = int(bounds[0]), int(bounds[1])
        if start < end <= len(text):
            return start, end
    return 0, len(text)


def _sentence(form: FormData, text: str, span: Span) -> Span:
    start, end = _within(form, text)
    whole = (start, end) != (0, len(text))
    return (start, end) if whole and start <= span[0] and span[1] <= end else sentence_at(text, span[0])


def fields_of(form: FormData, besides: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The fields of a form as they were sent, to be sent again, but for some."""
    left_out = set(besides)
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in left_out]
