"""What ``dragoman network`` and ``dragoman map`` print and write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import networkx as nx
import typer

from dragoman.analysis.balance import balance
from dragoman.analysis.centrality import Centrality, centrality
from dragoman.analysis.change import Change, Period, changes
from dragoman.analysis.drawing import PICTURE_SUFFIXES, Picture, draw
from dragoman.analysis.edges import Network, among, dyads
from dragoman.analysis.gexf import Months
from dragoman.analysis.graph import undirected
from dragoman.analysis.holding import check_days, held
from dragoman.analysis.labels import label
from dragoman.analysis.network_pictures import network_picture
from dragoman.analysis.networks import (
    NetworkQuestion,
    events_at,
    events_between,
    network_of,
    recipients_of,
    tie_network,
)
from dragoman.analysis.plurals import counted
from dragoman.analysis.reach import Dependence, Exposure, dependence, exposure
from dragoman.analysis.shapes import SHIPPED, load_shapes
from dragoman.analysis.world_map import arc_map, place_map, places_of
from dragoman.analysis.writing_graphs import GRAPH_SUFFIXES, write_graph
from dragoman.errors import AnalysisError, UsageError

from .notes import note
from .tabling import put, table, write_by_suffix

if TYPE_CHECKING:
    import duckdb

    from dragoman.archive import Archive


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A network with the months of its edges, which are empty without --dynamic."""

    network: Network
    months: Months


def found(con: duckdb.DuckDBPyConnection, question: NetworkQuestion, *, ties: bool) -> Found:
    """The network of events or of ties. Raises AnalysisError where it is empty or its time is before the archive's."""
    if ties:
        return Found(network=tie_network(con, since=question.asked.since, until=question.asked.until), months={})
    check_days(question.asked, held(con))
    network, months = network_of(con, question)
    if network.undated:
        one = network.undated == 1
        left_out = counted(network.undated, network.unit.removesuffix("s"))
        note(f"{left_out} {'has no day and is' if one else 'have no day and are'} left out")
    return Found(network=network, months=months)


def near(con: duckdb.DuckDBPyConnection, whole: Found, around: str | None, steps: int) -> Found:
    """The part of a network that is within some steps of a node. Raises AnalysisError where the node has no edge."""
    if around is None:
        return whole
    pairs = undirected(whole.network)
    if around not in pairs:
        raise AnalysisError(_edgeless(con, whole.network, around))
    network = among(whole.network, nx.ego_graph(pairs, around, radius=steps))
    kept = {(edge.source, edge.target, edge.type) for edge in network.edges}
    return Found(network=network, months={key: held for key, held in whole.months.items() if key in kept})


def give(whole: Found, *, around: str | None, steps: int, measures: bool, out: Path | None) -> None:
    """Write a network into a file, or print it; with its measures where they are wanted."""
    network = whole.network
    measured = centrality(network) if measures else []
    suffix = out.suffix.lower() if out else ""
    if out and suffix in PICTURE_SUFFIXES:
        _drawn(network_picture(network, around=around, steps=steps), out)
    elif out and suffix in GRAPH_SUFFIXES:
        values = {each.node: _without(each, "node") for each in measured}
        write_graph(network, out, measures=values, months=whole.months or None)
        note(f"{_size(network, ' and ')} written to {out}")
    elif out:
        known = ", ".join((*GRAPH_SUFFIXES, *PICTURE_SUFFIXES))
        raise UsageError(f"{out.name!r} has no suffix that is known; there are: {known}")
    else:
        _print_dyads(network)
    if measures:
        _print_measures(network, measured)


def exposed(
    con: duckdb.DuckDBPyConnection,
    question: NetworkQuestion,
    network: Network,
    whom: Sequence[str],
    steps: int,
    out: Path | None,
) -> None:
    """Print or write who is exposed to actors, or to all that an event type is done to, by cooperation."""
    starts = [node for each in whom for node in _starts(con, question, each)]
    pairs = undirected(network)
    present = sorted({node for node in starts if node in pairs})
    if not present:
        raise AnalysisError(_edgeless(con, network, *(starts or whom)))
    note(f"from {', '.join(map(label, present))}, by {network.unit} of cooperation")
    found = exposure(pairs, present, steps=steps)
    if out:
        rows = [{**msgspec.structs.asdict(each), "name": label(each.node)} for each in found]
        write_by_suffix(rows, ("name", *Exposure.__struct_fields__), out, "exposure")
        return
    put(table(("node", "name", "steps", "share", "way"), [
        (each.node, label(each.node), each.steps, f"{each.share:.3f}", " < ".join(reversed(each.way)))
        for each in found
    ]), None)  # fmt: skip


def depends(con: duckdb.DuckDBPyConnection, network: Network, node: str, out: Path | None) -> None:
    """Print or write on whom a node depends by cooperation, and how much each of these depends on it.

    Raises AnalysisError where it has no edge, or cooperates with nobody.
    """
    pairs = undirected(network)
    if node not in pairs:
        raise AnalysisError(_edgeless(con, network, node))
    found = dependence(pairs, node)
    if not found:
        raise AnalysisError(
            f"{_called(node)} cooperates with nobody in this network of {network.about}, so it depends on nobody"
        )
    if out:
        rows = [{**msgspec.structs.asdict(each), "name": label(each.partner)} for each in found]
        write_by_suffix(rows, ("name", *Dependence.__struct_fields__), out, "dependence")
        return
    note(f"of the {network.unit} of cooperation that {_called(node)} has, the share with each partner")
    put(table(("partner", "name", "units", "share", "share back"), [
        (each.partner, label(each.partner), f"{each.units:g}", f"{each.share:.3f}", f"{each.share_back:.3f}")
        for each in found
    ]), None)  # fmt: skip


def compare(
    con: duckdb.DuckDBPyConnection, question: NetworkQuestion, one: Period, two: Period, out: Path | None
) -> None:
    """Print or write what changed from the earlier of two periods to the later."""
    before, after = sorted((one, two), key=lambda period: period.since)
    one_edges, two_edges = (_of_period(con, question, period).edges for period in (before, after))
    found = changes(one_edges, two_edges, before, after)
    note(f"from {before.since}..{before.until} to {after.since}..{after.until}; rates are units in 30 days")
    if out:
        write_by_suffix([msgspec.structs.asdict(each) for each in found], Change.__struct_fields__, out, "a comparison")
        return
    rows = [
        (e.source, e.target, e.type, e.change, f"{e.before:g}", f"{e.after:g}", f"{e.rate_before:.2f}",
         f"{e.rate_after:.2f}", f"{e.p:.3f}") for e in found
    ]  # fmt: skip
    heads = ("actor", "recipient", "type", "change", "before", "after", "rate before", "rate after", "p")
    put(table(heads, rows), None)


def explain_pair(archive: Archive, question: NetworkQuestion, a: str, b: str) -> None:
    """Print the events that two nodes' edges rest on, in both directions. Raises AnalysisError where there is none."""
    ways = [(one, two, events_between(archive.digested(), question, one, two)) for one, two in ((a, b), (b, a))]
    if not any(events for *_, events in ways):
        raise AnalysisError(f"{a} and {b} do nothing to each other in {question.asked.sentence()}")
    for one, two, events in ways:
        typer.echo(f"{one} -> {two}: {counted(len(events), 'event')}")
        _print_events(archive, events)


def explain_place(archive: Archive, question: NetworkQuestion, place: str) -> None:
    """Print the events at a place. Raises AnalysisError where there is none."""
    events = events_at(archive.digested(), question, place)
    if not events:
        raise AnalysisError(f"nothing in {place!r} in {question.asked.sentence()}; {held(archive.digested())}")
    _print_events(archive, events)


def draw_map(
    con: duckdb.DuckDBPyConnection, question: NetworkQuestion, *, arcs: bool, geometry: Path | None, out: Path
) -> None:
    """Draw arcs between states or dots at places."""
    check_days(question.asked, held(con))
    shapes = load_shapes(geometry or SHIPPED)
    if arcs:
        _drawn(arc_map(network_of(con, question)[0], shapes), out)
    else:
        about = f"{question.unit.capitalize()}: {question.asked.sentence()}"
        _drawn(place_map(places_of(con, question), shapes, about), out)


def _size(network: Network, between: str) -> str:
    return f"{counted(len(network.nodes), 'node')}{between}{counted(len(network.edges), 'edge')}"


def _edgeless(con: duckdb.DuckDBPyConnection, network: Network, *nodes: str) -> str:
    """Why an actor is not in a network: with whom it has no edge, in what, and what the archive holds."""
    told = ", ".join(map(_called, nodes))
    return (
        f"{told} is in no edge of this network of {network.about} ({len(network.nodes):,} other actors are); "
        f"{held(con)}; widen the time or the filter"
    )


def _called(node: str) -> str:
    name = label(node)
    return node if name == node else f"{name} ({node})"


def _of_period(con: duckdb.DuckDBPyConnection, question: NetworkQuestion, period: Period) -> Network:
    asked = msgspec.structs.replace(question.asked, since=period.since, until=period.until)
    return found(con, msgspec.structs.replace(question, asked=asked), ties=False).network


def _starts(con: duckdb.DuckDBPyConnection, question: NetworkQuestion, whom: str) -> list[str]:
    """The nodes of an actor, or of the recipients of an event type."""
    from dragoman.analysis.naming import asked_actor
    from dragoman.codebook import load_codebook

    if whom.upper() in load_codebook().types:
        return recipients_of(con, question, whom.upper())
    return [asked_actor(whom).code or whom]


def _drawn(picture: Picture, out: Path) -> None:
    note(f"drawn into {out}, its numbers are in {draw(picture, out)}")


def _print_dyads(network: Network) -> None:
    rows = [
        (d.source, d.target, f"{d.cooperation:g}", f"{d.conflict:g}", *map(str, d.quads), f"{d.goldstein:.1f}",
         d.n_reports)
        for d in sorted(dyads(network.edges), key=lambda d: (-d.weight, d.source, d.target))
    ]  # fmt: skip
    heads = (
        "actor",
        "recipient",
        "cooperation",
        "conflict",
        "quad 1",
        "quad 2",
        "quad 3",
        "quad 4",
        "Goldstein",
        "reports",
    )
    note(f"{network.unit}: {network.about}; {_size(network, ', ')}")
    put(table(heads, rows), None)


def _print_measures(network: Network, measured: Sequence[Centrality]) -> None:
    heads = ("node", "targets", "sources", "given", "received", "betweenness", "pagerank", "community")
    rows = [
        (m.node, m.targets, m.sources, f"{m.given:g}", f"{m.received:g}", f"{m.betweenness:.3f}", f"{m.pagerank:.3f}",
         m.community) for m in measured
    ]  # fmt: skip
    put(table(heads, rows), None)
    told = balance(undirected(network))
    if told.share < 0:
        typer.echo("no three nodes are all related with a sign, so there is no balance to tell")
        return
    n = told.positive3 + told.positive2 + told.positive1 + told.positive0
    typer.echo(f"triads: {n:,}, balanced {told.share:.1%} (in the weak sense {told.weak_share:.1%})")
    for triad in told.unbalanced[:10]:
        signs = " ".join("+" if sign > 0 else "-" for sign in triad.signs)
        typer.echo(f"  unbalanced: {triad.a} {triad.b} {triad.c}  ({signs})  {triad.weight:g}")


def _print_events(archive: Archive, events: Sequence[str]) -> None:
    rows = archive.digested().execute(
        "select event, coalesce(first_day::varchar, '-'), type || coalesce('/' || mode, ''), status, report, "
        "list_transform(actors, lambda p: p.name), list_transform(recipients, lambda p: p.name) "
        "from events where event in (select unnest(?)) order by first_day nulls last, event",
        [list(events)],
    ).fetchall()  # fmt: skip
    for event, day, type_, status, report, actors, recipients in rows:
        sides = f"{', '.join(actors) or '-'} -> {', '.join(recipients) or '-'}"
        typer.echo(f"  {event}  {day}  {type_}  {status}  {sides}  {report}")


def _without(value: msgspec.Struct, name: str) -> dict[str, Any]:
    return {key: each for key, each in msgspec.structs.asdict(value).items() if key != name}
