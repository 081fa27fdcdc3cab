"""The weightiest edges of a network and how large all of it is, without making the network.

Sums and days are worked out for the edges that are asked for alone: of a million units these take most of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import uuid4

import duckdb
import msgspec

from dragoman.errors import AnalysisError

from .edges import Network
from .holding import held
from .networks import PAIRS, NetworkQuestion, counted_pairs, edges_between

# Every edge with its weight; ``kept`` are those that are asked for.
_EDGES = "create temp table {edges} as select actor, recipient, {key} as key, count(*) as n " + PAIRS + " group by all"
_KEPT = "from {edges} where n >= $least and ($within or actor != recipient)"
_SIZE = "select count(*), coalesce(sum(n), 0)::bigint " + _KEPT
_INNER = "select coalesce(sum(n), 0)::bigint from {edges} where actor = recipient"
_NODES = "select actor as node, n " + _KEPT + " union all select recipient, n " + _KEPT
_N_NODES = "select count(distinct node) from (" + _NODES + ")"
_TOP = "select actor, recipient, key " + _KEPT + " order by n desc, actor, recipient, key limit {most}"
_UNITS = "select node, sum(n)::bigint from (" + _NODES + ") where node in (select unnest($nodes)) group by node"
_NTH = "select n " + _KEPT + " order by n desc offset {most} limit 1"


class Weightiest(msgspec.Struct, frozen=True, kw_only=True):
    """The ``network`` of the weightiest edges, and of the whole one the numbers of nodes, edges and units.

    ``inner`` are the units of actors with themselves, ``node_units`` those that the nodes of ``network`` give and
    receive in the whole. ``next_weight`` is the weight of the edge after a given number of them, 0 where there is none.
    """

    network: Network
    n_nodes: int
    n_edges: int
    units: int
    inner: int
    node_units: dict[str, int]
    next_weight: int


def weightiest(
    con: duckdb.DuckDBPyConnection, question: NetworkQuestion, most: int, *, least: int, within: bool, after: int
) -> Weightiest:
    """The edges with most units, at most so many, of at least a weight; ``within`` takes those of an actor to itself.

    ``after`` is the number of edges after which ``next_weight`` is told. Raises AnalysisError where there is no edge.
    """
    asked = {"least": least, "within": within}
    with _weighed(con, question) as edges:
        n_edges, units = _first(con, _SIZE.format(edges=edges), asked)
        if not n_edges:
            told = f"of {least:,} or more " if least > 1 else ""
            raise AnalysisError(f"no edge {told}between two actors in {question.asked.sentence()}; {held(con)}")
        top = {tuple(row) for row in con.execute(_TOP.format(edges=edges, most=most), asked).fetchall()}
        nodes = sorted({side for row in top for side in row[:2]})
        node_units = dict(con.execute(_UNITS.format(edges=edges), {**asked, "nodes": nodes}).fetchall())
        [inner] = _first(con, _INNER.format(edges=edges), {})
        [n_nodes] = _first(con, _N_NODES.format(edges=edges), asked)
        beyond = con.execute(_NTH.format(edges=edges, most=after), asked).fetchall()
    return Weightiest(
        network=edges_between(con, question, top), n_nodes=n_nodes, n_edges=n_edges, units=units, inner=inner,
        node_units=node_units, next_weight=beyond[0][0] if beyond else 0,
    )  # fmt: skip


@contextmanager
def _weighed(con: duckdb.DuckDBPyConnection, question: NetworkQuestion) -> Iterator[str]:
    """The name of a table with the weight of every edge, for the time of a ``with`` block."""
    name = f"edges_{uuid4().hex[:12]}"
    try:
        with counted_pairs(con, question) as found:
            con.execute(_EDGES.format(edges=name, key=question.by, pairs=found.pairs), found.values)
        yield name
    finally:
        con.execute(f"drop table if exists {name}")


def _first(con: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> tuple[int, ...]:
    [row] = con.execute(query, dict(values) or None).fetchall()
    return tuple(int(value) for value in row)
