"""A network as a file: GEXF, GraphML, a CSV list of edges, or JSON, by the suffix of the file's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import msgspec
import networkx as nx

from dragoman.errors import InputError, UsageError

from .edges import Network, printable
from .gexf import EDGE_COLUMNS, Measures, Months, edge_values, gexf
from .graph import multigraph

GRAPH_SUFFIXES = (".gexf", ".graphml", ".csv", ".json")


def write_graph(
    network: Network, path: Path, *, measures: Measures | None = None, months: Months | None = None
) -> None:
    """Write a network with the measures of its nodes; ``months`` makes a GEXF file dynamic (see ``gexf.gexf``).

    Raises UsageError for another suffix, for months in another format than GEXF, InputError where the file cannot be
    written.
    """
    suffix = path.suffix.lower()
    if suffix not in GRAPH_SUFFIXES:
        raise UsageError(f"{path.name!r} has no suffix of a network; there are: {', '.join(GRAPH_SUFFIXES)}")
    if months is not None and suffix != ".gexf":
        raise UsageError(f"only GEXF holds the times of edges; name the file {path.with_suffix('.gexf').name}")
    made = gexf(network, measures=measures, months=months) if suffix == ".gexf" else _MAKERS[suffix](network, measures)
    try:
        path.write_bytes(made)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; choose another place") from error


def graphml(network: Network, measures: Measures | None = None) -> bytes:
    """The network as GraphML, each edge with an id of its own, so that readers keep parallel edges."""
    made = multigraph(printable(network))
    for node, values in (measures or {}).items():
        made.nodes[node].update(values)
    out = io.BytesIO()
    nx.write_graphml_xml(_numbered(made), out, named_key_ids=True)
    return out.getvalue() + b"\n"


def _numbered(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The same graph with edges keyed by number: networkx writes the key as the id, which must be unique in a file."""
    made = nx.MultiDiGraph(**graph.graph)
    made.add_nodes_from(graph.nodes(data=True))
    for n, (source, target, values) in enumerate(graph.edges(data=True)):
        made.add_edge(source, target, key=str(n), **values)
    return made


def edge_csv(network: Network, _: Measures | None = None) -> bytes:
    """One line for each edge, with a head; Gephi and spreadsheets read it."""
    out = io.StringIO()
    labels = {node.key: node.label for node in network.nodes}
    rows = [
        {
            "Source": edge.source, "Target": edge.target, "Weight": edge.weight, "Source label": labels[edge.source],
            "Target label": labels[edge.target], **edge_values(edge),
        }
        for edge in network.edges
    ]  # fmt: skip
    names = ["Source", "Target", "Weight", "Source label", "Target label", *EDGE_COLUMNS]
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def graph_json(network: Network, measures: Measures | None = None) -> bytes:
    """The network with its measures as one JSON object; an edge names its nodes by their keys."""
    made = {**msgspec.to_builtins(network), "measures": measures or {}}
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


_MAKERS: dict[str, Callable[[Network, Measures | None], bytes]] = {
    ".graphml": graphml, ".csv": edge_csv, ".json": graph_json,
}  # fmt: skip
