"""What commands say beside their output, on standard error."""

from __future__ import annotations

import typer


def note(words: str) -> None:
    """Print a line on standard error, with the name of the program before it."""
    typer.echo(f"dragoman: {words}", err=True)
