"""A picture of a network: the whole, or what is within some steps of one node."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import altair as alt
import msgspec
import networkx as nx

from dragoman.errors import AnalysisError

from .drawing import COLOURS, DASHES, Picture, Row, leaning
from .edges import Network
from .graph import undirected
from .plurals import counted

SHOWN = 50  # nodes that can still be told apart; the others are counted in the subtitle
SIZE = 760
_MARGIN = 0.6  # around each part of the network, where a node has the room of 1


class _Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn: the pairs of the graph, where their nodes lie, and how many nodes were left out."""

    pairs: nx.Graph
    at: dict[str, tuple[float, float]]
    left_out: int


def network_picture(network: Network, *, around: str | None = None, steps: int = 1, shown: int = SHOWN) -> Picture:
    """The nodes with most units and the pairs between them; with ``around`` those within ``steps`` of a node.

    A line is a pair of nodes, both directions added up. Raises AnalysisError for a node that is in no edge, and where
    no two different nodes have an edge.
    """
    pairs = undirected(network)
    if around is not None and around not in pairs:
        raise AnalysisError(f"{around} is in no edge of this network; widen the time or the filter")
    if not pairs.number_of_edges():
        raise AnalysisError("there are no two actors to draw: what is counted is what actors did to their own side")
    drawn = _drawn(pairs if around is None else nx.ego_graph(pairs, around, radius=steps), around, shown)
    labels = {node.key: node.label for node in network.nodes}
    rows = _rows(drawn.pairs, labels)
    title = f"{labels[around]} and those within {counted(steps, 'step')}" if around else "Who deals with whom"
    return Picture(chart=_chart(network, drawn, labels, title), rows=rows)


def _drawn(pairs: nx.Graph, around: str | None, shown: int) -> _Drawn:
    units = dict(pairs.degree(weight="weight"))
    ranked = sorted((node for node in pairs if pairs.degree(node)), key=lambda n: (n != around, -units[n], n))
    kept = nx.Graph(pairs.subgraph(ranked[:shown]))
    kept.remove_nodes_from([node for node in list(kept) if not kept.degree(node)])
    return _Drawn(pairs=kept, at=_layout(kept, around), left_out=len(ranked) - len(kept))


def _layout(pairs: nx.Graph, around: str | None) -> dict[str, tuple[float, float]]:
    """Where nodes lie: each part of the network by its distances in steps, the parts beside and below each other.

    Within a part it is the layout of Kamada and Kawai (1989), in which every node has room; forces between parts that
    no edge holds together would drive them out of the picture. The node of an ego network lies in the middle.
    """
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(pairs))
    ordered.add_edges_from(sorted(tuple(sorted(pair)) for pair in pairs.edges))
    parts = sorted(nx.connected_components(ordered), key=lambda part: (-len(part), min(part)))
    found: dict[str, tuple[float, float]] = {}
    width = _radius(parts[0]) * 2
    left, top, low = 0.0, 0.0, 0.0
    for part in parts:
        radius = _radius(part)
        if left and left + 2 * radius > width:
            left, top = 0.0, low
        centre = left + radius, top - radius
        at = nx.kamada_kawai_layout(nx.Graph(ordered.subgraph(sorted(part))), scale=radius - _MARGIN)
        middle = at[around] if around else (0.0, 0.0)
        for node, (x, y) in at.items():
            found[node] = (round(float(centre[0] + x - middle[0]), 4), round(float(centre[1] + y - middle[1]), 4))
        left, low = left + 2 * radius, min(low, top - 2 * radius)
    return found


def _radius(part: Collection[str]) -> float:
    """Room for a part: an area that grows with its nodes, and a margin for their names."""
    return math.sqrt(len(part)) + _MARGIN


def _rows(pairs: nx.Graph, labels: dict[str, str]) -> list[Row]:
    """The pairs that are drawn, as a table, the one with most units first."""
    found: list[dict[str, Any]] = []
    for pair in pairs.edges:
        a, b = sorted(pair)
        data = pairs[a][b]
        found.append({
            "a": a, "b": b, "name_a": labels[a], "name_b": labels[b], "cooperation": data["cooperation"],
            "conflict": data["conflict"], "units": data["weight"], "drawn_as": leaning(data["net"]),
        })  # fmt: skip
    found.sort(key=lambda row: (-row["units"], row["a"], row["b"]))
    return list(found)


def _chart(network: Network, drawn: _Drawn, labels: dict[str, str], title: str) -> dict[str, Any]:
    lines = [
        {**row, "x": drawn.at[a][0], "y": drawn.at[a][1], "x2": drawn.at[b][0], "y2": drawn.at[b][1]}
        for row in _rows(drawn.pairs, labels)
        for a, b in [(str(row["a"]), str(row["b"]))]
    ]
    units = dict(drawn.pairs.degree(weight="weight"))
    points = [
        {"node": node, "name": labels[node], "units": units[node], "x": x, "y": y} for node, (x, y) in drawn.at.items()
    ]
    subtitle = [f"{network.unit.capitalize()}: {network.about}"]
    if drawn.left_out:
        others = "1 other is" if drawn.left_out == 1 else f"{drawn.left_out:,} others are"
        subtitle.append(f"the {len(drawn.at)} nodes with most of them; {others} not drawn")
    size = f"{counted(len(points), 'node')} and {counted(len(lines), 'pair')}"
    told = f"{title}. {size}; the numbers are in the table beside the picture."
    chart = alt.layer(_edges(lines), *_nodes(points)).properties(
        width=SIZE, height=SIZE, title=alt.TitleParams(title, subtitle=subtitle, anchor="start"), description=told
    )
    made: dict[str, Any] = chart.configure_view(stroke=None).to_dict()
    return made


def _axis(name: str) -> dict[str, Any]:
    return {"field": name, "type": "quantitative", "axis": None, "scale": {"nice": False, "zero": False, "padding": 30}}


def _edges(lines: list[dict[str, Any]]) -> alt.Chart:
    kinds = list(COLOURS)
    return (
        alt.Chart(alt.Data(values=lines))
        .mark_rule(opacity=0.75)
        .encode(
            x=alt.X(**_axis("x")), y=alt.Y(**_axis("y")), x2="x2:Q", y2="y2:Q",
            color=alt.Color("drawn_as:N", title="mostly", scale=alt.Scale(domain=kinds, range=list(COLOURS.values()))),
            strokeDash=alt.StrokeDash(
                "drawn_as:N", title="mostly", scale=alt.Scale(domain=kinds, range=list(DASHES.values()))
            ),
            strokeWidth=alt.StrokeWidth(
                "units:Q", title="units", scale=alt.Scale(type="sqrt", range=[0.6, 7], domainMin=0)
            ),
            tooltip=["name_a:N", "name_b:N", "cooperation:Q", "conflict:Q"],
        )
    )  # fmt: skip


def _nodes(points: list[dict[str, Any]]) -> tuple[alt.Chart, alt.Chart]:
    base = alt.Chart(alt.Data(values=points)).encode(x=alt.X(**_axis("x")), y=alt.Y(**_axis("y")))
    size = alt.Size("units:Q", legend=None, scale=alt.Scale(type="sqrt", range=[30, 500], domainMin=0))
    dots = base.mark_circle(color="#f5f5f5", stroke="#222222", strokeWidth=1.2, opacity=1).encode(
        size=size, tooltip=["name:N", "units:Q"]
    )
    return dots, base.mark_text(dy=-12, fontSize=11, color="#111111").encode(text="name:N")
