"""``dragoman archive occurrence``, ``join``, ``split`` and ``undo``: one happening, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from .archiving import Folder, JsonOption, StorageOption, VersionOption, opened
from .notes import note

if TYPE_CHECKING:
    from dragoman.archive import Archive
    from dragoman.archive.tables import DecisionKind
    from dragoman.occurrences import Occurrence

WhyOption = Annotated[str | None, typer.Option("--why", help="Why you decide so; kept with the decision.")]
WhoOption = Annotated[str | None, typer.Option("--who", help="Who decides; the user of this machine by default.")]


def occurrence(
    path: Folder,
    wanted: Annotated[str, typer.Argument(metavar="ID", help="An occurrence (o-…), or an event (e-…) of it.")],
    at: VersionOption = None,
    as_json: JsonOption = False,
    storage_option: StorageOption = None,
) -> None:
    """Tell one happening: what most reports say of it, who tells it, and where they disagree."""
    import msgspec

    found = opened(path, storage_option, at).occurrence(wanted)
    if as_json:
        counts = {"n_reports": found.n_reports, "n_independent": found.n_independent}
        typer.echo(msgspec.json.encode(msgspec.to_builtins(found) | counts))
        return
    for line in _lines(found):
        typer.echo(line)


def join(
    path: Folder,
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="Events that tell one happening.")],
    why: WhyOption = None,
    who: WhoOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Decide that events tell one happening; the decision stays, also when the reports are coded again."""
    _decided(opened(path, storage_option), "join", events[0], events[1:], who=who, why=why)


def split(
    path: Folder,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The event that tells another happening.")],
    others: Annotated[
        list[str] | None,
        typer.Argument(metavar="OTHER...", help="Those it is apart from; by default all of its occurrence."),
    ] = None,
    why: WhyOption = None,
    who: WhoOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Decide that an event does not tell the happening that others tell; the decision stays."""
    _decided(opened(path, storage_option), "split", event, others or (), who=who, why=why)


def undo(
    path: Folder,
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="The id of a decision (d-…).")],
    why: WhyOption = None,
    who: WhoOption = None,
    storage_option: StorageOption = None,
) -> None:
    """Take a decision back; both stay in the archive's memory."""
    archive = opened(path, storage_option)
    typer.echo(archive.decide("undo", decision, who=who, why=why))
    archive.group()


def _decided(
    archive: Archive, kind: DecisionKind, event: str, others: Sequence[str], *, who: str | None, why: str | None
) -> None:
    """Decide, place the events accordingly, and tell it, with the earlier decisions that no longer hold."""
    before = archive.overruled()
    made = archive.decide(kind, event, others=others, who=who, why=why)
    archive.group()
    typer.echo(f"{made}: {event} is of {archive.occurrence(event).occurrence}")
    for decision in archive.overruled():
        if decision not in before:
            note(f"decision {decision} said otherwise and no longer holds")


def _lines(found: Occurrence) -> Iterator[str]:
    """The lines that tell an occurrence: what happened, who tells it, and each field they disagree about."""
    code = found.type + (f"/{found.mode}" if found.mode else "")
    sides = f"{'; '.join(p.name for p in found.actors) or '–'} -> {'; '.join(p.name for p in found.recipients) or '–'}"
    status = "" if found.status == "reported" else f" ({found.status})"
    yield f"{found.occurrence} {code}{status} {sides}"
    if found.date and found.date.start:
        days = (found.date.start, found.date.end)
        yield f"  when {days[0] if days[0] == days[1] else f'{days[0]} to {days[1]}'}"
    if found.place:
        yield f"  where {found.place.name}"
    for tally in found.size:
        yield f"  {tally.kind} {tally.usual.text}"
    yield f"  told by {found.n_reports} reports, {found.n_independent} of them independent: {', '.join(found.reports)}"
    yield f"  events {', '.join(found.events)}"
    for each in found.disagreements:
        versions = "; ".join(f"{version.value} ({', '.join(version.reports)})" for version in each.versions)
        yield f"  they disagree about {each.field}: {versions}"
