"""What files say of nodes and edges: columns with their types, and values that are strings and numbers only."""

from __future__ import annotations

from collections.abc import Mapping

from .edges import Edge, Node

Value = str | int | float
Measures = Mapping[str, Mapping[str, Value]]  # node: measure to value

NODE_COLUMNS: dict[str, type] = {"kind": str, "country": str}
EDGE_COLUMNS: dict[str, type] = {
    "type": str, "sign": int, "quad1": int, "quad2": int, "quad3": int, "quad4": int, "goldstein": float,
    "n_reports": int, "first": str, "last": str,
}  # fmt: skip


def measure_columns(measures: Measures) -> dict[str, type]:
    """The columns of the measures of nodes."""
    return {name: type(value) for each in measures.values() for name, value in each.items()}


def node_values(node: Node, measures: Measures) -> dict[str, Value]:
    """The values of a node in the order of NODE_COLUMNS, then its measures."""
    return {"kind": node.kind, "country": node.country, **measures.get(node.key, {})}


def edge_values(edge: Edge) -> tuple[Value, ...]:
    """The values of an edge beside its weight, in the order of EDGE_COLUMNS."""
    return (
        edge.type, edge.sign, *edge.quads, float(edge.goldstein), edge.n_reports, edge.first, edge.last,
    )  # fmt: skip
