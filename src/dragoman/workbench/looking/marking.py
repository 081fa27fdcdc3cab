"""What is marked in the text of a report, and the text cut where any mark begins or ends.

Marks overlap, lie in one another and number thousands in a hostile report: a piece names the kinds of all marks that
cover it, and the few that lie outermost one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import msgspec

from dragoman.archive.tables import EventRow
from dragoman.records import Attribution, Interval, Party, Source, Span, Tie

from .grounds import resolved

# The kinds with the letter that stands where one begins, in the order of the legend.
KINDS = {
    "actor": "A", "time": "D", "place": "P", "trigger": "E", "cue": "C", "quote": "Q", "number": "N",
}  # fmt: skip
LEGEND = {
    "actor": "actor", "time": "date", "place": "place", "trigger": "trigger of an event", "cue": "cue of a source",
    "quote": "what a source says", "number": "number",
}  # fmt: skip
LEVELS = 4  # underlines under each other
_LOOKED_AT = 12  # marks of a piece that are looked at one by one
_SAID = 3  # marks of a piece that are told in words


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text that a coding points to. ``says`` is what it was read as, ``of`` who points to it."""

    kind: str
    span: Span
    says: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that the same marks cover throughout.

    ``levels`` are the kinds of its marks, the outermost first, one of them again where marks of a kind lie in one
    another; ``begins`` are the kinds of which a mark begins here. ``says`` tells what they were read as. ``told`` are
    the events of which it is the trigger, on the piece where the trigger begins; ``dates`` what the dates that end here
    were resolved to.
    """

    start: int
    end: int
    levels: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


def marks_of_event(event: EventRow) -> Iterator[Mark]:
    """What an event points to: its triggers, parties, dates, place, numbers and sources."""
    of = (event.event,)
    for mention in event.mentions:
        yield Mark(kind="trigger", span=mention.span, says=_code(event), of=of)
    yield from (_actor(party, of) for party in (*event.actors, *event.recipients))
    dates = (event.date, event.about.date if event.about else None, *(source.date for source in event.sources))
    yield from (mark for date in dates for mark in _dated(date, of))
    place = event.place
    if place is not None and place.span is not None:
        yield Mark(kind="place", span=place.span, says=f"{place.name} {place.country or ''}".strip(), of=of)
    for number in event.size:
        yield Mark(kind="number", span=number.span, says=number.counted, of=of)
    for source in event.sources:
        yield _actor(source, of)


def marks_of_tie(tie: Tie) -> Iterator[Mark]:
    """What a tie points to: its two sides, the words that tell it, and its sources."""
    of = (tie.tie,)
    yield from (_actor(party, of) for party in (tie.a, tie.b))
    yield from (_actor(source, of) for source in tie.sources)
    for mention in tie.mentions:
        yield Mark(kind="trigger", span=mention.span, says=f"tie: {tie.relation}", of=of)


def marks_of_attribution(attribution: Attribution) -> Iterator[Mark]:
    """Who says something, the cue that shows it, and what is said."""
    yield from (Mark(kind="actor", span=span, says="a source") for span in attribution.source)
    yield from (Mark(kind="cue", span=span, says="cue of a source") for span in attribution.cue)
    yield from (Mark(kind="quote", span=span, says="what a source says") for span in attribution.content)


def marks_of_details(parties: Iterable[Party], moments: Iterable[Interval]) -> Iterator[Mark]:
    """Every mention of an actor and every date of a report that was coded with details."""
    yield from (_actor(party, ()) for party in parties)
    yield from (mark for moment in moments for mark in _dated(moment, ()))


def tidy(marks: Iterable[Mark], length: int) -> list[Mark]:
    """The marks that lie in a text of some length, in its order, the longer first; the same mark of several is one.

    Empty ones and those beyond the text's end, which no coding of this text has, are left out.
    """
    of: dict[tuple[str, Span, str], dict[str, None]] = {}
    for mark in marks:
        start, end = mark.span
        if 0 <= start < end <= length:
            of.setdefault((mark.kind, mark.span, mark.says), {}).update(dict.fromkeys(mark.of))
    whole = [Mark(kind=kind, span=span, says=says, of=tuple(by)) for (kind, span, says), by in of.items()]
    plainer = {(mark.kind, mark.span) for mark in whole if mark.of}
    kept = [mark for mark in whole if mark.of or (mark.kind, mark.span) not in plainer]
    return sorted(kept, key=lambda mark: (mark.span[0], -mark.span[1], list(KINDS).index(mark.kind)))


def pieces(length: int, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> list[Piece]:
    """A text in pieces: cut at every mark of ``tidy`` that begins or ends, and at ``cuts``."""
    bounds = {0, length, *(cut for cut in cuts if 0 < cut < length)}
    bounds.update(bound for mark in marks for bound in mark.span)
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, mark in enumerate(marks):
        opening.setdefault(mark.span[0], []).append(n)
        closing.setdefault(mark.span[1], []).append(n)
    found: list[Piece] = []
    active: dict[int, Mark] = {}
    kinds: Counter[str] = Counter()
    for first, last in pairwise(sorted(bounds)):
        for n in closing.get(first, ()):
            del active[n]
            kinds[marks[n].kind] -= 1
        begun = [marks[n] for n in opening.get(first, ())]
        active.update((n, marks[n]) for n in opening.get(first, ()))
        kinds.update(mark.kind for mark in begun)
        ending = [marks[n] for n in closing.get(last, ())]
        found.append(_piece(first, last, list(islice(active.values(), _LOOKED_AT)), kinds, begun, ending))
    return found


def _piece(
    start: int, end: int, looked_at: Sequence[Mark], kinds: Counter[str], begun: Sequence[Mark], ending: Sequence[Mark]
) -> Piece:
    spans = dict.fromkeys((mark.kind, mark.span) for mark in looked_at)
    beginning = {mark.kind for mark in begun}
    return Piece(
        start, end,
        levels=_levels([kind for kind, _ in spans], [kind for kind in KINDS if kinds[kind]]),
        begins=tuple(kind for kind in KINDS if kind in beginning),
        says=tuple(dict.fromkeys(f"{LEGEND[mark.kind]}: {mark.says}" for mark in reversed(looked_at)))[:_SAID],
        told=tuple(dict.fromkeys(of for mark in begun if mark.kind == "trigger" for of in mark.of)),
        dates=tuple(dict.fromkeys(mark.says for mark in ending if mark.kind == "time"))[:_SAID],
    )  # fmt: skip


def _levels(stack: Sequence[str], every: Sequence[str]) -> tuple[str, ...]:
    """The kinds to draw, the outermost first: ``every`` one once, those of the ``stack`` again as there is room."""
    once = [*dict.fromkeys((*stack, *every))]
    room = LEVELS - len(once)
    again = [n for n, kind in enumerate(stack) if kind in stack[:n]][: max(room, 0)]
    return tuple(kind for n, kind in enumerate(stack) if n in again or kind not in stack[:n]) + tuple(
        kind for kind in once if kind not in stack
    )


def _actor(party: Party | Source, of: tuple[str, ...]) -> Mark:
    return Mark(kind="actor", span=party.span, says=f"{party.name} [{party.entity}]", of=of)


def _dated(date: Interval | None, of: tuple[str, ...]) -> Iterator[Mark]:
    if date is not None and date.span is not None:
        yield Mark(kind="time", span=date.span, says=resolved(date), of=of)


def _code(event: EventRow) -> str:
    return event.type + (f"/{event.mode}" if event.mode else "")
