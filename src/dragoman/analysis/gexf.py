"""A network as GEXF 1.3, which Gephi and networkx read: once as a whole, or with the months in which each edge held.

The schema is that of gexf.net/schema.html. Parallel edges carry their type as ``kind``, by which Gephi keeps them
apart. A spell is a whole month or several, so it never begins and ends on one day, which Gephi would drop. The lines
are put together as text: an element tree of a million values takes a minute.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from .columns import EDGE_COLUMNS, NODE_COLUMNS, Measures, Value, edge_values, measure_columns, node_values
from .edges import Edge, Network, printable

Months = Mapping[tuple[str, str, str], Mapping[str, float]]  # source, target, type: "2031-05" to units

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {str: "string", int: "integer", float: "double"}
_UNITS = len(EDGE_COLUMNS)  # the column of the units of each month


def gexf(network: Network, *, measures: Measures | None = None, months: Months | None = None) -> bytes:
    """The document in UTF-8, with its nodes' measures; with ``months`` each edge and node has spells.

    Every edge must then be in ``months``: an edge without a spell would always hold.
    """
    return "\n".join(_lines(printable(network), measures or {}, months)).encode() + b"\n"


def spells(months: Iterable[str]) -> list[tuple[str, str]]:
    """The days on which runs of months begin and end: "2031-05" and "2031-06" are one spell."""
    ordered = sorted(set(months))
    breaks = [n + 1 for n, (one, two) in enumerate(pairwise(ordered)) if _count(two) - _count(one) > 1]
    return [
        (_first_day(run[0]), _last_day(run[-1]))
        for start, stop in pairwise([0, *breaks, len(ordered)])
        if (run := ordered[start:stop])
    ]


def _lines(network: Network, measures: Measures, months: Months | None) -> Iterator[str]:
    columns = {**NODE_COLUMNS, **measure_columns(measures)}
    yield "<?xml version='1.0' encoding='utf-8'?>"
    yield f'<gexf xmlns="{NAMESPACE}" version="1.3">'
    yield f"<meta><creator>Dragoman</creator><description>{escape(network.about)}</description></meta>"
    if months is None:
        yield '<graph defaultedgetype="directed" mode="static">'
    else:
        times = f'timeformat="date" timerepresentation="interval"{_bounds(months)}'
        yield f'<graph defaultedgetype="directed" mode="dynamic" {times}>'
    yield from _declared("node", "static", columns)
    yield from _declared("edge", "static", EDGE_COLUMNS)
    if months is not None:
        yield from _declared("edge", "dynamic", {"units": float}, first=_UNITS)
    yield "<nodes>"
    yield from _nodes(network, list(columns), measures, months)
    yield "</nodes>"
    yield "<edges>"
    for n, edge in enumerate(network.edges):
        yield _edge(n, edge, None if months is None else months[edge.source, edge.target, edge.type])
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _bounds(months: Months) -> str:
    """The first and the last day of the graph, between which every spell lies."""
    held = [month for of_edge in months.values() for month in of_edge]
    return f' start="{_first_day(min(held))}" end="{_last_day(max(held))}"' if held else ""


def _declared(of: str, mode: str, columns: Mapping[str, type], *, first: int = 0) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="{mode}">'
    for n, (title, type_) in enumerate(columns.items(), first):
        yield f'<attribute id="{n}" title={quoteattr(title)} type="{_TYPES[type_]}"/>'
    yield "</attributes>"


def _nodes(network: Network, columns: list[str], measures: Measures, months: Months | None) -> Iterator[str]:
    active: dict[str, set[str]] = {node.key: set() for node in network.nodes}
    for (source, target, _), held in (months or {}).items():
        active[source].update(held)
        active[target].update(held)
    for node in network.nodes:
        values = node_values(node, measures)
        given = "".join(_value(n, values[name]) for n, name in enumerate(columns) if name in values)
        inside = f"<attvalues>{given}</attvalues>{_spells(active[node.key])}"
        yield f"<node id={quoteattr(node.key)} label={quoteattr(node.label)}>{inside}</node>"


def _edge(n: int, edge: Edge, held: Mapping[str, float] | None) -> str:
    given = "".join(_value(n, value) for n, value in enumerate(edge_values(edge)))
    for month, units in sorted((held or {}).items()):
        days = f'start="{_first_day(month)}" end="{_last_day(month)}"'
        given += f'<attvalue for="{_UNITS}" value="{units!r}" {days}/>'
    kind = quoteattr(edge.type)
    return (
        f'<edge id="{n}" source={quoteattr(edge.source)} target={quoteattr(edge.target)} kind={kind} label={kind} '
        f'weight="{float(edge.weight)!r}"><attvalues>{given}</attvalues>{_spells(held or ())}</edge>'
    )


def _value(column: int, value: Value) -> str:
    quoted = quoteattr(value) if isinstance(value, str) else f'"{value!r}"'
    return f'<attvalue for="{column}" value={quoted}/>'


def _spells(months: Iterable[str]) -> str:
    found = "".join(f'<spell start="{start}" end="{end}"/>' for start, end in spells(months))
    return f"<spells>{found}</spells>" if found else ""


def _count(month: str) -> int:
    year, of_year = month.split("-")
    return 12 * int(year) + int(of_year)


def _first_day(month: str) -> str:
    return f"{month}-01"


def _last_day(month: str) -> str:
    year, of_year = month.split("-")
    return f"{month}-{calendar.monthrange(int(year), int(of_year))[1]:02}"
