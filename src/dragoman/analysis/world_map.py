"""The map: events by place, and dyads as arcs between the middles of states, on an offline map of the world."""

from __future__ import annotations

from typing import Any

import altair as alt
import duckdb
import msgspec

from dragoman.errors import AnalysisError

from .at_once import at_once
from .drawing import COLOURS, DASHES, Picture, Row, leaning
from .edges import Network
from .graph import undirected
from .great_circles import great_circle
from .holding import held
from .networks import NetworkQuestion
from .shapes import Shapes
from .units import units

ARCS = 80  # dyads that are drawn; the others are counted in the subtitle
PLACES = 400
PROJECTION = "equalEarth"  # areas stay in proportion (Savric, Patterson and Jenny 2018)
WIDTH, HEIGHT = 980, 480
_NOTE = "Boundaries are no claim"
_LAND = "land"  # stands for the shapes while the chart is made


class PlaceCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many units happened at a place, and how many of them are of conflict."""

    name: str
    country: str
    lat: float
    lon: float
    units: int
    conflict: int


_BY_PLACE = """
with told as (
  select unit, quad, place as name, coalesce(place_country, '') as country, lat, lon from {members}
  where lat is not null),
one as (
  select unit, name, country, lat, lon, mode(quad) as quad, count(*) as n from told
  group by unit, name, country, lat, lon),
most as (
  select * from one qualify row_number() over (partition by unit order by n desc, name, country, lat, lon) = 1)
select name, country, lat, lon, count(*) as units, count(*) filter (quad >= 3)
from most group by name, country, lat, lon order by units desc, name, country, lat, lon
"""


def places_of(con: duckdb.DuckDBPyConnection, question: NetworkQuestion) -> list[PlaceCount]:
    """The places where units happened, those with most first; a unit is where most of its events say.

    Raises AnalysisError where no unit tells a place with coordinates, saying what the archive holds.
    """
    if question.unit == "occurrences":
        found = at_once(con, question.asked)
        rows = con.execute(_BY_PLACE.format(members=found.members), found.values).fetchall()
    else:
        with units(con, question.asked, question.unit) as made:
            rows = con.execute(_BY_PLACE.format(members=made.members)).fetchall()
    if not rows:
        raise AnalysisError(f"no place to draw in {question.asked.sentence()}; {held(con)}")
    return [
        PlaceCount(name=name, country=country, lat=lat, lon=lon, units=n, conflict=conflict)
        for name, country, lat, lon, n, conflict in rows
    ]


def place_map(places: list[PlaceCount], shapes: Shapes, about: str) -> Picture:
    """A dot for each place, as large as its units are many and filled by whether most of them are conflict."""
    rows: list[Row] = [
        {**msgspec.structs.asdict(each), "drawn_as": leaning(each.units - 2 * each.conflict)}
        for each in places[:PLACES]
    ]
    dots = (
        alt.Chart(alt.Data(values=rows))
        .mark_point(filled=True, opacity=0.75, stroke="#222222", strokeWidth=0.5)
        .encode(
            longitude="lon:Q", latitude="lat:Q", color=_colour(),
            shape=alt.Shape("drawn_as:N", title="mostly", scale=alt.Scale(domain=list(COLOURS))),
            size=alt.Size("units:Q", title="units", scale=alt.Scale(type="sqrt", range=[15, 700], domainMin=0)),
            tooltip=["name:N", "country:N", "units:Q", "conflict:Q"],
        )
    )  # fmt: skip
    left_out = [f"{len(places) - PLACES} places with fewer are not drawn"] if len(places) > PLACES else []
    return Picture(chart=_chart([dots], shapes, "Where it happened", [about, *left_out]), rows=rows)


def arc_map(network: Network, shapes: Shapes) -> Picture:
    """An arc for each pair of states, both directions added up, between the middles of their largest parts.

    Raises AnalysisError where no two states of the network are on the map.
    """
    rows, hidden = _arcs(network, shapes)
    if not rows:
        raise AnalysisError(f"no two states of this network are on the map; not on it: {', '.join(hidden) or 'none'}")
    shown, more = rows[:ARCS], len(rows) - ARCS
    notes = [f"{network.unit.capitalize()}: {network.about}"]
    notes += [f"the {ARCS} pairs with most of them; {more} others are not drawn"] if more > 0 else []
    notes += [f"not on the map: {', '.join(hidden[:8])}{' and others' * (len(hidden) > 8)}"] if hidden else []
    layers = [_lines(shown, shapes), _codes(shown, shapes)]
    return Picture(chart=_chart(layers, shapes, "Who deals with whom", notes), rows=shown)


def _arcs(network: Network, shapes: Shapes) -> tuple[list[Row], list[str]]:
    """The pairs of states that are on the map, the most units first, and the nodes that are not on it."""
    found: list[dict[str, Any]] = []
    state = {node.key: node.country if node.kind == "state" else "" for node in network.nodes}
    pairs = undirected(network)
    for pair in pairs.edges:
        a, b = sorted(pair)
        if state[a] in shapes.middles and state[b] in shapes.middles:
            data = pairs[a][b]
            found.append({
                "a": a, "b": b, "cooperation": data["cooperation"], "conflict": data["conflict"],
                "units": data["weight"], "drawn_as": leaning(data["net"]),
            })  # fmt: skip
    hidden = [node.label for node in network.nodes if state[node.key] not in shapes.middles]
    found.sort(key=lambda row: (-row["units"], row["a"], row["b"]))
    return list(found), hidden


def _lines(rows: list[Row], shapes: Shapes) -> alt.Chart:
    features = [
        {
            "type": "Feature", "properties": dict(row),
            "geometry": {
                "type": "LineString",
                "coordinates": great_circle(shapes.middles[str(row["a"])], shapes.middles[str(row["b"])]),
            },
        }
        for row in rows
    ]  # fmt: skip
    kinds = list(COLOURS)
    return (
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(filled=False, opacity=0.8)
        .encode(
            stroke=_colour("properties.drawn_as:N", alt.Stroke),
            strokeDash=alt.StrokeDash(
                "properties.drawn_as:N", title="mostly", scale=alt.Scale(domain=kinds, range=list(DASHES.values()))
            ),
            strokeWidth=alt.StrokeWidth(
                "properties.units:Q", title="units", scale=alt.Scale(type="sqrt", range=[0.6, 5], domainMin=0)
            ),
        )
    )


def _codes(rows: list[Row], shapes: Shapes) -> alt.Chart:
    names = sorted({str(row[side]) for row in rows for side in ("a", "b")})
    points = [{"code": name, "lon": shapes.middles[name][0], "lat": shapes.middles[name][1]} for name in names]
    return (
        alt.Chart(alt.Data(values=points))
        .mark_text(fontSize=9, color="#111111")
        .encode(longitude="lon:Q", latitude="lat:Q", text="code:N")
    )


def _colour(field: str = "drawn_as:N", channel: Any = alt.Color) -> Any:
    return channel(field, title="mostly", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())))


def _chart(layers: list[alt.Chart], shapes: Shapes, title: str, notes: list[str]) -> dict[str, Any]:
    format_ = alt.TopoDataFormat(feature=shapes.feature, type="topojson")
    land = alt.Chart(alt.UrlData(url=_LAND, format=format_)).mark_geoshape(
        fill="#f1f1f1", stroke="#a8a8a8", strokeWidth=0.4
    )
    told = f"{title}. {' '.join(notes)}. The numbers are in the table beside the picture."
    heading = alt.TitleParams(title, subtitle=[*notes, f"{shapes.credit}. {_NOTE}."], anchor="start")
    chart = alt.layer(land, *layers).properties(width=WIDTH, height=HEIGHT, title=heading, description=told)
    made: dict[str, Any] = chart.project(type=PROJECTION).configure_view(stroke=None).to_dict()
    # Altair looks through all data that it is given, which takes seconds for the shapes; they are put in afterwards.
    [data] = [layer["data"] for layer in made["layer"] if layer["data"].get("url") == _LAND]
    del data["url"]
    data["values"] = shapes.topology
    return made
