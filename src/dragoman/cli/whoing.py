"""What the world tables say of a name, for ``dragoman who``."""

from __future__ import annotations

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from dragoman.actors import similar, who
from dragoman.errors import InputError
from dragoman.records import Known

from .notes import note


def print_known(name: str, on: str | None, *, as_json: bool) -> None:
    """Print every entry of a name.

    Raises InputError where the tables do not know it, UsageError where ``on`` is no day.
    """
    found = who(name, on)
    if not found:
        near = similar(name)
        raise InputError(f"{name!r} is not in the world tables" + (f"; similar: {', '.join(near)}" if near else ""))
    shown = [known for known in found if known.then] or found
    if not shown[0].then:
        note(f"nothing is known of {name!r} on {on}; on other days:")
    for known in shown:
        if as_json:
            typer.echo(msgspec.json.encode(known).decode())
        else:
            Console().print(_line(known), soft_wrap=True)


def _line(known: Known) -> Text:
    code = "/".join(filter(None, (known.country, known.sector)))
    text = Text(known.name, style="bold").append(f" [{code}]", style="cyan")
    state = known.state if known.state != known.name else None
    if known.office:
        owners = ", ".join(filter(None, (known.body, state))) or known.country
        text.append(f" {known.office} of {owners}")
    else:
        text.append(f" {known.kind}" + (f", {state}" if state else ""))
    if known.start or known.end:
        text.append(f", {known.start or '…'} to {known.end or 'today, as far as known'}")
    return text.append(f" ({known.source})", style="dim")
