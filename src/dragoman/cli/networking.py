"""``dragoman network`` and ``dragoman map``: who acts on whom, as tables, files for graph programs, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.errors import AnalysisError, UsageError

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
    from dragoman.analysis.edges import Network
    from dragoman.analysis.networks import Question
    from dragoman.archive import Archive, Filter

SHOWN = 30  # lines of a table on the terminal; a file has all

ArchiveOption = Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive that is asked.")]
UnitOption = Annotated[
    str, typer.Option("--unit", metavar="UNIT", help="What is counted: occurrences (each happening once) or events.")
]
LevelOption = Annotated[str, typer.Option("--level", metavar="LEVEL", help="What a node is: country, sector, entity.")]


def network(
    archive: ArchiveOption,
    ties: Annotated[bool, typer.Option("--ties/--events", help="Standing relations in place of events.")] = False,
    unit: UnitOption = "occurrences",
    level: LevelOption = "country",
    by: Annotated[str, typer.Option("--by", metavar="KEY", help="One edge for each quad class or type.")] = "quad",
    around: Annotated[str | None, typer.Option("--around", metavar="ACTOR", help="Only what is near this actor.")] = None,
    steps: Annotated[int, typer.Option("--steps", min=1, help="How many steps count as near.")] = 1,
    exposed_to: Annotated[
        list[str] | None,
        typer.Option(
            "--exposed-to",
            metavar="WHOM",
            help="Who is within --steps of an actor, or of whom a TYPE is done to (SANCTION); may come again.",
        ),
    ] = None,
    measures: Annotated[
        bool, typer.Option("--measures", help="Centrality and communities of nodes, balance of triads.")
    ] = False,
    compare_since: Annotated[
        str | None, typer.Option("--compare-since", metavar="DAY", help="The other period to compare with begins.")
    ] = None,
    compare_until: Annotated[
        str | None, typer.Option("--compare-until", metavar="DAY", help="The other period to compare with ends.")
    ] = None,
    dynamic: Annotated[bool, typer.Option("--dynamic", help="GEXF with the months in which each edge held.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="What to write: .gexf .graphml .csv .json .svg .png .html."),
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option("--explain", metavar="A B", help="The events behind the edges between two nodes."),
    ] = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
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
) -> None:
    """Tell who acts on whom: signed edges between states and other actors, measures, change, pictures, graph files."""
    from .network_answers import Wanted, answer

    store = opened(archive, storage_option, at)
    asked = _asked(
        actor=actor, recipient=recipient, dyad=dyad, type_=type_, quad=quad, status=status, since=since, until=until,
        place=place, text=text,
    )  # fmt: skip
    wanted = Wanted(
        ties=ties, around=_code(around), steps=steps, exposed_to=tuple(exposed_to or ()), measures=measures,
        compare=_period(compare_since, compare_until, asked), dynamic=dynamic, out=out,
        explain=explain and (_code(explain[0]) or "", _code(explain[1]) or ""),
    )  # fmt: skip
    if ties and (rest := _beside_days(asked)):
        raise UsageError(f"--ties takes --since and --until alone, not {rest}")
    for line in answer(store, _question(asked, unit, level, by, wanted), wanted):
        typer.echo(line)
