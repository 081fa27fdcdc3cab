"""``dragoman network`` and ``dragoman map``: who acts on whom, as tables, files for graph programs, and pictures."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import UsageError

from .analysing import Unit
from .archiving import StorageOption, VersionOption, opened
from .filtering import (
    ActorOption,
    DyadOption,
    PlaceOption,
    QuadOption,
    RecipientOption,
    SinceOption,
    StatusOption,
    TextOption,
    TypeOption,
    UntilOption,
    asked_for,
)

if TYPE_CHECKING:
    from dragoman.analysis.change import Period
    from dragoman.analysis.networks import Question
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
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    dyad: DyadOption = None,
    type_: TypeOption = None,
    quad: QuadOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    place: PlaceOption = None,
    text: TextOption = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Tell who acts on whom: signed edges between actors, measures, exposure, change; tables, files and pictures."""
    from . import network_answers as answers

    asked = _asked(
        actor=actor, recipient=recipient, dyad=dyad, type_=type_, quad=quad, status=status, since=since, until=until,
        place=place, text=text,
    )  # fmt: skip
    beside = (actor, recipient, dyad, type_, quad, status, place, text, dynamic, explain, compare_since, compare_until)
    if ties and any(beside):
        raise UsageError(
            "standing relations have no event dates: with --ties only --since and --until can be asked for"
        )
    question = _question(asked, unit, level, by, (around, *(explain or ())), dated=dynamic)
    store = opened(archive, storage_option, at)
    con = store.connection()
    if explain:
        answers.explain_pair(store, question, *map(_code, explain))
        return
    if compare_since or compare_until:
        other = _period(compare_since, compare_until, "compare-")
        answers.compare(con, question, _period(since, until, ""), other, out)
        return
    found = answers.found(con, question, ties=ties)
    if exposed_to:
        answers.exposed(con, question, found.network, exposed_to, steps)
        return
    near = answers.near(found, _code(around) if around else None, steps)
    answers.give(near, around=_code(around) if around else None, steps=steps, measures=measures, out=out)


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
    actor: ActorOption = None,
    recipient: RecipientOption = None,
    dyad: DyadOption = None,
    type_: TypeOption = None,
    quad: QuadOption = None,
    status: StatusOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    place: PlaceOption = None,
    text: TextOption = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Draw a map: who deals with whom as arcs, or where it happened as dots. Boundaries on it are no claim."""
    from . import network_answers as answers

    asked = _asked(
        actor=actor, recipient=recipient, dyad=dyad, type_=type_, quad=quad, status=status, since=since, until=until,
        place=place, text=text,
    )  # fmt: skip
    store = opened(archive, storage_option, at)
    question = _question(asked, unit, Level.country, Key.quad, explain or ())
    if explain:
        answers.explain_pair(store, question, *map(_code, explain))
    elif explain_place:
        answers.explain_place(store, question, explain_place)
    else:
        answers.draw_map(store.connection(), question, arcs=arcs, geometry=geometry, out=out)


def _asked(*, status: list[str] | None, **options: Any) -> Filter:
    """The filter; what is planned, feared or denied counts only where it is asked for.

    Raises AnalysisError for an actor that nobody knows, with the nearest names.
    """
    from dragoman.analysis.naming import asked_actor

    for each in (*(options["actor"] or ()), *(options["recipient"] or ())):
        asked_actor(each)
    return asked_for(status=status or ["reported"], **options)


def _question(
    asked: Filter, unit: Unit, level: Level, by: Key, named: tuple[str | None, ...], *, dated: bool = False
) -> Question:
    from dragoman.analysis.networks import Question

    return Question(
        asked=asked, unit=unit.value, level=level.value, by=by.value, dated=dated,
        named=tuple(_code(each) for each in named if each),
    )  # fmt: skip


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
