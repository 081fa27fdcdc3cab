"""The figures of ``dragoman evaluate`` as a person reads them in the terminal."""

from __future__ import annotations

from pathlib import Path

import msgspec
import typer
from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from dragoman.evaluation import NONE, Evaluation, Figure, evaluate

_NAMES = {"f1": "F1", "macro_f1": "macro-F1"}
_SHORT = 4  # letters of a type at the head of a column; its row has the whole name
_NO_LIMIT = 10_000


def print_evaluation(task: str, gold: Path, pred: Path, *, as_json: bool) -> None:
    """Evaluate predictions and print the figures. Raises as ``dragoman.evaluation.evaluate`` does."""
    result = evaluate(task, gold, pred)
    if as_json:
        typer.echo(msgspec.json.encode(result).decode())
        return
    console = Console()
    console.print(_head(result))
    _print(console, _figures(result))
    if result.types:
        _print(console, _types(result))
        _print(console, _confusion(result))


def _print(console: Console, table: Table) -> None:
    """Print a table as wide as it is: figures that are cut off tell nothing."""
    needed = Measurement.get(console, console.options.update_width(_NO_LIMIT), table).maximum
    console.print()
    Console(width=max(console.width, needed)).print(table)


def _table(title: str) -> Table:
    return Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False
    )


def _head(result: Evaluation) -> Text:
    text = Text(f"{result.task}: {result.units:,} {result.unit}s", style="bold")
    if result.absent:
        text.append(f", {result.absent:,} of them without a prediction: counted as missed", style="yellow")
    return text


def _figures(result: Evaluation) -> Table:
    table = _table("")
    for name in ("measure", "figure", "value", "95 % interval", "count"):
        table.add_column(name, justify="right" if name == "value" else "left")
    for measure, figures in result.figures.items():
        for number, (name, figure) in enumerate(figures.items()):
            words = "" if number else measure.replace("_", " ")
            count = _count(name, figure, result.unit)
            table.add_row(words, _NAMES.get(name, name), f"{figure.value:.4f}", _interval(figure), count)
    return table


def _interval(figure: Figure) -> str:
    return "–" if figure.low is None or figure.high is None else f"{figure.low:.2f} to {figure.high:.2f}"


def _count(name: str, figure: Figure, unit: str) -> str:
    """What a figure was counted on, in words."""
    if figure.right is None:
        return f"{figure.gold:,} {unit}s"
    if name == "precision":
        return f"{figure.right:,} of {figure.given:,} given"
    if name == "f1":
        return ""
    return f"{figure.right:,} of {figure.gold:,}"


def _types(result: Evaluation) -> Table:
    table = _table("Types")
    table.add_column("type")
    for name in ("precision", "recall", "F1", "95 % interval", "right", "gold", "given"):
        table.add_column(name, justify="right")
    for type_, figures in result.types.items():
        f1 = figures["f1"]
        values = (f"{figures[name].value:.4f}" for name in ("precision", "recall", "f1"))
        table.add_row(
            type_, *values, _interval(f1), *(f"{count:,}" for count in (f1.right or 0, f1.gold, f1.given or 0))
        )
    return table


def _confusion(result: Evaluation) -> Table:
    """A gold type a row, a coded type a column."""
    table = _table("Confusion: a gold type a row, a coded type a column")
    table.padding = (0, 0)  # seventeen columns are to fit
    codeds = [type_ for type_ in (*result.types, NONE) if any(type_ in row for row in result.confusion.values())]
    table.add_column("gold")
    for coded in codeds:
        table.add_column(coded[:_SHORT], justify="right")
    for gold, row in result.confusion.items():
        cells = (Text(str(row.get(coded, "·")), style="bold" if gold == coded else "") for coded in codeds)
        table.add_row(gold, *cells)
    return table
