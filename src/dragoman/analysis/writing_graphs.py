"""A network as a file: GEXF, GraphML, a CSV list of edges, or JSON, by the suffix of the file's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import msgspec

from dragoman.errors import InputError, UsageError

from .columns import EDGE_COLUMNS, Measures, edge_values
from .edges import Network
from .gexf import Months, gexf
from .graphml import graphml

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


def edge_csv(network: Network, _: Measures | None = None) -> bytes:
    """One line for each edge, with a head; Gephi and spreadsheets read it."""
    out = io.StringIO()
    labels = {node.key: node.label for node in network.nodes}
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Source", "Target", "Weight", "Source label", "Target label", *EDGE_COLUMNS])
    for edge in network.edges:
        sides = (edge.source, edge.target, edge.weight, labels[edge.source], labels[edge.target])
        writer.writerow([*sides, *edge_values(edge)])
    return out.getvalue().encode()


def graph_json(network: Network, measures: Measures | None = None) -> bytes:
    """The network with its measures as one JSON object; an edge names its nodes by their keys."""
    made = {**msgspec.to_builtins(network), "measures": measures or {}}
    return msgspec.json.format(msgspec.json.encode(made), indent=1) + b"\n"


_MAKERS: dict[str, Callable[[Network, Measures | None], bytes]] = {
    ".graphml": graphml, ".csv": edge_csv, ".json": graph_json,
}  # fmt: skip
