"""/network: who acts on whom, as a picture with its table, measures of the actors, balance, exposure and change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast, get_args

import msgspec
from starlette.responses import Response

from dragoman.analysis.change import Period
from dragoman.analysis.edges import Network
from dragoman.analysis.gexf import Months, gexf
from dragoman.analysis.networks import By, NetworkQuestion, network_of
from dragoman.analysis.units import Level, Unit
from dragoman.archive import Filter, filter_of, key_of
from dragoman.codebook import load_codebook
from dragoman.errors import AnalysisError, UsageError
from dragoman.workbench.addresses import dyad_address
from dragoman.workbench.asking import Asked, asked, number, one_of
from dragoman.workbench.faults import WrongValue
from dragoman.workbench.looking import network as looking
from dragoman.workbench.looking.network import MEASURED, EdgeLine, Seen, Wanted
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

OWN = (
    "level", "by", "unit", "edges", "weight", "within", "around", "steps", "draw", "show", "exposed_to",
    "compare_since", "compare_until",
)  # fmt: skip
SHOWS = {
    "edges": "Edges", "actors": "Actors", "balance": "Balance", "exposure": "Exposure", "change": "Change",
}  # fmt: skip
DRAWN, MOST_DRAWN = 80, 400  # edges of the picture
TIMELESS = ("text", "actor", "recipient", "dyad", "type", "quad", "status", "place", "publisher", "story", "confidence")


@dataclass(frozen=True, slots=True)
class Ask:
    """What the address of a network asks for beside the network itself."""

    wanted: Wanted
    draw: int
    show: str
    steps: int
    asked: Asked

    @property
    def sentence(self) -> str:
        """What is shown, in English."""
        about = self.wanted.question.asked
        if self.wanted.ties:
            days = Filter(since=about.since, until=about.until).sentence().removeprefix("events")
            words = "standing relations" + days
        else:
            words = about.sentence()
        steps = f"{self.wanted.steps} step{'s' * (self.wanted.steps != 1)}"
        words += f", within {steps} of {self.wanted.around}" if self.wanted.around else ""
        return words + (f", edges of {self.wanted.weight:,} or more" if self.wanted.weight > 1 else "")

    def dyad(self, source: str, target: str) -> str:
        """The address of the page of two actors, with what is asked for here."""
        kept = [pair for pair in self.asked.given if pair[0] not in ("actor", "recipient", "dyad")]
        return dyad_address(source, target, kept)


@dataclass(frozen=True, slots=True)
class Panel:
    """What is listed beside the picture: rows, and what the page says of them; ``nothing`` where there are none."""

    kind: type[msgspec.Struct]
    rows: tuple[Any, ...]
    said: Any = None
    nothing: str | None = None


def network(visit: Visit) -> Response:
    """The network; .csv, .parquet and .gexf have all of it, JSON what the page lists and what its picture draws."""
    ask = _ask(visit.asked)
    others = {"gexf": lambda: _gexf(visit, ask.wanted)}
    if visit.twin == "gexf":
        return visit.answer("network.html", Data("network", EdgeLine, (), others=others))
    if visit.twin in ("csv", "parquet") and ask.show == "edges":
        return visit.answer("network.html", Data("network", EdgeLine, _all_edges(visit, ask)))
    found = _seen(visit.reading, ask)
    panel = _panel(visit, ask, found)
    if visit.twin in ("csv", "parquet"):
        return visit.answer("network.html", Data("network", panel.kind, panel.rows))
    shown = panel.rows[: visit.asked.limit]
    facts = _facts(visit, ask, found, panel) if visit.twin == "json" else {}
    data = Data("network", panel.kind, shown, facts)
    if visit.twin:
        return visit.answer("network.html", data)
    picture = visit.asked.setting("show", None).replace("/network", "/network.json", 1)
    return visit.answer(
        "network.html", data, ask=ask, found=found, panel=panel, rows=shown, shows=SHOWS, picture=picture,
        levels=get_args(Level), bys=get_args(By), types=sorted(load_codebook().types),
    )  # fmt: skip


def warm_network(reading: Reading) -> None:
    """Work out the networks of each level that are shown where nothing else is asked for; of states all is measured."""
    for level in get_args(Level):
        ask = _ask(asked("/network", (("level", level),), OWN))
        found = _seen(reading, ask)
        _months(reading, ask, found.edges[: ask.draw])
        if level == "country" and not found.nothing:
            _whole(reading, ask.wanted)


def _seen(reading: Reading, ask: Ask) -> Seen:
    """What is shown of a network, out of the whole where that is needed anyway."""
    most = max(ask.draw, ask.asked.limit)
    make = partial(looking.seen, reading.con, ask.wanted, most)
    if ask.show in ("exposure", "change"):
        make = partial(looking.seen_of, partial(_whole, reading, ask.wanted), most)
    return reading.once(("network", ask.wanted, most), make)


def _whole(reading: Reading, wanted: Wanted) -> tuple[Network, int]:
    """A whole network, kept for whatever is measured of it. Raises AnalysisError where it is empty."""
    return reading.once(("whole network", wanted), lambda: looking.whole(reading.con, wanted))


def _months(reading: Reading, ask: Ask, edges: Sequence[EdgeLine]) -> Months:
    key = ("network months", ask.wanted, ask.draw)
    return reading.once(key, lambda: looking.months_of(reading.con, ask.wanted, edges))


def _ask(asked: Asked) -> Ask:
    value = asked.value
    ties = one_of("edges", value("edges", "events"), ("events", "ties")) == "ties"
    if ties:
        for name in TIMELESS:
            if value(name):
                raise WrongValue(
                    "standing relations have no event: with edges=ties only since and until can be asked for", name=name
                )
    around = _code(asked, "around")
    level = one_of("level", value("level", _level_of(around)), get_args(Level))
    show = one_of("show", value("show", _implied(asked)), SHOWS)
    question = NetworkQuestion(
        asked=asked.filter if asked.filter.status else msgspec.structs.replace(asked.filter, status=("reported",)),
        level=cast(Level, level), by=cast(By, one_of("by", value("by", "quad"), get_args(By))),
        unit=cast(Unit, one_of("unit", value("unit", "occurrences"), get_args(Unit))),
    )  # fmt: skip
    steps = number("steps", value("steps", "2" if show == "exposure" else "1"), 1, 4)
    wanted = Wanted(
        question=question, ties=ties, weight=number("weight", value("weight", "1"), 1, 1_000_000),
        within=one_of("within", value("within", "no"), ("no", "yes")) == "yes", around=around,
        steps=steps if around else 1,
    )  # fmt: skip
    return Ask(wanted, number("draw", value("draw", str(DRAWN)), 1, MOST_DRAWN), show, steps, asked)


def _implied(asked: Asked) -> str:
    """What is shown where the address does not say it but gives what it needs."""
    if asked.value("exposed_to"):
        return "exposure"
    return "change" if asked.value("compare_since") or asked.value("compare_until") else "edges"


def _code(asked: Asked, name: str) -> str | None:
    """The code of an actor that a name of the address gives. Raises WrongValue, with the nearest names."""
    if not asked.value(name):
        return None
    try:
        return key_of(asked.value(name))
    except UsageError as error:
        raise WrongValue(str(error), name=name) from error


def _level_of(code: str | None) -> Level:
    """The level at which a code is a node: "BLR" of countries, "BLR/MIL" of sectors."""
    parts = code.count("/") if code and code[0] != "-" else 0
    return "country" if not parts else "sector" if parts == 1 else "entity"


def _panel(visit: Visit, ask: Ask, found: Seen) -> Panel:
    if ask.show == "edges" or (found.nothing and ask.show != "change"):
        return Panel(EdgeLine, found.edges, nothing=found.nothing)
    make = {"actors": _actors, "balance": _balance, "exposure": _exposure, "change": _change}[ask.show]
    if ask.show in ("actors", "balance") and found.n_edges > MEASURED:
        return Panel(EdgeLine, (), nothing=(
            f"{found.n_edges:,} edges are more than are measured here: measures take minutes beyond {MEASURED:,}. "
            f"Ask for a weight of {found.measurable:,} or more, for a shorter time or around an actor"
        ))  # fmt: skip
    try:
        return make(visit, ask)
    except AnalysisError as error:
        return Panel(EdgeLine, (), nothing=str(error))


def _actors(visit: Visit, ask: Ask) -> Panel:
    rows = _once(visit, ask, lambda: looking.actors(_whole(visit.reading, ask.wanted)[0]))
    return Panel(looking.ActorLine, tuple(rows))


def _balance(visit: Visit, ask: Ask) -> Panel:
    told, rows = _once(visit, ask, lambda: looking.balanced(_whole(visit.reading, ask.wanted)[0]))
    return Panel(looking.TriadLine, tuple(rows), told)


def _exposure(visit: Visit, ask: Ask) -> Panel:
    given = ask.asked.value("exposed_to")
    if not given:
        return Panel(looking.ExposureLine, ())
    type_ = given.upper() in load_codebook().types
    whom = given.upper() if type_ else _code(ask.asked, "exposed_to") or given
    open_ = msgspec.structs.replace(ask.wanted, around=None, steps=1)
    present, rows = _once(
        visit, ask, lambda: looking.exposed(
            visit.con, open_, _whole(visit.reading, open_)[0], whom, ask.steps, type_=type_
        ), whom, ask.steps,
    )  # fmt: skip
    return Panel(looking.ExposureLine, tuple(rows), present)


def _change(visit: Visit, ask: Ask) -> Panel:
    asked = ask.asked
    days = [(name, asked.value(name)) for name in ("since", "until", "compare_since", "compare_until")]
    if not all(day for _, day in days):
        return Panel(looking.ChangeLine, ())
    for name, day in days:
        _checked(name, partial(filter_of, since=day))
    one, two = (Period(since=days[n][1], until=days[n + 1][1]) for n in (0, 2))
    try:
        rows = _once(
            visit, ask, lambda: looking.changed(ask.wanted, one, two, partial(_whole, visit.reading)), one, two
        )
    except UsageError as error:
        raise WrongValue(str(error), name="compare_since") from error
    return Panel(looking.ChangeLine, tuple(rows), sorted((one, two), key=lambda period: period.since))


def _checked(name: str, make: Callable[[], object]) -> None:
    try:
        make()
    except UsageError as error:
        raise WrongValue(str(error), name=name) from error


def _once(visit: Visit, ask: Ask, make: Callable[[], Any], *more: Any) -> Any:
    return visit.reading.once(("network", ask.show, ask.wanted, *more), make)


def _all_edges(visit: Visit, ask: Ask) -> list[EdgeLine]:
    try:
        return looking.lines_of_edges(looking.whole(visit.con, ask.wanted)[0])
    except AnalysisError:
        return []


def _gexf(visit: Visit, wanted: Wanted) -> bytes:
    """The whole network, measured where it is not too large, and where an edge has days the months in which it held."""
    made, _ = looking.whole(visit.con, wanted)
    measures = {
        each.node: {name: value for name, value in msgspec.structs.asdict(each).items() if name not in ("node", "name")}
        for each in (looking.actors(made) if len(made.edges) <= looking.MEASURED else ())
    }
    if wanted.ties:
        return gexf(made, measures=measures)
    months = network_of(visit.con, msgspec.structs.replace(wanted.question, dated=True))[1]
    dated = tuple(edge for edge in made.edges if (edge.source, edge.target, edge.type) in months)
    kept = {(edge.source, edge.target, edge.type): months[edge.source, edge.target, edge.type] for edge in dated}
    return gexf(msgspec.structs.replace(made, edges=dated), measures=measures, months=kept)


def _facts(visit: Visit, ask: Ask, found: Seen, panel: Panel) -> dict[str, Any]:
    edges = found.edges[: ask.draw]
    months = _months(visit.reading, ask, edges)
    hrefs = {(edge.source, edge.target): ask.dyad(edge.source, edge.target) for edge in edges}
    return {
        "sentence": ask.sentence, "show": ask.show, "n_nodes": found.n_nodes, "n_edges": found.n_edges,
        "units": found.units, "within": found.inner, "drawn": len(edges), "nothing": found.nothing or panel.nothing,
        "said": msgspec.to_builtins(panel.said), "version": visit.reading.version,
        **looking.drawn(found, edges, months, hrefs),
    }  # fmt: skip
