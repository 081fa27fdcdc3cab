"""The options that ask for events, the same for every command that takes a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.archive import Filter

ActorOption = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="ACTOR", help='Who acts: BLR, MIL, BLR/MIL or a name, "Belarus"; may come again.'),
]
RecipientOption = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="ACTOR", help="Towards whom; may come again.")
]
DyadOption = Annotated[
    str | None, typer.Option("--dyad", metavar="A-B", help="Between two actors, either of which may act: BLR-CHN.")
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE", help="Event type or TYPE/mode: ASSAULT, ASSAULT/drone; may come again."),
]
QuadOption = Annotated[
    list[int] | None,
    typer.Option(
        "--quad",
        metavar="N",
        help="1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; may come again.",
    ),
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STATUS", help="reported, future, hypothetical, negated; may come again."),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Events whose date reaches to this day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Events whose date begins on this day or before.")
]
PlaceOption = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="PLACE", help="Where: a place, or a state by name or code; may come again."),
]
TextOption = Annotated[
    str | None,
    typer.Option("--text", metavar="WORDS", help="Words in the sentences, parties or place of the event."),
]


def asked_for(
    *,
    actor: list[str] | None,
    recipient: list[str] | None,
    dyad: str | None,
    type_: list[str] | None,
    quad: list[int] | None,
    status: list[str] | None,
    since: str | None,
    until: str | None,
    place: list[str] | None,
    text: str | None,
) -> Filter:
    """The filter of the options. Raises UsageError where a code, type, status or day does not exist."""
    from dragoman.archive import filter_of

    return filter_of(
        actor=actor or (), recipient=recipient or (), dyad=dyad or (), type=type_ or (), quad=quad or (),
        status=status or (), since=since, until=until, place=place or (), text=text,
    )  # fmt: skip
