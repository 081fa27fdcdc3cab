"""What ``dragoman network`` and ``dragoman map`` print and write."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import networkx as nx
import typer

from dragoman.analysis.balance import balance
from dragoman.analysis.centrality import Centrality, centrality
from dragoman.analysis.change import Period, changes
from dragoman.analysis.drawing import PICTURE_SUFFIXES, Picture, draw
from dragoman.analysis.edges import Network, among, dyads
from dragoman.analysis.gexf import Months
from dragoman.analysis.graph import undirected
from dragoman.analysis.holding import check_days, held
from dragoman.analysis.network_pictures import network_picture
from dragoman.analysis.networks import (
    Question,
    events_at,
    events_between,
    network_of,
    recipients_of,
    tie_network,
)
from dragoman.analysis.reach import exposure
from dragoman.analysis.shapes import SHIPPED, load_shapes
from dragoman.analysis.world_map import arc_map, place_map, places_of
from dragoman.analysis.writing_graphs import GRAPH_SUFFIXES, write_graph
from dragoman.errors import AnalysisError, InputError, UsageError

if TYPE_CHECKING:
    import duckdb

    from dragoman.archive import Archive

SHOWN = 40  # lines of a table on the terminal; a file has all


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A network with the months of its edges, which are empty without --dynamic."""

    network: Network
    months: Months


def found(con: duckdb.DuckDBPyConnection, question: Question, *, ties: bool) -> Found:
    """The network of events or of ties. Raises AnalysisError where it is empty or its time is before the archive's."""
    if ties:
        return Found(network=tie_network(con, since=question.asked.since, until=question.asked.until), months={})
    check_days(question.asked, held(con))
    network, months = network_of(con, question)
    if network.undated:
        _note(f"{network.undated:,} {network.unit} have no day and are left out")
    return Found(network=network, months=months)


def near(whole: Found, around: str | None, steps: int) -> Found:
    """The part of a network that is within some steps of a node. Raises AnalysisError where the node has no edge."""
    if around is None:
        return whole
    pairs = undirected(whole.network)
    if around not in pairs:
        raise AnalysisError(f"{around} is in no edge of this network; widen the time or the filter")
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
        _note(f"{len(network.nodes):,} nodes and {len(network.edges):,} edges written to {out}")
    elif out:
        known = ", ".join((*GRAPH_SUFFIXES, *PICTURE_SUFFIXES))
        raise UsageError(f"{out.name!r} has no suffix that is known; there are: {known}")
    else:
        _print_dyads(network)
    if measures:
        _print_measures(network, measured)


def exposed(
    con: duckdb.DuckDBPyConnection, question: Question, network: Network, whom: Sequence[str], steps: int
) -> None:
    """Print who is exposed to actors, or to all that an event type is done to, by cooperation."""
    starts = [node for each in whom for node in _starts(con, question, each)]
    pairs = undirected(network)
    present = sorted({node for node in starts if node in pairs})
    if not present:
        raise AnalysisError(
            f"{', '.join(whom)}: no such node is in an edge of this network; widen the time or the filter"
        )
    names = {node.key: node.label for node in network.nodes}
    _note(f"from {', '.join(names[node] for node in present)}, by {network.unit} of cooperation")
    rows = [
        (each.node, names[each.node], each.steps, f"{each.share:.3f}", " < ".join(reversed(each.way)))
        for each in exposure(pairs, present, steps=steps)
    ]
    _table(("node", "name", "steps", "share", "way"), rows)


def compare(con: duckdb.DuckDBPyConnection, question: Question, one: Period, two: Period, out: Path | None) -> None:
    """Print or write what changed from the earlier of two periods to the later."""
    before, after = sorted((one, two), key=lambda period: period.since)
    one_edges, two_edges = (_of_period(con, question, period).edges for period in (before, after))
    found = changes(one_edges, two_edges, before, after)
    _note(f"from {before.since}..{before.until} to {after.since}..{after.until}; rates are units in 30 days")
    if out:
        _write_changes([msgspec.to_builtins(each) for each in found], out)
        return
    rows = [
        (e.source, e.target, e.type, e.change, f"{e.before:g}", f"{e.after:g}", f"{e.rate_before:.2f}",
         f"{e.rate_after:.2f}", f"{e.p:.3f}") for e in found
    ]  # fmt: skip
    _table(("actor", "recipient", "type", "change", "before", "after", "rate before", "rate after", "p"), rows)


def explain_pair(archive: Archive, question: Question, a: str, b: str) -> None:
    """Print the events that two nodes' edges rest on, in both directions. Raises AnalysisError where there is none."""
    ways = [(one, two, events_between(archive.digested(), question, one, two)) for one, two in ((a, b), (b, a))]
    if not any(events for *_, events in ways):
        raise AnalysisError(f"{a} and {b} do nothing to each other in {question.asked.sentence()}")
    for one, two, events in ways:
        typer.echo(f"{one} -> {two}: {len(events):,} events")
        _print_events(archive, events)


def explain_place(archive: Archive, question: Question, place: str) -> None:
    """Print the events at a place. Raises AnalysisError where there is none."""
    events = events_at(archive.digested(), question, place)
    if not events:
        raise AnalysisError(f"nothing in {place!r} in {question.asked.sentence()}; {held(archive.digested())}")
    _print_events(archive, events)


def draw_map(
    con: duckdb.DuckDBPyConnection, question: Question, *, arcs: bool, geometry: Path | None, out: Path
) -> None:
    """Draw arcs between states or dots at places."""
    check_days(question.asked, held(con))
    shapes = load_shapes(geometry or SHIPPED)
    if arcs:
        _drawn(arc_map(network_of(con, question)[0], shapes), out)
    else:
        about = f"{question.unit.capitalize()}: {question.asked.sentence()}"
        _drawn(place_map(places_of(con, question), shapes, about), out)


def _of_period(con: duckdb.DuckDBPyConnection, question: Question, period: Period) -> Network:
    asked = msgspec.structs.replace(question.asked, since=period.since, until=period.until)
    return found(con, msgspec.structs.replace(question, asked=asked), ties=False).network


def _starts(con: duckdb.DuckDBPyConnection, question: Question, whom: str) -> list[str]:
    """The nodes of an actor, or of the recipients of an event type."""
    from dragoman.analysis.naming import asked_actor
    from dragoman.codebook import load_codebook

    if whom.upper() in load_codebook().types:
        return recipients_of(con, question, whom.upper())
    return [asked_actor(whom).code or whom]


def _drawn(picture: Picture, out: Path) -> None:
    _note(f"drawn into {out}, its numbers are in {draw(picture, out)}")


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
    _note(f"{network.unit}: {network.about}; {len(network.nodes):,} nodes, {len(network.edges):,} edges")
    _table(heads, rows)


def _print_measures(network: Network, measured: Sequence[Centrality]) -> None:
    heads = ("node", "targets", "sources", "given", "received", "betweenness", "pagerank", "community")
    _table(heads, [
        (m.node, m.targets, m.sources, f"{m.given:g}", f"{m.received:g}", f"{m.betweenness:.3f}", f"{m.pagerank:.3f}",
         m.community) for m in measured
    ])  # fmt: skip
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


def _write_changes(rows: list[dict[str, Any]], out: Path) -> None:
    suffix = out.suffix.lower()
    if suffix not in (".csv", ".json"):
        raise UsageError(f"a comparison is written as .csv or .json, not {out.name!r}")
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            if suffix == ".json":
                file.write(msgspec.json.format(msgspec.json.encode(rows), indent=1).decode() + "\n")
                return
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}; choose another place") from error


def _table(heads: Sequence[str], rows: Sequence[Iterable[Any]]) -> None:
    """Print columns of even width, and how many lines more there are."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows[:SHOWN])]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    if len(rows) > SHOWN:
        _note(f"{len(rows) - SHOWN:,} lines more; --out FILE writes all")


def _without(value: msgspec.Struct, name: str) -> dict[str, Any]:
    return {key: each for key, each in msgspec.structs.asdict(value).items() if key != name}


def _note(words: str) -> None:
    typer.echo(f"dragoman: {words}", err=True)
