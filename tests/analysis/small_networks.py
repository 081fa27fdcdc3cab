"""Networks made by hand."""

from __future__ import annotations

from dragoman.analysis.edges import SIGNS, Edge, Network, Node, quad_name


def edge(sides: str, units: int = 1, quad: int = 1, **more: object) -> Edge:
    """An edge of "AAA > BBB" in one quad class."""
    source, target = sides.split(" > ")
    quads = tuple(units if n == quad else 0 for n in range(1, 5))
    return Edge(source=source, target=target, type=quad_name(quad), sign=SIGNS[quad], weight=units, quads=quads, **more)


def network(*edges: Edge, **more: object) -> Network:
    """The network of some edges, its nodes in the order of their codes."""
    keys = sorted({side for each in edges for side in (each.source, each.target)})
    nodes = tuple(Node(key=key, label=key.title(), kind="state", country=key) for key in keys)
    return Network(nodes=nodes, edges=edges, **more)
