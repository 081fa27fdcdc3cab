"""From the units and ties of an archive to a network: which edges there are, when they held, what they rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import duckdb
import msgspec

from dragoman.archive import QUADS, Filter
from dragoman.archive.digest import in_memory_digest
from dragoman.errors import AnalysisError

from .at_once import at_once
from .edges import RELATION_SIGNS, SIGNS, Edge, Network, Node
from .gexf import Months
from .holding import held
from .labels import nodes_of
from .plurals import counted
from .units import Level, Unit, stored, units

By = Literal["quad", "type"]

# Both sides must be told: an act towards nobody is no edge.
PAIRS = "from {pairs} where actor is not null and recipient is not null"
_EDGES = (
    """
select actor, recipient, {key} as key, count(*), count(*) filter (quad = 1), count(*) filter (quad = 2),
  count(*) filter (quad = 3), count(*) filter (quad = 4), coalesce(sum(goldstein), 0)::double, sum(n_reports)::bigint,
  coalesce(min(day)::varchar, ''), coalesce(max(day)::varchar, '') """
    + PAIRS
    + " {dated} group by all order by actor, recipient, key"
)
_MONTHS = (
    "select actor, recipient, {key} as key, date_trunc('month', day)::date, count(*)::double "
    + PAIRS
    + " and day is not null group by all"
)
# No code has a space in it. Most rows are left out by their sides alone, before anything is put together.
_AMONG = (
    "and actor in (select unnest(?)) and recipient in (select unnest(?)) "
    "and (actor || ' ' || recipient) in (select unnest(?)) group by"
)

# Ties name both sides; what is mutual is told from either side, so its sides stand in the order of their codes.
_TIES = """
with told as (
  select coalesce(a.country, a.entity) as a, coalesce(b.country, b.entity) as b, relation, report, since, until, past
  from ties where a is not null and b is not null and not coalesce(negated, false)),
ordered as (
  select case when mutual and b < a then b else a end as a, case when mutual and b < a then a else b end as b,
    relation, report, since, until, past
  from (select *, relation in ('alliance', 'partnership', 'rivalry', 'war', 'border') as mutual from told))
select a, b, relation, count(distinct report) from ordered
where a is not null and b is not null and a != b
  and (not past or $since is not null or $until is not null)
  and ($since is null or until is null or until >= $since) and ($until is null or since is null or since <= $until)
group by all order by all
"""


class NetworkQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a network is made of: the events of ``asked``, counted by ``unit``, between nodes of a ``level``.

    ``by`` tells what an edge is: all of one quad class, or all of one event type. With ``dated`` units without a day
    are left out. ``named`` are codes that are nodes whatever the level.
    """

    asked: Filter
    unit: Unit = "occurrences"
    level: Level = "country"
    by: By = "quad"
    dated: bool = False
    named: tuple[str, ...] = ()


def network_of(con: duckdb.DuckDBPyConnection, question: NetworkQuestion) -> tuple[Network, Months]:
    """The network of the events of an archive, and with ``dated`` the months of its edges (else none).

    ``con`` is as for ``units``. Raises AnalysisError where there is no edge, saying what the archive holds.
    """
    with counted_pairs(con, question) as found:
        rows = con.execute(_filled(_EDGES, found.pairs, question), found.values).fetchall()
        months = con.execute(_filled(_MONTHS, found.pairs, question), found.values).fetchall() if question.dated else []
        undated = found.n_undated() if question.dated else 0
    if not rows:
        raise AnalysisError(f"no two actors in {question.asked.sentence()}; {held(con)}")
    edges = tuple(_edge(row, question.by) for row in rows)
    made = Network(
        nodes=_nodes(edges), edges=edges, unit=question.unit, about=question.asked.sentence(), undated=undated
    )
    return made, _by_edge(months, question.by)


def months_between(
    con: duckdb.DuckDBPyConnection, question: NetworkQuestion, ways: Collection[tuple[str, str]]
) -> Months:
    """The months of the edges from some sources to some targets; ``con`` is as for ``units``."""
    with counted_pairs(con, question) as found:
        query = _filled(_MONTHS.replace("group by", _AMONG), found.pairs, question)
        rows = con.execute(query, [*found.values, *_written(ways)]).fetchall()
    return _by_edge(rows, question.by)


def edges_between(
    con: duckdb.DuckDBPyConnection, question: NetworkQuestion, wanted: Collection[tuple[Any, ...]]
) -> Network:
    """The part of a network that some edges make, each given by source, target and quad class or type."""
    with counted_pairs(con, question) as found:
        query = _filled(_EDGES.replace("group by", _AMONG), found.pairs, question)
        rows = con.execute(query, [*found.values, *_written(wanted)]).fetchall()
    edges = tuple(_edge(row, question.by) for row in rows if row[:3] in wanted)
    return Network(nodes=_nodes(edges), edges=edges, unit=question.unit, about=question.asked.sentence())


def tie_network(con: duckdb.DuckDBPyConnection, *, since: str | None = None, until: str | None = None) -> Network:
    """The network of standing relations, weighted by how many reports tell each.

    With ``since`` or ``until`` those that are told to have held in that time; one whose beginning or end is not told
    is taken to have held until then. Past ones count only with a time. Raises AnalysisError where there is none.
    """
    rows = con.execute(_TIES, {"since": since, "until": until}).fetchall()
    if not rows:
        [(n,)] = con.execute("select count(*) from ties").fetchall()
        raise AnalysisError(
            f"no standing relation between two actors in that time; the archive holds {counted(n, 'tie')}"
        )
    edges = tuple(
        Edge(source=a, target=b, type=relation, sign=RELATION_SIGNS.get(relation, 0), weight=n, n_reports=n)
        for a, b, relation, n in rows
    )
    return Network(nodes=_nodes(edges), edges=edges, unit="ties", about="standing relations")


def events_between(con: duckdb.DuckDBPyConnection, question: NetworkQuestion, source: str, target: str) -> list[str]:
    """The ids of the events that the edges from a source to a target rest on, in the order of their days."""
    with units(con, question.asked, question.unit, level=question.level, named=question.named) as found:
        rows = con.execute(
            f"select m.event from {found.members} m where m.unit in (select unit "
            f"{PAIRS.format(pairs=found.pairs)} and actor = ? and recipient = ?) order by m.day nulls last, m.event",
            [source, target],
        ).fetchall()
    return [event for (event,) in rows]


def recipients_of(con: duckdb.DuckDBPyConnection, question: NetworkQuestion, type_: str) -> list[str]:
    """The nodes that are recipients of an event type: those of SANCTION are under sanctions."""
    narrowed = msgspec.structs.replace(question.asked, type=(type_,))
    with units(con, narrowed, question.unit, level=question.level, named=question.named) as found:
        rows = con.execute(f"select distinct recipient {PAIRS.format(pairs=found.pairs)} order by all").fetchall()
    return [node for (node,) in rows]


def events_at(con: duckdb.DuckDBPyConnection, question: NetworkQuestion, place: str) -> list[str]:
    """The ids of the events of a question that happened at a place of this name, in the order of their days."""
    condition, values = question.asked.sql("acts")
    rows = (
        in_memory_digest(con)
        .execute(
            f"select e.event from digest.acts e where {condition} and lower(e.place) = lower(?) "
            "order by e.day nulls last, e.event",
            [*values, place],
        )
        .fetchall()
    )
    return [event for (event,) in rows]


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the pairs of a question are read: a table or a subquery with its values; how many units have no day."""

    pairs: str
    values: tuple[Any, ...]
    n_undated: Callable[[], int]


@contextmanager
def counted_pairs(con: duckdb.DuckDBPyConnection, question: NetworkQuestion) -> Iterator[Counted]:
    """The pairs of a question: as the digest has them, or in a table where they have to be worked out."""
    if question.unit == "occurrences" and stored(question.level, question.named):
        found = at_once(con, question.asked, level=question.level)
        yield Counted(found.pairs, found.values, lambda: found.n_undated(con))
        return
    with units(con, question.asked, question.unit, level=question.level, named=question.named) as made:
        yield Counted(made.pairs, (), lambda: made.n_undated)


def _written(ways: Collection[tuple[Any, ...]]) -> tuple[list[str], list[str], list[str]]:
    """The sources of some edges, their targets, and the two together."""
    return sorted({way[0] for way in ways}), sorted({way[1] for way in ways}), sorted({f"{a} {b}" for a, b, *_ in ways})


def _filled(query: str, pairs: str, question: NetworkQuestion) -> str:
    return query.format(pairs=pairs, key=question.by, dated="and day is not null" if question.dated else "")


def _edge(row: tuple[Any, ...], by: By) -> Edge:
    source, target, key, n, one, two, three, four, goldstein, n_reports, first, last = row
    balance = one + two - three - four
    sign = SIGNS[key] if by == "quad" else (balance > 0) - (balance < 0)
    return Edge(
        source=source, target=target, type=_type(key, by), sign=sign, weight=n, quads=(one, two, three, four),
        goldstein=goldstein, n_reports=n_reports, first=first, last=last,
    )  # fmt: skip


def _type(key: Any, by: By) -> str:
    return QUADS[key] if by == "quad" else str(key)


def _by_edge(rows: list[tuple[Any, ...]], by: By) -> Months:
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    names = {month: f"{month:%Y-%m}" for month in {row[3] for row in rows}}
    for source, target, key, month, n in rows:
        found[source, target, _type(key, by)][names[month]] = n
    return dict(found)


def _nodes(edges: tuple[Edge, ...]) -> tuple[Node, ...]:
    return nodes_of(side for edge in edges for side in (edge.source, edge.target))
