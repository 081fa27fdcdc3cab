"""Whether two events of different reports can tell one happening, and how much speaks for it.

Some differences bar it: another type, an act done and an act planned, other parties, days or cities that are known to
differ. What is left is weighed: each field that agrees adds its points, each that speaks against it takes some away.
The points were set by hand on the ``develop`` part of the reports in ``tests/data/occurrences``; what they give stands
in docs/occurrences.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.records import Event, Status

from .counting import Numbers, compare_numbers
from .days import When, compare_days
from .families import load_families
from .sides import Match, Sides, compare_sides
from .spots import Where, compare_places
from .told import Told
from .wording import Wording, compare_words, share_a_name

NEEDED = 3.3  # points from which two events are taken for one happening
STRICT = frozenset({"ASSAULT"})
"""Types whose recipients may be told as other parties: a consulate, the people in it, the state it stands in."""

ACTORS = {Match.OTHER: -1.5, Match.UNKNOWN: 0.0, Match.NEAR: 1.0, Match.STATE: 1.2, Match.SAME: 1.8}
RECIPIENTS = {Match.OTHER: -0.7, Match.UNKNOWN: 0.0, Match.NEAR: 0.8, Match.STATE: 1.2, Match.SAME: 1.5}
DATE = {When.FAR: -1.5, When.UNKNOWN: 0.0, When.NEAR: 0.7, When.LOOSE: 1.0, When.SAME: 2.0}
PLACE = {Where.OTHER: -1.0, Where.UNKNOWN: 0.0, Where.COUNTRY: 0.2, Where.SAME: 1.0}
NUMBER = {Numbers.FAR: -0.7, Numbers.UNKNOWN: 0.0, Numbers.SAME: 0.7}
MODE = {None: 0.0, True: 0.4, False: -0.3}
ABOUT = {None: 0.0, True: 0.7, False: -1.2}
STORY = {None: 0.0, True: 1.2, False: -1.5}
NAMES = {None: 0.0, True: 0.7, False: -1.5}
WORDS = {Wording.FAR: -0.8, Wording.UNKNOWN: 0.0, Wording.ALIKE: 0.6, Wording.SAME: 1.5}
DISPUTED = -0.5  # one report tells it, another denies it

_CLASSES: dict[Status, str] = {"reported": "done", "negated": "done", "future": "planned", "hypothetical": "supposed"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two events agree: ``points`` for one happening, the fields that agree, or the field that bars it."""

    points: float
    on: tuple[str, ...]
    barred: str | None = None


def compare(a: Told, b: Told) -> Agreement:
    """How far two events can tell one happening; the order of the two makes no difference.

    Fields are ``type``, ``parties``, ``date``, ``place``, ``number``, ``story``, ``names`` and ``words``. What bars is
    one of the first four, ``status`` or ``report`` (events of one report are never one: where a report tells an act
    twice, the coder has made one event of it).
    """
    sides = compare_sides(a.event, b.event, load_families())
    when, where = compare_days(a, b), compare_places(a.event.place, b.event.place)
    bar = _bar(a, b, sides, when, where)
    if bar:
        return Agreement(0.0, (), bar)
    fields = list(_fields(a, b, sides, when, where))
    return Agreement(sum(field.points for field in fields), tuple(field.name for field in fields if field.agrees))


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    points: float
    agrees: bool


def _fields(a: Told, b: Told, sides: Sides, when: When, where: Where) -> Iterator[_Field]:
    """What each field says for one happening or against it."""
    mode, about, story = _mode(a.event, b.event), _about(a.event, b.event), _equal(a.story, b.story)
    disputed = DISPUTED if a.event.status != b.event.status else 0.0
    yield _Field("type", MODE[mode] + ABOUT[about] + disputed, agrees=True)
    yield _Field("parties", ACTORS[sides.actors] + RECIPIENTS[sides.recipients], sides.shared)
    yield _Field("date", DATE[when], when > When.UNKNOWN)
    yield _Field("place", PLACE[where], where == Where.SAME)
    number = compare_numbers(a.event, b.event)
    yield _Field("number", NUMBER[number], number == Numbers.SAME)
    names = share_a_name(a.words, b.words)
    # One story tells of two towns shelled on a day: where the names differ, that the story is the same says nothing.
    yield _Field("story", 0.0 if story and names is False else STORY[story], story is True)
    yield _Field("names", NAMES[names], names is True)
    # Sentences without a name in common are formulas: two attacks told alike, but of two towns, are two.
    words = Wording.UNKNOWN if names is False else compare_words(a.words, b.words)
    yield _Field("words", WORDS[words], words > Wording.UNKNOWN)


def status_class(status: Status) -> str:
    """``done``, ``planned`` or ``supposed``: a plan is not the deed. What is denied is the deed, told in dispute."""
    return _CLASSES[status]


def _bar(a: Told, b: Told, sides: Sides, when: When, where: Where) -> str | None:
    if a.report == b.report:
        return "report"
    if load_families().apart(a.event, b.event):
        return "type"
    if status_class(a.event.status) != status_class(b.event.status):
        return "status"
    if not sides.shared or (_other(a.event, sides) and not _retold(a, b, when)):
        return "parties"
    if when == When.BARRED:
        return "date"
    return "place" if where == Where.BARRED else None


def _other(event: Event, sides: Sides) -> bool:
    """Whether a side is known to be another, on which the type does not allow it."""
    return Match.OTHER in ({sides.actors} if event.type in STRICT else {sides.actors, sides.recipients})


def _retold(a: Told, b: Told, when: When) -> bool:
    """Whether one story tells both of about one day: a side that differs may then be an error, of a report or ours."""
    return a.story is not None and a.story == b.story and when > When.UNKNOWN


def _mode(a: Event, b: Event) -> bool | None:
    return a.mode == b.mode if a.mode and b.mode else None


def _about(a: Event, b: Event) -> bool | None:
    return a.about.type == b.about.type if a.about and b.about else None


def _equal(a: str | None, b: str | None) -> bool | None:
    return None if a is None or b is None else a == b
