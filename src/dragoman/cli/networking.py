"""``dragoman network`` and ``dragoman map``: who acts on whom, as tables, files for graph programs, and pictures."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.errors import UsageError

from .analysing import Unit
from .archiving import StorageOption, VersionOption, opened
from .filtering import Asked, takes_filter
from .notes import note

if TYPE_CHECKING:
    from dragoman.analysis.change import Period
    from dragoman.analysis.networks import NetworkQuestion
    from dragoman.archive import Filter


class Level(StrEnum):
    """What a node is."""

    country = "country"
    sector = "sector"
    entity = "entity"


class Key(StrEnum):
    """What an edge adds up."""

    quad = "quad"
    type = "type"


ArchiveOption = Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive to count in.")]
UnitOption = Annotated[
    Unit, typer.Option("--unit", help="Count occurrences (happenings) or events (one for each report).")
]
LevelOption = Annotated[Level, typer.Option("--level", help="What a node is: country, sector or entity.")]
ExplainOption = Annotated[
    tuple[str, str] | None,
    typer.Option("--explain", metavar="A B", help="The events behind what two actors did to each other."),
]


@takes_filter()
def network_command(
    *,
    archive: ArchiveOption,
    ties: Annotated[bool, typer.Option("--ties/--events", help="Standing relations in place of events.")] = False,
    unit: UnitOption = Unit.occurrences,
    level: LevelOption = Level.country,
    by: Annotated[Key, typer.Option("--by", help="An edge is all of one quad class, or of one event type.")] = Key.quad,
    around: Annotated[str | None, typer.Option("--around", metavar="ACTOR", help="Only what is near an actor.")] = None,
    steps: Annotated[int, typer.Option("--steps", min=1, help="How many steps are near.")] = 1,
    exposed_to: Annotated[
        list[str] | None,
        typer.Option(
            "--exposed-to", metavar="WHOM", help="Who is within --steps of an actor, or of all that a TYPE is done to."
        ),
    ] = None,
    dependence: Annotated[
        str | None,
        typer.Option(
            "--dependence", metavar="ACTOR", help="On whom an actor depends: its share of cooperation with each."
        ),
    ] = None,
    measures: Annotated[
        bool, typer.Option("--measures", help="Add centrality and communities of nodes, and balance of triads.")
    ] = False,
    compare_since: Annotated[
        str | None, typer.Option("--compare-since", metavar="DAY", help="Compare with a time from this day on.")
    ] = None,
    compare_until: Annotated[
        str | None, typer.Option("--compare-until", metavar="DAY", help="Compare with a time until this day.")
    ] = None,
    dynamic: Annotated[bool, typer.Option("--dynamic", help="GEXF with the months in which each edge held.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="A file .gexf, .graphml, .csv, .json, .svg, .png or .html."),
    ] = None,
    explain: ExplainOption = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
    asked: Asked,
) -> None:
    """Tell who acts on whom: signed edges between actors, measures, exposure, change; tables, files and pictures."""
    from . import network_answers as answers

    wanted = _wanted(asked)
    timeless = ("actor", "recipient", "dyad", "type", "quad", "status", "place", "text")
    if ties and any((*map(asked.__getitem__, timeless), dynamic, explain, compare_since, compare_until)):
        raise UsageError(
            "standing relations have no event dates: with --ties only --since and --until can be asked for"
        )
    named = (around, dependence, *(explain or ()), *(each for each in exposed_to or () if not _is_type(each)))
    question = _question(wanted, unit, level, by, named, dated=dynamic)
    store = opened(archive, storage_option, at)
    con = store.digested(note)
    if explain:
        answers.explain_pair(store, question, *map(_code, explain))
        return
    if compare_since or compare_until:
        other = _period(compare_since, compare_until, "compare-")
        answers.compare(con, question, _period(asked["since"], asked["until"], ""), other, out)
        return
    found = answers.found(con, question, ties=ties)
    if exposed_to:
        answers.exposed(con, question, found.network, exposed_to, steps, out)
        return
    if dependence:
        answers.depends(con, found.network, _code(dependence), out)
        return
    near = answers.near(con, found, _code(around) if around else None, steps)
    answers.give(near, around=_code(around) if around else None, steps=steps, measures=measures, out=out)


@takes_filter()
def map_command(
    *,
    archive: ArchiveOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The picture to write: .svg, .png or .html.")],
    arcs: Annotated[
        bool, typer.Option("--arcs/--places", help="Arcs between states, or a dot where something happened.")
    ] = True,
    unit: UnitOption = Unit.occurrences,
    geometry: Annotated[
        Path | None,
        typer.Option("--geometry", metavar="FILE", help="Other shapes: TopoJSON whose shapes have the property a3."),
    ] = None,
    explain: ExplainOption = None,
    explain_place: Annotated[
        str | None, typer.Option("--explain-place", metavar="PLACE", help="The events behind the dot of a place.")
    ] = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
    asked: Asked,
) -> None:
    """Draw a map: who deals with whom as arcs, or where it happened as dots. Boundaries on it are no claim."""
    from . import network_answers as answers

    wanted = _wanted(asked)
    store = opened(archive, storage_option, at)
    question = _question(wanted, unit, Level.country, Key.quad, explain or ())
    if explain:
        answers.explain_pair(store, question, *map(_code, explain))
    elif explain_place:
        answers.explain_place(store, question, explain_place)
    else:
        answers.draw_map(store.digested(note), question, arcs=arcs, geometry=geometry, out=out)


def _wanted(asked: Asked) -> Filter:
    """The filter; what is planned, feared or denied counts only where it is asked for."""
    return asked.filter_of_known(status=asked["status"] or ["reported"])


def _question(
    asked: Filter, unit: Unit, level: Level, by: Key, named: tuple[str | None, ...], *, dated: bool = False
) -> NetworkQuestion:
    from dragoman.analysis.networks import NetworkQuestion

    return NetworkQuestion(
        asked=asked, unit=unit.value, level=level.value, by=by.value, dated=dated,
        named=tuple(_code(each) for each in named if each),
    )  # fmt: skip


def _is_type(whom: str) -> bool:
    from dragoman.codebook import load_codebook

    return whom.upper() in load_codebook().types


def _code(actor: str) -> str:
    """What an actor is filed under. Raises AnalysisError, with the nearest names, for one that nobody knows."""
    from dragoman.analysis.naming import asked_actor

    return asked_actor(actor).code or actor


def _period(since: str | None, until: str | None, prefix: str) -> Period:
    from dragoman.analysis.change import Period
    from dragoman.archive import filter_of

    if not (since and until):
        raise UsageError(f"to compare two times, give both: --{prefix}since DAY and --{prefix}until DAY")
    checked = filter_of(since=since, until=until)
    return Period(since=checked.since or since, until=checked.until or until)
