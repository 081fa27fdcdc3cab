"""The tasks that the coder is measured on: where their data lie, who predicts, and their figures."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.cli.relating import pair_of
from dragoman.evaluation import Figure as Measured
from dragoman.evaluation import evaluate
from dragoman.pipeline import Coder
from dragoman.reading import read
from dragoman.records import Record, Report
from figures import Figure, Figures

BARS = Path(__file__).parents[1] / "accuracy-bars.toml"
FLOORS = Path(__file__).parents[1] / "accuracy-floors.toml"
KINDS = ("f1", "macro_f1", "share")  # the figure of a measure that counts, the first that it has


class Task(NamedTuple):
    """Where a task's gold and input lie under the data folder, and what makes predictions of the input."""

    gold: str
    input: str
    predict: Callable[[Path], Iterator[Record]]


def coded(path: Path) -> Iterator[Record]:
    """Every report of a file, coded with every detail."""
    return iter(Coder().code_many(_reports(path), detail=True))


def related(path: Path) -> Iterator[Record]:
    """Every marked sentence of a file with its type."""
    return Coder().relate(pair_of(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip())


def read_only(path: Path) -> Iterator[Record]:
    """Every page of a folder as it is read."""
    return _reports(path)


TASKS = {
    "reports": Task("reports", "reports/docs.jsonl", coded),
    "relations": Task("relations/plv-dev.jsonl", "relations/plv-dev.jsonl", related),
    "times": Task("times/wikinews-and-gum-dates.jsonl.gz", "times/wikinews-and-gum-dates.jsonl.gz", coded),
    "sources": Task("attribution/political-news-dev.jsonl.gz", "attribution/political-news-dev.jsonl.gz", coded),
    "pages": Task("pages/articles/ground-truth.json", "pages/articles", read_only),
    "dates": Task("pages/dated/dates.json", "pages/dated", read_only),
}


def data_files(tasks: Iterable[str], data: Path) -> list[Path]:
    """Every file of gold that the tasks are measured on."""
    golds = [data / TASKS[name].gold for name in tasks]
    return [file for gold in golds for file in (sorted(gold.glob("*.json")) if gold.is_dir() else [gold])]


def measure(tasks: Iterable[str], data: Path) -> Figures:
    """The figures of the tasks, each measure by its F1 or share."""
    with tempfile.TemporaryDirectory() as folder:
        return {name: _measured(name, data, Path(folder) / f"{name}.jsonl") for name in tasks}


def _measured(name: str, data: Path, written: Path) -> dict[str, Figure]:
    task = TASKS[name]
    with written.open("wb") as out:
        for record in task.predict(data / task.input):
            out.write(msgspec.json.encode(record) + b"\n")
    result = evaluate(name, data / task.gold, written)
    return {
        measure: _figure(next(kinds[kind] for kind in KINDS if kind in kinds), result.units)
        for measure, kinds in result.figures.items()
    }


def _figure(found: Measured, units: int) -> Figure:
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    return Figure(found.value, low, high, max(found.gold, 1), units)


def _reports(path: Path) -> Iterator[Report]:
    return (item for item in read([str(path)]) if isinstance(item, Report))
