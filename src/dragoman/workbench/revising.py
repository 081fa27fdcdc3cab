"""What a reviewer sent with a form, as fields of an event: each is checked here before it becomes a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, cast, get_args

import msgspec
from starlette.datastructures import FormData

from dragoman.archive.filters import STATUSES
from dragoman.errors import UsageError
from dragoman.records import About, Count, Event, Interval, Mention, Party, Place, Precision, Span, Status, Where
from dragoman.reviewing.codes import code_of, contexts, scores_of
from dragoman.reviewing.naming import country_of

from .looking.passages import sentence_at
from .naming_parties import parties, sources
from .sheets import Draft

BY_HAND = "by-hand"  # why an event was coded that a person added
PRECISIONS: tuple[str, ...] = get_args(Precision)
SIDES = ("actors", "recipients")
# Stands for a type that cannot be read, in an event that is thrown away for it.
_UNSAID: tuple[str, str | None] = ("ASSAULT", None)


def edits_of(form: FormData, event: Event, known: Sequence[Party], text: str) -> dict[str, str]:
    """The fields in which a form differs from an event, by their names in a record, each as JSON.

    With the type, mode or subject go the codes and scores that follow from them. ``known`` are the parties of the
    report, ``text`` is its text. Raises Mistakes with every field that has a value which it cannot have.
    """
    draft = Draft(form)
    wanted = _wanted(draft, event, known, text)
    draft.check()
    if any(wanted[name] != getattr(event, name) for name in ("type", "mode", "about")):
        about = wanted["about"].type if wanted["about"] else None
        wanted |= scores_of(wanted["type"], wanted["mode"], about)
    return {
        name: msgspec.json.encode(value).decode() for name, value in wanted.items() if value != getattr(event, name)
    }


def added_of(form: FormData, known: Sequence[Party], text: str, title: str | None) -> Event:
    """A whole event from the form that adds one. Raises Mistakes where fields are missing or cannot be."""
    draft = Draft(form)
    type_, mode = draft.take("code", lambda: code_of(draft.words("code")), _UNSAID)
    span = draft.take("trigger", lambda: _trigger(draft, text), (0, 0))
    day = _interval(draft, None)
    on = _day_of(day)
    about = _about(draft, None)
    actors, recipients = (parties(draft, side, (), known, text, on) for side in SIDES)
    said = sources(draft, (), known, text, on)
    if not actors and not recipients:
        draft.wrong("actors-new", "an event needs somebody: tick a party of the report, or write a name")
    place, status = _place(draft, None), _status(draft)
    draft.check()
    headline = bool(title) and text.startswith(title or "") and span[0] < len(title or "")
    where: Where = "headline" if headline else "body"
    return Event(
        event="", type=type_, mode=mode, about=about, contexts=(), status=status, reciprocal="reciprocal" in draft,
        actors=actors, recipients=recipients, date=day, place=place, size={}, sources=said, in_=where, confidence=1.0,
        why=BY_HAND,
        mentions=(Mention(trigger=text[slice(*span)], span=span, sentence=_sentence(draft, text, span)),),
        **scores_of(type_, mode, about.type if about else None),
    )  # fmt: skip


def _wanted(draft: Draft, event: Event, known: Sequence[Party], text: str) -> dict[str, Any]:
    type_, mode = draft.take("code", lambda: code_of(draft.words("code")), (event.type, event.mode))
    day = _interval(draft, event.date)
    names = [name for name, _ in contexts()]
    given = draft.all("contexts")
    return {
        "type": type_, "mode": mode, "about": _about(draft, event.about), "status": _status(draft),
        "reciprocal": "reciprocal" in draft, "date": day, "place": _place(draft, event.place),
        "contexts": tuple(sorted(each for each in (*names, *event.contexts) if each in given)) if set(given) !=
        set(event.contexts) else event.contexts,
        **{side: parties(draft, side, getattr(event, side), known, text, _day_of(day)) for side in SIDES},
        "size": _size(draft, event.size), "sources": sources(draft, event.sources, known, text, _day_of(day)),
    }  # fmt: skip


def _day_of(interval: Interval | None) -> str | None:
    return interval.start or interval.end if interval else None


def _status(draft: Draft) -> Status:
    status = draft.words("status") or "reported"
    if status not in STATUSES:
        draft.wrong("status", f"no status {status!r}; there are: {', '.join(STATUSES)}")
    return cast(Status, status)


def _about(draft: Draft, was: About | None) -> About | None:
    if not (written := draft.words("about")):
        return None
    type_, mode = draft.take("about", lambda: code_of(written), _UNSAID)
    if was and (type_, mode) == (was.type, was.mode):
        return was
    return About(type=type_, mode=mode, date=was.date if was else None)


def _interval(draft: Draft, was: Interval | None) -> Interval | None:
    """The days of a form; those of the event as they are where nothing was changed."""
    start, end = (draft.take(name, lambda name=name: _day(draft.words(name)), None) for name in ("start", "end"))  # type: ignore[misc]
    precision = draft.words("precision") or (was.precision if was else "day")
    if precision not in PRECISIONS:
        draft.wrong("precision", f"no precision {precision!r}; there are: {', '.join(PRECISIONS)}")
    if was and (start, end, precision) == (was.start, was.end, was.precision):
        return was
    if not start and not end:
        return None
    if was is None and start and not end and precision == "day":
        end = start
    if start and end and start > end:
        draft.wrong("end", f"the date begins on {start} and ends before that, on {end}: exchange the two")
    return Interval(
        start=start, end=end, precision=precision, text=was.text if was else "",  # type: ignore[arg-type]
        span=was.span if was else None, basis=was.basis if was else "inferred",
    )  # fmt: skip


def _day(written: str) -> str | None:
    try:
        return dt.date.fromisoformat(written).isoformat() if written else None
    except ValueError:
        raise UsageError(f"{written!r} is no day; write it as YYYY-MM-DD") from None


def _place(draft: Draft, was: Place | None) -> Place | None:
    name = draft.words("place")
    country = draft.words("place-country") or None
    if was is None or country != was.country:
        country = draft.take("place-country", lambda: country_of(country or ""), None)
    if not name and not country:
        return None
    if was and name == was.name:
        return was if country == was.country else msgspec.structs.replace(was, country=country)
    return Place(name=name or str(country), country=country, lat=None, lon=None, span=None)


def _size(draft: Draft, was: dict[str, tuple[Count, ...]]) -> dict[str, tuple[Count, ...]]:
    """The numbers of a form, in the rows ``size-0-kind``, ``-low``, ``-high`` and so on; a row without numbers goes."""
    old = [count for counts in was.values() for count in counts]
    found: dict[str, list[Count]] = {}
    for n in range(len(old) + 1):
        low, high = (_whole(draft, f"size-{n}-{name}") for name in ("low", "high"))
        kind = draft.words(f"size-{n}-kind")
        if low is None and high is None:
            continue
        if not kind:
            draft.wrong(f"size-{n}-kind", "say what is counted, such as dead or arrested")
        if low is not None and high is not None and low > high:
            draft.wrong(f"size-{n}-high", f"at least {low} is more than at most {high}: exchange the two")
        found.setdefault(kind, []).append(_count(old[n] if n < len(old) else None, low, high))
    return {kind: tuple(counts) for kind, counts in found.items()}


def _count(was: Count | None, low: int | None, high: int | None) -> Count:
    if was is None:
        return Count(low=low, high=high, exact=low == high, unit=None, text="", span=(0, 0), sources=())
    if (low, high) == (was.low, was.high):
        return was
    return msgspec.structs.replace(was, low=low, high=high, exact=low == high)


def _whole(draft: Draft, name: str) -> int | None:
    written = draft.words(name)
    if written and not (written.isascii() and written.isdecimal() and len(written) < 16):
        draft.wrong(name, f"{written!r} is no number; write it without commas, as 1200")
        return None
    return int(written) if written else None


def _trigger(draft: Draft, text: str) -> Span:
    """Where the trigger words stand: at the offset that the browser gives, else where they are found once."""
    trigger = draft.words("trigger")
    if not trigger:
        raise UsageError("give the words that tell the event, as they stand in the report")
    at = draft.words("at")
    if at.isdecimal() and len(at) < 9 and text[int(at) : int(at) + len(trigger)] == trigger:
        return int(at), int(at) + len(trigger)
    start, end = _within(draft, text)
    found = text.find(trigger, start, end)
    if found < 0:
        raise UsageError(
            f"the words {trigger!r} are not in the {'sentence' if start else 'report'} as they are written"
        )
    if text.find(trigger, found + 1, end) >= 0 and not start:
        raise UsageError(f"the words {trigger!r} stand there several times: give more words, or select them")
    return found, found + len(trigger)


def _within(draft: Draft, text: str) -> Span:
    """The sentence that the form is of, or the whole report."""
    bounds = [draft.words(name) for name in ("from", "to")]
    if all(each.isdecimal() and len(each) < 9 for each in bounds):
        start, end = int(bounds[0]), int(bounds[1])
        if start < end <= len(text):
            return start, end
    return 0, len(text)


def _sentence(draft: Draft, text: str, span: Span) -> Span:
    start, end = _within(draft, text)
    whole = (start, end) != (0, len(text))
    return (start, end) if whole and start <= span[0] and span[1] <= end else sentence_at(text, span[0])
