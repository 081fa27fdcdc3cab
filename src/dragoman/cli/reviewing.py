"""``dragoman review agreement`` and ``gold``: what people decided in the workbench, as figures and as gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .archiving import JsonOption, StorageOption, opened

if TYPE_CHECKING:
    from dragoman.reviewing import Agreed, Agreement

review_app = typer.Typer(
    help="What people decided about events: how far they agree, and their work as gold.", no_args_is_help=True
)
ArchiveOption = Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive that was reviewed.")]


@review_app.command("agreement")
def agreement_command(
    archive: ArchiveOption, as_json: JsonOption = False, storage_option: StorageOption = None
) -> None:
    """Measure how far people agree who decided about the same events: Krippendorff's alpha for each field."""
    import msgspec

    from dragoman.reviewing import agreement, decided

    found = agreement(decided(opened(archive, storage_option).connection()))
    if as_json:
        typer.echo(msgspec.json.encode(found))
        return
    _print(found)


@review_app.command("gold")
def gold_command(
    archive: ArchiveOption,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The .jsonl file to write; - is standard output.")],
    who: Annotated[
        str | None, typer.Option("--who", metavar="NAME", help="As one person decided; all together without it.")
    ] = None,
    storage_option: StorageOption = None,
) -> None:
    """Write the reports that were reviewed completely as gold for `dragoman evaluate reports`."""
    import msgspec

    from dragoman.errors import InputError
    from dragoman.reviewing import decided, gold

    con = opened(archive, storage_option).connection()
    lines = gold(con, decided(con), who)
    body = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
    if str(out) == "-":
        sys.stdout.buffer.write(body)
    else:
        try:
            out.write_bytes(body)
        except OSError as error:
            raise InputError(f"{out}: cannot be written: {error.strerror}; give another --out") from error
    typer.echo(f"dragoman: {len(lines):,} reports are gold; those that nobody calls complete are left out", err=True)


def _print(found: Agreement) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    if not found.events:
        typer.echo("no two people have decided about the same event")
        return
    typer.echo(f"{found.events:,} events that two or more decided about: {', '.join(found.people)}")
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in ("field", "measure"):
        table.add_column(name)
    for name in ("alpha", "95 % interval", "events", "pairs", "the same"):
        table.add_column(name, justify="right")
    for each in found.fields:
        table.add_row(
            each.field, each.measure, _number(each.alpha, 3), _interval(each), f"{each.events:,}", f"{each.pairs:,}",
            f"{each.same:,}",
        )  # fmt: skip
    Console().print(table)


def _interval(each: Agreed) -> str:
    return "–" if each.low is None else f"{_number(each.low, 2)} to {_number(each.high, 2)}"


def _number(value: float | None, digits: int) -> str:
    return "not defined" if value is None else f"{value:.{digits}f}"
