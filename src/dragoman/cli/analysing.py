"""``dragoman series``: how the dealings of two actors run over time."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .archiving import StorageOption, VersionOption, opened
from .filtering import Asked, takes_filter
from .notes import note

if TYPE_CHECKING:
    import duckdb

    from dragoman.analysis import Series, SeriesQuestion

TABLE_WIDTH = 120  # columns of the table, also where the terminal has fewer: a wrapped row cannot be read


class By(StrEnum):
    """The period of a series."""

    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


class Unit(StrEnum):
    """What a series counts."""

    occurrences = "occurrences"
    events = "events"


class TableFormat(StrEnum):
    """How a series is written."""

    table = "table"
    csv = "csv"
    parquet = "parquet"
    json = "json"


@takes_filter(without=("actor", "recipient", "dyad"))
def series_command(
    actor: Annotated[str, typer.Argument(metavar="ACTOR", help='Who acts: BLR, BLR/MIL, "Belarus", or any.')],
    recipient: Annotated[
        str | None, typer.Argument(metavar="[RECIPIENT]", help="Towards whom; anybody without it.")
    ] = None,
    *,
    archive: Annotated[str, typer.Option("--archive", metavar="DIR", help="The archive to count in.")],
    by: Annotated[By, typer.Option("--by", help="The period: day, week, month, quarter or year.")] = By.month,
    unit: Annotated[
        Unit, typer.Option("--unit", help="Count occurrences (happenings) or events (one for each report).")
    ] = Unit.occurrences,
    undirected: Annotated[bool, typer.Option("--undirected", help="Either of the two may act.")] = False,
    format_: Annotated[
        TableFormat, typer.Option("--format", help="table for the terminal, csv, parquet or json.")
    ] = TableFormat.table,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="The file to write; standard output without it.")
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option("--plot", metavar="PICTURE", help="Draw it: a file .svg, .png or .html, its table beside it."),
    ] = None,
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="PERIOD", help="The events behind the numbers of one period.")
    ] = None,
    at: VersionOption = None,
    storage_option: StorageOption = None,
    asked: Asked,
) -> None:
    """Count what one actor does towards another by day, week, month, quarter or year."""
    from dragoman.analysis import question_of, series_of

    question = question_of(actor, recipient, by=by.value, unit=unit.value, undirected=undirected, asked=asked.filter())
    store = opened(archive, storage_option, at)
    if explain is not None:
        _explain(store.digested(note), question, explain)
        return
    series = series_of(store.digested(note), question)
    if plot:
        from dragoman.analysis.pictures import write_picture

        table = write_picture(series, plot, source=f"archive {store.path}, version {store.version}")
        note(f"drawn into {plot}, its numbers are in {table}")
    if out or not plot:
        _write(series, format_, out)


def _write(series: Series, format_: TableFormat, out: Path | None) -> None:
    """Write a series in a format; its notes are told on standard error where the format has no place for them."""
    from dragoman.analysis import tables
    from dragoman.errors import UsageError

    if format_ is TableFormat.parquet:
        if out is None:
            raise UsageError("Parquet is written into a file: give --out FILE.parquet")
        tables.write_parquet(series, out)
    elif format_ is TableFormat.json:
        _put(tables.to_json(series).decode() + "\n", out)
    elif format_ is TableFormat.csv:
        _put(tables.to_csv(series), out)
    else:
        _print_table(series, out)
    if format_ is not TableFormat.json:
        for words in series.notes:
            note(words)


def _put(text: str, out: Path | None) -> None:
    if out:
        out.write_text(text, encoding="utf8")
    else:
        sys.stdout.write(text)


def _print_table(series: Series, out: Path | None) -> None:
    """A table for readers, with the marks under it."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(title=series.question.title, title_justify="left", box=box.SIMPLE_HEAD)
    heads = (series.question.by, "count", "verb coop", "mat coop", "verb conf", "mat conf", "Goldstein", "intensity",
             "reports", "sources", "negated", "hypothetical", "")  # fmt: skip
    for head in heads:
        table.add_column(head, justify="left" if head in (series.question.by, "") else "right")
    for point in series.points:
        table.add_row(
            point.period.name, str(point.count), *map(str, point.quads), _decimal(point.goldstein_mean),
            _decimal(point.intensity_mean), str(point.reports), str(point.sources), _share(point.negated),
            _share(point.hypothetical), " ".join(mark.kind for mark in point.marks),
        )  # fmt: skip
    with out.open("w", encoding="utf8") if out else nullcontext(sys.stdout) as file:
        console = Console(file=file, width=TABLE_WIDTH, highlight=False)
        console.print(table)
        for point in series.points:
            for mark in point.marks:
                console.print(f"{point.period.name}  {mark.kind}: {mark.reason}", soft_wrap=True)


def _explain(con: duckdb.DuckDBPyConnection, question: SeriesQuestion, name: str) -> None:
    """Print the units of a period, each with its events. Raises AnalysisError where the period has none."""
    from dragoman.analysis import parse_period, trace
    from dragoman.errors import AnalysisError

    traced = trace(con, question, parse_period(name, question.by))
    if not traced:
        raise AnalysisError(f"no {question.words} in {name}; `dragoman series` without --explain tells which have some")
    for unit in traced:
        left_out = "" if unit.counted else ", not counted"
        typer.echo(
            f"{unit.day}  {unit.type}  quad {unit.quad}  Goldstein {unit.goldstein:g}  "
            f"{unit.status}{left_out}  {unit.unit}"
        )
        typer.echo(f"    events {', '.join(unit.events)}")


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"
