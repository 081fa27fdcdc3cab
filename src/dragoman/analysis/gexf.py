"""A network as GEXF 1.3, which Gephi and networkx read: once as a whole, or with the months in which each edge held.

The schema is that of gexf.net/schema.html. Parallel edges carry their type as ``kind``, by which Gephi keeps them
apart. A spell is a whole month or several, so it never begins and ends on one day, which Gephi would drop.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

from .edges import Edge, Network, printable

NAMESPACE = "http://gexf.net/1.3"
NODE_COLUMNS = {"kind": "string", "country": "string"}
EDGE_COLUMNS = {
    "type": "string", "sign": "integer", "quad1": "integer", "quad2": "integer", "quad3": "integer",
    "quad4": "integer", "goldstein": "double", "n_reports": "integer", "first": "string", "last": "string",
}  # fmt: skip
_TYPES = {str: "string", bool: "boolean", int: "integer", float: "double"}

Months = Mapping[tuple[str, str, str], Mapping[str, float]]  # source, target, type: "2031-05" to units
Measures = Mapping[str, Mapping[str, str | int | float]]  # node: measure to value


def gexf(network: Network, *, measures: Measures | None = None, months: Months | None = None) -> bytes:
    """The document in UTF-8, with its nodes' measures; with ``months`` each edge and node has spells.

    Every edge must then be in ``months``: an edge without a spell would always hold.
    """
    network = printable(network)
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "Dragoman"
    ET.SubElement(meta, "description").text = network.about
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic" if months else "static"})
    if months:
        graph.set("timeformat", "date")
        graph.set("timerepresentation", "interval")
    measured = measures or {}
    _columns(graph, "node", NODE_COLUMNS | _measure_columns(measured))
    _columns(graph, "edge", EDGE_COLUMNS)
    if months:
        _columns(graph, "edge", {"units": "double"}, mode="dynamic", after=len(EDGE_COLUMNS))
    _nodes(graph, network, measured, months)
    _edges(graph, network.edges, months)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def spells(months: Iterable[str]) -> list[tuple[str, str]]:
    """The days on which runs of months begin and end: "2031-05" and "2031-06" are one spell."""
    ordered = sorted(set(months))
    breaks = [n + 1 for n, (one, two) in enumerate(pairwise(ordered)) if _count(two) - _count(one) > 1]
    return [
        (_first_day(run[0]), _last_day(run[-1]))
        for start, stop in pairwise([0, *breaks, len(ordered)])
        if (run := ordered[start:stop])
    ]


def _nodes(graph: ET.Element, network: Network, measures: Measures, months: Months | None) -> None:
    active: dict[str, set[str]] = {node.key: set() for node in network.nodes}
    for edge in network.edges if months else ():
        for side in (edge.source, edge.target):
            active[side].update((months or {})[edge.source, edge.target, edge.type])
    parent = ET.SubElement(graph, "nodes")
    columns = [*NODE_COLUMNS, *_measure_columns(measures)]
    for node in network.nodes:
        made = ET.SubElement(parent, "node", {"id": node.key, "label": node.label})
        values = {"kind": node.kind, "country": node.country} | dict(measures.get(node.key, {}))
        _values(made, columns, values)
        _spells(made, active[node.key])


def _edges(graph: ET.Element, edges: Sequence[Edge], months: Months | None) -> None:
    parent = ET.SubElement(graph, "edges")
    for n, edge in enumerate(edges):
        given = {"id": str(n), "source": edge.source, "target": edge.target, "kind": edge.type, "label": edge.type}
        made = ET.SubElement(parent, "edge", given | {"weight": _text(edge.weight)})
        attvalues = _values(made, list(EDGE_COLUMNS), edge_values(edge))
        if months:
            held = months[edge.source, edge.target, edge.type]
            for month, units in sorted(held.items()):
                ET.SubElement(attvalues, "attvalue", {
                    "for": str(len(EDGE_COLUMNS)), "value": _text(units), "start": _first_day(month),
                    "end": _last_day(month),
                })  # fmt: skip
            _spells(made, held)


def edge_values(edge: Edge) -> dict[str, str | int | float]:
    """The attributes of an edge beside its weight, strings and numbers only."""
    quads = {f"quad{n}": count for n, count in enumerate(edge.quads, 1)}
    return {
        "type": edge.type, "sign": edge.sign, **quads, "goldstein": edge.goldstein, "n_reports": edge.n_reports,
        "first": edge.first, "last": edge.last,
    }  # fmt: skip


def _columns(graph: ET.Element, of: str, columns: Mapping[str, str], *, mode: str = "static", after: int = 0) -> None:
    parent = ET.SubElement(graph, "attributes", {"class": of, "mode": mode})
    for n, (title, type_) in enumerate(columns.items(), after):
        ET.SubElement(parent, "attribute", {"id": str(n), "title": title, "type": type_})


def _measure_columns(measures: Measures) -> dict[str, str]:
    return {name: _TYPES[type(value)] for each in measures.values() for name, value in each.items()}


def _values(parent: ET.Element, columns: Sequence[str], values: Mapping[str, Any]) -> ET.Element:
    made = ET.SubElement(parent, "attvalues")
    for n, name in enumerate(columns):
        if name in values:
            ET.SubElement(made, "attvalue", {"for": str(n), "value": _text(values[name])})
    return made


def _spells(parent: ET.Element, months: Iterable[str]) -> None:
    if found := spells(months):
        made = ET.SubElement(parent, "spells")
        for start, end in found:
            ET.SubElement(made, "spell", {"start": start, "end": end})


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else repr(value)


def _count(month: str) -> int:
    year, of_year = month.split("-")
    return 12 * int(year) + int(of_year)


def _first_day(month: str) -> str:
    return f"{month}-01"


def _last_day(month: str) -> str:
    year, of_year = month.split("-")
    return f"{month}-{calendar.monthrange(int(year), int(of_year))[1]:02}"
