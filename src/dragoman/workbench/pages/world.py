"""/map: where it happened, as a picture with its table; and the shapes that it is drawn on."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from starlette.responses import Response

from dragoman.analysis.shapes import SHIPPED, atlas
from dragoman.archive.arrow import to_json
from dragoman.workbench.addresses import address, dyad_address
from dragoman.workbench.asking import Asked, number, one_of
from dragoman.workbench.faults import NotThere
from dragoman.workbench.looking.world import PairLine, PlaceLine, StateLine, World, features, middle_of, world_of
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

OWN = ("show", "layer", "draw")
LAYERS = {"places": "places", "states": "states", "pairs": "pairs of states"}
DRAWN, MOST_DRAWN = 200, 1000  # places that are drawn, and a third as many pairs
_KINDS: dict[str, type[msgspec.Struct]] = {"places": PlaceLine, "states": StateLine, "pairs": PairLine}
_YEAR = "public, max-age=31536000, immutable"


def world(visit: Visit) -> Response:
    """The map; .csv and .parquet have all rows of the list that is shown, .geojson has all lists."""
    asked = visit.asked
    wanted = asked.filter if asked.filter.status else msgspec.structs.replace(asked.filter, status=("reported",))
    found = visit.reading.once(("map", wanted), lambda: world_of(visit.con, wanted))
    show = one_of("show", asked.value("show", _usual(found)), LAYERS)
    draw = number("draw", asked.value("draw", str(DRAWN)), 1, MOST_DRAWN)
    layers = [one_of("layer", layer, LAYERS) for layer in asked.values("layer")] or list(LAYERS)
    rows = getattr(found, show)
    listed = rows if visit.twin in ("csv", "parquet") else rows[: asked.limit]
    facts = _facts(asked, found, layers, draw, wanted.sentence()) if visit.twin == "json" else {}
    data = Data(f"map-{show}", _KINDS[show], listed, facts, {"geojson": lambda: to_json(features(found)) + b"\n"})
    if visit.twin:
        return visit.answer("map.html", data)
    return visit.answer(
        "map.html", data, found=found, show=show, rows=listed, total=len(rows), layers=layers, all_layers=LAYERS,
        draw=draw, drawn={"places": draw, "pairs": _arcs(draw)}, sentence=wanted.sentence(),
        picture=asked.setting("show", None).replace("/map", "/map.json", 1), shapes=f"/shapes/{_hash()}",
        credit=str(atlas()["credit"]), href=lambda row: _href(asked, row),
    )  # fmt: skip


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


def _usual(found: World) -> str:
    return next((name for name in LAYERS if getattr(found, name)), "places")


def _arcs(draw: int) -> int:
    """Lines cover more than dots: of pairs fewer are drawn."""
    return max(1, draw // 3)


def _facts(asked: Asked, found: World, layers: list[str], draw: int, sentence: str) -> dict[str, Any]:
    def on(name: str) -> bool:
        return name in layers

    return {
        "sentence": sentence, "n_places": len(found.places), "n_states": len(found.states), "n_pairs": len(found.pairs),
        "off": found.off,
        "places": [_with(asked, row) for row in found.places[:draw]] if on("places") else [],
        "states": [_with(asked, row) for row in found.states] if on("states") else [],
        "arcs": [
            {"a": row.a_name, "b": row.b_name, "from": middle_of(row.a), "to": middle_of(row.b), "units": row.units,
             "net": row.net, "href": _href(asked, row)}
            for row in (found.pairs[: _arcs(draw)] if on("pairs") else ())
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
