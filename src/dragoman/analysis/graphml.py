"""A network as GraphML, which networkx, igraph, Gephi, yEd and Cytoscape read (graphml.graphdrawing.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from .columns import EDGE_COLUMNS, NODE_COLUMNS, Measures, Value, edge_values, measure_columns, node_values
from .edges import Edge, Network, Node, printable

_TYPES = {str: "string", int: "long", float: "double"}


def graphml(network: Network, measures: Measures | None = None) -> bytes:
    """The document in UTF-8; each edge has an id of its own, so that readers keep parallel edges."""
    return "\n".join(_lines(printable(network), measures or {})).encode() + b"\n"


def _lines(network: Network, measures: Measures) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    yield '<key id="g_about" for="graph" attr.name="about" attr.type="string"/>'
    yield from _keys("node", {"label": str, **NODE_COLUMNS, **measure_columns(measures)})
    yield from _keys("edge", {"weight": float, **EDGE_COLUMNS})
    yield '<graph edgedefault="directed">'
    yield _data("g_about", network.about)
    yield from (_node(node, measures) for node in network.nodes)
    yield from (_edge(n, edge) for n, edge in enumerate(network.edges))
    yield "</graph>"
    yield "</graphml>"


def _keys(of: str, columns: dict[str, type]) -> Iterator[str]:
    for name, type_ in columns.items():
        yield f'<key id="{of[0]}_{name}" for="{of}" attr.name="{name}" attr.type="{_TYPES[type_]}"/>'


def _node(node: Node, measures: Measures) -> str:
    values = {"label": node.label, **node_values(node, measures)}
    return f"<node id={quoteattr(node.key)}>{_all(('n_' + name, value) for name, value in values.items())}</node>"


def _edge(n: int, edge: Edge) -> str:
    values = zip(_EDGE_KEYS, (float(edge.weight), *edge_values(edge)), strict=True)
    return f'<edge id="{n}" source={quoteattr(edge.source)} target={quoteattr(edge.target)}>{_all(values)}</edge>'


def _all(values: Iterable[tuple[str, Value]]) -> str:
    return "".join(_data(key, value) for key, value in values)


def _data(key: str, value: Value) -> str:
    return f'<data key="{key}">{escape(value) if isinstance(value, str) else repr(value)}</data>'


_EDGE_KEYS = ("e_weight", *(f"e_{name}" for name in EDGE_COLUMNS))
