"""The options that ask for events, the same for every command that takes a filter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any

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
PublisherOption = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Who published the report; may come again.")
]
StoryOption = Annotated[
    list[str] | None,
    typer.Option("--story", metavar="STORY", help="The story of the report, by its id; may come again."),
]
ConfidenceOption = Annotated[
    str | None,
    typer.Option(
        "--confidence", metavar="A-B", help="At least A and below B, from 0 to 1: 0.5-0.8; B of 1 is included."
    ),
]


class Asked:
    """What the options ask for, as they were given: by name, None for one that was not."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = dict(given)

    def __getitem__(self, name: str) -> Any:
        return self._given.get(name)

    def filter_of_known(self, **instead: Any) -> Filter:
        """The filter of an analysis: an actor nobody knows makes it unanswerable, not the call wrong.

        Raises AnalysisError, with the nearest names, for such an actor, and what ``filter`` raises.
        """
        from dragoman.analysis.naming import asked_actor

        dyad = (self["dyad"] or "").split("-")
        for each in (
            *(self["actor"] or ()),
            *(self["recipient"] or ()),
            *(dyad if len(dyad) == 2 and all(dyad) else ()),
        ):
            asked_actor(each)
        return self.filter(**instead)

    def filter(self, **instead: Any) -> Filter:
        """The filter, other values in place of some. Raises UsageError where a code, type or day does not exist."""
        from dragoman.archive import filter_of

        return filter_of(**{name: value for name, value in (self._given | instead).items() if value is not None})


_OPTIONS: dict[str, Any] = {
    "actor": ActorOption, "recipient": RecipientOption, "dyad": DyadOption, "type": TypeOption, "quad": QuadOption,
    "status": StatusOption, "since": SinceOption, "until": UntilOption, "place": PlaceOption, "text": TextOption,
    "publisher": PublisherOption, "story": StoryOption, "confidence": ConfidenceOption,
}  # fmt: skip


def takes_filter(*, without: Sequence[str] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options that ask for events, in place of its parameter ``asked``, which gets their values.

    Typer reads options from a command's signature; so they stand here once and not in every command.
    """
    names = [name for name in _OPTIONS if name not in without]

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def wrapper(**given: Any) -> None:
            asked = Asked({name: given.pop(f"{name}_") for name in names})
            command(**given, asked=asked)

        own = signature(command, eval_str=True)
        options = [
            Parameter(f"{name}_", Parameter.KEYWORD_ONLY, default=None, annotation=_OPTIONS[name]) for name in names
        ]
        kept = [each for name, each in own.parameters.items() if name != "asked"]
        ordered = sorted([*kept, *options], key=lambda each: each.kind)
        wrapper.__signature__ = own.replace(parameters=ordered)  # type: ignore[attr-defined]
        wrapper.__annotations__ = {each.name: each.annotation for each in ordered}
        return wrapper

    return decorate
