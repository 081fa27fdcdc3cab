"""/dyad and /dyad/A/B: two actors over time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast, get_args

import msgspec
from starlette.responses import Response

from dragoman.analysis import By, SeriesQuestion, Unit, question_of
from dragoman.analysis.labels import label
from dragoman.archive import Filter, key_of
from dragoman.errors import UsageError
from dragoman.workbench.addresses import actor_in, address, dyad_address
from dragoman.workbench.asking import Asked, Pairs, one_of
from dragoman.workbench.faults import WrongValue
from dragoman.workbench.looking.dyad import NEWEST, Dyad, PeriodLine, begins, dyad_of, partners_of
from dragoman.workbench.looking.dyads import BusyDyad, busiest
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

OWN = ("by", "unit", "way")
WAYS = ("both", "there", "back")  # who acts: either, the first, the second
ROWS = 370  # periods in the table of the page; the data have all
LISTED = 60  # busiest dyads to choose from
_SIDES = ("actor", "recipient", "dyad")


@dataclass(frozen=True)
class Pair:
    """Two actors and how they are asked about; ``a`` and ``b`` are codes."""

    a: str
    b: str
    way: str
    by: By
    unit: Unit
    asked: Asked
    since: str | None  # where the series begins, asked for or not

    @cached_property
    def names(self) -> tuple[str, str]:
        """The two for readers."""
        return label(self.a), label(self.b)

    @property
    def title(self) -> str:
        """Who acts on whom."""
        one, two = self.names if self.way != "back" else self.names[::-1]
        return f"{one} {'and' if self.way == 'both' else 'towards'} {two}"

    @property
    def question(self) -> SeriesQuestion:
        """The question of the series."""
        one, two = (self.a, self.b) if self.way != "back" else (self.b, self.a)
        asked = msgspec.structs.replace(self.asked.filter, since=self.since)
        return question_of(one, two, by=self.by, unit=self.unit, undirected=self.way == "both", asked=asked)

    @property
    def filter(self) -> Filter:
        """The filter of the events of the two."""
        if self.way == "both":
            return msgspec.structs.replace(self.asked.filter, dyad=(self.a, self.b))
        one, two = (self.a, self.b) if self.way == "there" else (self.b, self.a)
        return msgspec.structs.replace(self.asked.filter, actor=(one,), recipient=(two,))

    def sides(self) -> Pairs:
        """The two in the query of a list of events."""
        if self.way == "both":
            return (("dyad", f"{self.a}-{self.b}"),)
        one, two = (self.a, self.b) if self.way == "there" else (self.b, self.a)
        return (("actor", one), ("recipient", two))

    def events(self, line: PeriodLine | None = None) -> str:
        """The address of the events of the two, or of those behind a period: of the statuses that count in it.

        Of all events it is the first page, of few rows.
        """
        given = [pair for pair in self.asked.given if line is None or pair[0] not in ("since", "until")]
        if line is None:
            return address("/events", [*self.sides(), *given, ("limit", str(NEWEST))])
        statuses = [] if self.asked.filter.status else [("status", "reported")]
        days = [("since", str(line.first_day)), ("until", str(line.last_day))]
        return address("/events", [*self.sides(), *given, *statuses, *days])


def dyad(visit: Visit) -> Response:
    """Two actors; the rows of the twins are the periods, JSON has all that the page shows and its picture draws."""
    given = tuple(actor_in(visit.parts[side]) for side in ("a", "b"))
    try:
        a, b = map(key_of, given)
    except UsageError as error:
        return _unknown(visit, str(error), given)
    if (a, b) != given:
        return visit.moved(_twin(dyad_address(a, b), visit.twin, visit.query))
    pair = _pair(visit, a, b)
    key = ("dyad", pair.a, pair.b, pair.way, pair.by, pair.unit, pair.asked.filter)
    found = visit.reading.once(key, lambda: dyad_of(visit.con, pair.question, pair.filter))
    if visit.twin:
        data = Data(f"dyad-{a}-{b}".replace("/", "_"), PeriodLine, found.lines, _facts(pair, found))
        return visit.answer("dyad.html", data)
    nobody = not (found.lines or found.total or found.ties)
    partners = zip(pair.names, (a, b), partners_of(visit.con, a, b), strict=True)
    return visit.page(
        "dyad.html", pair=pair, found=found, lines=found.lines[::-1][:ROWS], rows=ROWS, nobody=nobody,
        partners=[*partners], data_address=pair.asked.twin("json"),
    )  # fmt: skip


def choose(visit: Visit) -> Response:
    """The dyads to choose from; with ``a`` and ``b`` it leads to their page, the rest of the query with it."""
    a, b = (visit.asked.value(side) for side in ("a", "b"))
    if a and b and not visit.twin:
        rest = [pair for pair in visit.query if pair[0] not in ("a", "b") and pair[1].strip()]
        return visit.moved(dyad_address(a, b, rest))
    found = busy(visit.reading)
    data = Data("dyads", BusyDyad, found)
    return visit.answer("dyad_choice.html", data, dyads=found, limit=LISTED, a=a, b=b, wrong=None)


def busy(reading: Reading) -> list[BusyDyad]:
    """The busiest dyads, counted once for each version of the archive."""
    return reading.once("busy dyads", lambda: busiest(reading.con, limit=LISTED))


def _pair(visit: Visit, a: str, b: str) -> Pair:
    asked = visit.asked
    for side in _SIDES:
        if asked.value(side):
            raise WrongValue("the two actors stand in the address itself: leave it out here", name=side)
    by, unit = (
        one_of(name, asked.value(name, default), get_args(known))
        for name, default, known in (("by", "month", By), ("unit", "occurrences", Unit))
    )
    way = one_of("way", asked.value("way", "both"), WAYS)
    first = None if asked.filter.since or asked.filter.until else begins(visit.con, cast(By, by))
    since = first.isoformat() if first else asked.filter.since
    return Pair(a, b, way, cast(By, by), cast(Unit, unit), asked, since)


def _facts(pair: Pair, found: Dyad) -> dict[str, Any]:
    points = [
        {"period": line.period, "label": line.label, "quads": line.quads, "marks": line.marks,
         "href": pair.events(line)}
        for line in found.lines
    ]  # fmt: skip
    names = ("notes", "nothing", "quads", "types", "newest", "total", "ties")
    return {
        "title": pair.title, "a": pair.a, "b": pair.b, "way": pair.way, "by": pair.by, "unit": pair.unit,
        "sentence": pair.question.words, **msgspec.to_builtins({name: getattr(found, name) for name in names}),
        "points": points,
    }  # fmt: skip


def _unknown(visit: Visit, message: str, given: tuple[str, ...]) -> Response:
    """The page for an actor that nobody knows: the nearest names, and a form to put it right."""
    found = busy(visit.reading)
    return visit.page("dyad_choice.html", status=404, dyads=found, limit=LISTED, a=given[0], b=given[1], wrong=message)


def _twin(path: str, twin: str | None, query: Pairs) -> str:
    return address(f"{path}.{twin}" if twin else path, query)
