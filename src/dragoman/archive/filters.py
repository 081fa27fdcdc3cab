"""A filter of events: one small value that gives the SQL condition and the English sentence for it.

The same filter serves the archive, exports and everything built on them. Actors are asked for by their codes ("BLR",
"MIL", "BLR/MIL", "BLR/GOV/aleksandr-lukashenko") or by a name, which is looked up in the world tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any, Literal

import msgspec

from dragoman.codebook import load_codebook
from dragoman.errors import UsageError
from dragoman.world import BODIES, load_world
from dragoman.world.entries import SECTORS
from dragoman.world.spelling import slug

Table = Literal["events", "acts"]

STATUSES = ("reported", "future", "hypothetical", "negated")
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events are asked for; every field that is given must hold, of several values in it one.

    ``dyad`` is two actors, either of which may be the one that acts. ``since`` and ``until`` are days (ISO): the
    event's date reaches into the time between them, where one that is open on a side counts by the day that is known;
    an event without a date is in no such time. ``place`` is the name
    of a place or the code or name of a state. ``text`` is looked for, whatever its case, in the sentences that tell the
    event and in the names of its parties and place. ``publisher`` is that of the report, whatever its case, and
    ``story`` the one that the report tells. ``confidence`` is two numbers: at least the first and below the second; 1
    as the second lets 1 in. Made by ``filter_of``, which checks every value.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dyad: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    quad: tuple[int, ...] = ()
    status: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    place: tuple[str, ...] = ()
    text: str | None = None
    publisher: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    confidence: tuple[float, ...] = ()

    def sql(self, table: Table = "events") -> tuple[str, list[Any]]:
        """A condition on a row ``e`` of the view ``events``, with the values of its question marks; "true" for none.

        For ``acts`` it is one on a row of ``digest.acts``, in a connection that has a digest, with the same meaning.
        """
        parts: list[str] = []
        values: list[Any] = []
        acts = table == "acts"
        conditions, asked = (_CONDITIONS | _OF_ACTS, _VALUES | _OF_ACTS_VALUES) if acts else (_CONDITIONS, _VALUES)
        for name, condition in conditions.items():
            if value := getattr(self, name):
                parts.append(condition)
                values.extend(asked[name](value) if name in asked else [list(value)])
        return " and ".join(parts) or "true", values

    def sentence(self) -> str:
        """What is asked for, in English: "events of type ASSAULT by BLR since 2023-01-01"."""
        words = ["events"]
        words += [f"of type {_or(self.type)}"] if self.type else []
        words += [f"of {_or([QUADS[q] for q in self.quad])}"] if self.quad else []
        words += [f"that are {_or(self.status)}"] if self.status else []
        words += [f"between {self.dyad[0]} and {self.dyad[1]}"] if self.dyad else []
        words += [f"by {_or(self.actor)}"] if self.actor else []
        words += [f"towards {_or(self.recipient)}"] if self.recipient else []
        words += [f"in {_or(self.place)}"] if self.place else []
        words += [f"since {self.since}"] if self.since else []
        words += [f"until {self.until}"] if self.until else []
        words += [f"published by {_or(self.publisher)}"] if self.publisher else []
        words += [f"of the story {_or(self.story)}"] if self.story else []
        words += [f"with a confidence {_between(*self.confidence)}"] if self.confidence else []
        words += [f"that mention “{self.text}”"] if self.text else []
        return " ".join(words)


_ACTORS, _RECIPIENTS = "list_has_any(e.actor_keys, ?)", "list_has_any(e.recipient_keys, ?)"
_ONE_WAY = f"({_ACTORS} and {_RECIPIENTS})"
# Sentences are cut out of the report where its text is kept; offsets count code points, as DuckDB's substring does.
_SENTENCE = "substring(r.text, m.sentence[1] + 1, m.sentence[2] - m.sentence[1])"
_WORDS = f"""(contains(lower(concat_ws(' ', e.place.name, array_to_string(list_concat([m.trigger for m in e.mentions],
  [concat_ws(' ', p.name, p.text) for p in list_concat(e.actors, e.recipients)]), ' '))), lower(?))
  or exists (select 1 from reports r where r.report = e.report and contains(lower(r.text), lower(?)) and list_bool_or([
  contains(lower({_SENTENCE}), lower(?)) for m in e.mentions])))"""
_SAME_CASE = "select lower(trim(unnest(?::varchar[])))"
_CONDITIONS = {
    "type": "(list_contains(?, e.type) or list_contains(?, concat(e.type, '/', e.mode)))",
    "quad": "list_contains(?, e.quad)",
    "status": "list_contains(?, e.status)",
    "actor": _ACTORS,
    "recipient": _RECIPIENTS,
    "dyad": f"({_ONE_WAY} or {_ONE_WAY})",
    "since": "coalesce(e.last_day, e.first_day) >= ?::date",
    "until": "coalesce(e.first_day, e.last_day) <= ?::date",
    "place": "list_has_any([lower(e.place.name), lower(e.place.country)], list_transform(?, lambda form: lower(form)))",
    "text": _WORDS,
    "publisher": f"e.report in (select r.report from reports r where lower(trim(r.publisher)) in ({_SAME_CASE}))",
    "story": "e.report in (select s.report from stories s where list_contains(?, s.story))",
    "confidence": "e.confidence >= ? and (e.confidence < ? or ? >= 1)",
}
# The same of a row of ``digest.acts``: its parties are looked up by number, and only for a text are whole events read.
_ASKED_FOR = """select w.who from digest.who w where list_has_any([w.country, w.sector, w.country || '/' || w.sector,
  w.entity, split_part(w.entity, '/', -1)], ?)"""
_SIDE_1, _SIDE_2 = (
    f"select p.act from digest.parties p where p.side = {side} and p.who in ({_ASKED_FOR})" for side in (1, 2)
)
# Both ways in one list: a list each, with "or" between, takes four times as long.
_BETWEEN = f"({_SIDE_1} and p.act in ({_SIDE_2}) union all {_SIDE_1} and p.act in ({_SIDE_2}))"
_LOWER = "list_transform(?, lambda form: lower(form))"
_OF_ACTS = {
    "actor": f"e.act in ({_SIDE_1})",
    "recipient": f"e.act in ({_SIDE_2})",
    "dyad": f"e.act in {_BETWEEN}",
    "place": f"(list_contains({_LOWER}, lower(e.place)) or list_contains({_LOWER}, lower(e.place_country)))",
    "text": "e.act in (select w.act from digest.words w where contains(w.words, lower(?)))",
    "publisher": f"e.publisher in ({_SAME_CASE})",
    "story": "list_contains(?, e.story)",
}
_VALUES: dict[str, Callable[[Any], list[Any]]] = {
    "actor": lambda v: [[key_of(each) for each in v]],
    "recipient": lambda v: [[key_of(each) for each in v]],
    "dyad": lambda v: [[key_of(v[i])] for i in (0, 1, 1, 0)],
    "since": lambda v: [v],
    "until": lambda v: [v],
    "place": lambda v: [[form for each in v for form in _place_forms(each)]],
    "type": lambda v: [[each for each in v if ("/" in each) is mode] for mode in (False, True)],
    "text": lambda v: [v] * 3,
    "confidence": lambda v: [v[0], v[1], v[1]],
}
_OF_ACTS_VALUES: dict[str, Callable[[Any], list[Any]]] = {
    "text": lambda v: [v],
    "place": lambda v: [[form for each in v for form in _place_forms(each)]] * 2,
}


def filter_of(
    *,
    actor: str | Sequence[str] = (),
    recipient: str | Sequence[str] = (),
    dyad: str | Sequence[str] = (),
    type: str | Sequence[str] = (),
    quad: int | Sequence[int] = (),
    status: str | Sequence[str] = (),
    since: str | dt.date | None = None,
    until: str | dt.date | None = None,
    place: str | Sequence[str] = (),
    text: str | None = None,
    publisher: str | Sequence[str] = (),
    story: str | Sequence[str] = (),
    confidence: str | Sequence[float] = (),
) -> Filter:
    """Make a filter of single values or several; a dyad "BLR-CHN" or two actors, a confidence "0.5-1" or two numbers.

    Raises UsageError where a code, type, status or day does not exist, with the nearest that do.
    """
    made = Filter(
        actor=_several(actor), recipient=_several(recipient), dyad=_dyad(dyad),
        type=tuple(_type(each) for each in _several(type)), quad=tuple(_quad(each) for each in _several(quad)),
        status=tuple(_status(each) for each in _several(status)), since=_day("since", since),
        until=_day("until", until), place=_several(place), text=text.strip() or None if text else None,
        publisher=_several(publisher), story=tuple(_story(each) for each in _several(story)),
        confidence=_confidence(confidence),
    )  # fmt: skip
    for each in (*made.actor, *made.recipient, *made.dyad):
        key_of(each)
    if made.since and made.until and made.since > made.until:
        raise UsageError(f"since {made.since} is after until {made.until}: exchange the two")
    return made


def key_of(actor: str) -> str:
    """What an actor is filed under: its code, or the last part of the entity of a name.

    Raises UsageError, with the nearest codes or names, where the tables do not know it.
    """
    if not actor.strip():
        raise UsageError('an actor is a code or a name, such as "BLR" or "Belarus", not an empty word')
    codes = {state.iso3 for state in load_world().states} | BODIES
    first, _, rest = actor.partition("/")
    if first in codes or actor in SECTORS or (rest and first == "-"):
        return actor
    from dragoman.actors import who  # it brings the language model's library along, which a code can do without

    if rest or (first.isupper() and len(first) == 3 and not who(actor)):
        near = get_close_matches(first, codes | SECTORS, n=3, cutoff=0.6)
        raise UsageError(
            f"{actor!r} begins with no code of a state, body or sector"
            + (f"; near are {', '.join(near)}" if near else "")
            + '; a name does as well: "Belarus", "Aleksandr Lukashenko"'
        )
    return _named(actor)


def _named(name: str) -> str:
    from dragoman.actors import similar, who

    found = who(name)
    if not found and (near := similar(name)):
        raise UsageError(f"{name!r} is not in the world tables; near are {', '.join(near)}")
    state = next((known.country for known in found if known.kind == "state"), None)
    return state or slug(found[0].name if found else name)


def _place_forms(place: str) -> list[str]:
    """A place as it is compared: its name, and the code of the state that has this name."""
    from dragoman.actors import who

    return [place, *(known.country for known in who(place) if known.kind == "state")]


def _dyad(dyad: str | Sequence[str]) -> tuple[str, ...]:
    sides = _sides(dyad) if isinstance(dyad, str) and dyad else tuple(dyad)
    if sides and (len(sides) != 2 or not all(sides)):
        raise UsageError(f'a dyad is two actors, "BLR-CHN" or ("BLR", "CHN"), not {dyad!r}')
    return sides


def _sides(dyad: str) -> tuple[str, ...]:
    """The two actors of a dyad in one word. Entities have hyphens too: the second actor begins with a code then."""
    codes = {state.iso3 for state in load_world().states} | BODIES | SECTORS | {"-"}
    ways = [(dyad[:at], dyad[at + 1 :]) for at, letter in enumerate(dyad) if letter == "-"]
    whole = [(one, two) for one, two in ways if one and two.partition("/")[0] in codes]
    return whole[0] if len(whole) == 1 and "/" in dyad else tuple(dyad.split("-"))


def _type(type_: str) -> str:
    name, _, mode = type_.partition("/")
    entry = load_codebook().types.get(name.upper())
    if entry is None:
        raise UsageError(f"no event type {name!r}; there are: {', '.join(sorted(load_codebook().types))}")
    if mode and entry.mode(mode) is None:
        raise UsageError(
            f"{entry.type} has no mode {mode!r}; it has: {', '.join(m.name for m in entry.modes) or 'none'}"
        )
    return f"{entry.type}/{mode}" if mode else entry.type


def _quad(quad: int | str) -> int:
    if str(quad) not in {"1", "2", "3", "4"}:
        raise UsageError(f"no quad class {quad!r}; there are: {', '.join(f'{n} {name}' for n, name in QUADS.items())}")
    return int(quad)


def _status(status: str) -> str:
    if status not in STATUSES:
        raise UsageError(f"no status {status!r}; there are: {', '.join(STATUSES)}")
    return status


def _day(name: str, day: str | dt.date | None) -> str | None:
    if day is None:
        return None
    try:
        return dt.date.fromisoformat(str(day)).isoformat()
    except ValueError:
        raise UsageError(f"{name} {str(day)!r} is no day; write it as YYYY-MM-DD") from None


def _story(story: str) -> str:
    if not story.startswith("s-"):
        raise UsageError(f"a story is asked for by its id, s-…, not {story!r}; `dragoman stories` gives the ids")
    return story


def _confidence(confidence: str | Sequence[float]) -> tuple[float, ...]:
    given = confidence.split("-") if isinstance(confidence, str) and confidence else confidence
    if not given:
        return ()
    try:
        least, most = map(float, given)
    except ValueError:
        least, most = 1.0, 0.0
    if not 0 <= least < most <= 1:
        raise UsageError(
            f"a confidence is two numbers from 0 to 1, the lower first, such as 0.5-0.8, not {confidence!r}"
        )
    return least, most


def _between(least: float, most: float) -> str:
    """Two bounds in words; the upper one is left out where nothing is above it."""
    return f"of {least:g} or more" if most == 1 else f"from {least:g} to below {most:g}"


def _several(value: Any) -> tuple[Any, ...]:
    return (value,) if isinstance(value, str | int) else tuple(value)


def _or(values: Sequence[str]) -> str:
    return " or ".join(values)
