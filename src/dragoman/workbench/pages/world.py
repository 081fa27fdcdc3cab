"""/map: where it happened, as a picture with its table; and the shapes that it is drawn on."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast, get_args

import duckdb
import msgspec
from starlette.responses import Response

from dragoman.analysis.shapes import SHIPPED, atlas
from dragoman.analysis.units import Unit
from dragoman.archive import Filter
from dragoman.archive.arrow import to_json
from dragoman.workbench.addresses import address, dyad_address
from dragoman.workbench.asking import Asked, number, one_of
from dragoman.workbench.faults import NotThere
from dragoman.workbench.looking.world import (
    PairLine,
    Pairs,
    PlaceLine,
    StateLine,
    features,
    middle_of,
    pairs_in,
    places_in,
    states_in,
)
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

T = TypeVar("T")

OWN = ("show", "layer", "draw", "unit")
LAYERS = {"places": "places", "states": "states", "pairs": "pairs of states"}
DRAWN, MOST_DRAWN = 200, 1000  # places that are drawn, and a third as many pairs
_KINDS: dict[str, type[msgspec.Struct]] = {"places": PlaceLine, "states": StateLine, "pairs": PairLine}
_YEAR = "public, max-age=31536000, immutable"


class Lists:
    """What a map can list, each looked up once for a version of the archive and no sooner than it is asked for."""

    def __init__(self, reading: Reading, asked: Filter, unit: Unit = "occurrences") -> None:
        self._reading = reading
        self._unit = unit
        self.asked = asked if asked.status else msgspec.structs.replace(asked, status=("reported",))

    @property
    def pairs(self) -> Pairs:
        """The pairs of states, and who has no shape."""
        return self._once("pairs", pairs_in)

    @property
    def usual(self) -> str:
        """The list to begin with: the first that has rows, of states or of pairs."""
        return "states" if self.of("states") or not self.pairs.rows else "pairs"

    def of(self, name: str) -> tuple[Any, ...]:
        """The rows of a list, those with most units first."""
        if name == "pairs":
            return self.pairs.rows
        return self._once(name, places_in if name == "places" else states_in)

    def features(self) -> bytes:
        """All lists as GeoJSON."""
        return to_json(features(self.of("places"), self.pairs.rows, self.of("states"))) + b"\n"

    def _once(self, name: str, look: Callable[[duckdb.DuckDBPyConnection, Filter, Unit], T]) -> T:
        return self._reading.once(
            ("map", name, self.asked, self._unit), lambda: look(self._reading.con, self.asked, self._unit)
        )


def world(visit: Visit) -> Response:
    """The map; .csv and .parquet have all rows of the list that is shown, .geojson has all lists.

    The page looks up the list that it shows alone; the picture asks for the others.
    """
    asked = visit.asked
    unit = cast(Unit, one_of("unit", asked.value("unit", "occurrences"), get_args(Unit)))
    lists = Lists(visit.reading, asked.filter, unit)
    show = one_of("show", asked.value("show", "") or lists.usual, LAYERS)
    draw = number("draw", asked.value("draw", str(DRAWN)), 1, MOST_DRAWN)
    layers = [one_of("layer", layer, LAYERS) for layer in asked.values("layer")] or list(LAYERS)
    rows = lists.of(show) if visit.twin != "geojson" else ()
    listed = rows if visit.twin in ("csv", "parquet") else rows[: asked.limit]
    facts = _facts(asked, lists, layers, draw) if visit.twin == "json" else {}
    data = Data(f"map-{show}", _KINDS[show], listed, facts, {"geojson": lists.features})
    if visit.twin:
        return visit.answer("map.html", data)
    return visit.answer(
        "map.html", data, show=show, rows=listed, total=len(rows), layers=layers, all_layers=LAYERS,
        draw=draw, unit=unit, arcs=_arcs(draw), sentence=lists.asked.sentence(),
        picture=asked.setting("show", None).replace("/map", "/map.json", 1), shapes=f"/shapes/{_hash()}",
        credit=str(atlas()["credit"]), href=lambda row: _href(asked, row),
        off=lists.pairs.off if show == "pairs" else (),
    )  # fmt: skip


def warm_world(reading: Reading) -> None:
    """Look up the lists of the map that is shown where nothing is asked for."""
    lists = Lists(reading, Filter())
    for name in LAYERS:
        lists.of(name)


def shapes(visit: Visit) -> Response:
    """The shapes of states as TopoJSON; the address holds their SHA-256, so that a browser keeps them."""
    if visit.parts["hash"] != _hash():
        raise NotThere(f"no shapes are at {visit.path}; the map names those that there are")
    headers = {"content-type": "application/json", "cache-control": _YEAR}
    return Response(_shapes(), headers=headers)


@cache
def _shapes() -> bytes:
    return SHIPPED.read_bytes()


@cache
def _hash() -> str:
    return str(atlas()["sha256"])


def _arcs(draw: int) -> int:
    """Lines cover more than dots: of pairs fewer are drawn."""
    return max(1, draw // 3)


def _facts(asked: Asked, lists: Lists, layers: list[str], draw: int) -> dict[str, Any]:
    """What the picture draws, as map.js takes it, and how much there is of each list."""
    places, states, pairs = (lists.of(name) if name in layers else () for name in ("places", "states", "pairs"))
    return {
        "sentence": lists.asked.sentence(), "n_places": len(places), "n_states": len(states), "n_pairs": len(pairs),
        "places": [_with(asked, row) for row in places[:draw]], "states": [_with(asked, row) for row in states],
        "arcs": [
            {"a": row.a_name, "b": row.b_name, "from": middle_of(row.a), "to": middle_of(row.b), "units": row.units,
             "net": row.net, "href": _href(asked, row)}
            for row in pairs[: _arcs(draw)]
        ],
    }  # fmt: skip


def _with(asked: Asked, row: PlaceLine | StateLine) -> dict[str, Any]:
    return {**msgspec.to_builtins(row), "href": _href(asked, row)}


def _href(asked: Asked, row: PlaceLine | StateLine | PairLine) -> str:
    """What is behind a row: the events there, or the page of the two states."""
    if isinstance(row, PairLine):
        kept = [pair for pair in asked.given if pair[0] not in ("actor", "recipient", "dyad")]
        return dyad_address(row.a, row.b, kept)
    where = row.name if isinstance(row, PlaceLine) else row.country
    statuses = [] if asked.filter.status else [("status", "reported")]
    return address("/events", [*(pair for pair in asked.given if pair[0] != "place"), ("place", where), *statuses])
