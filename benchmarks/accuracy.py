"""Measures the coder against its bars and its floors, and prints the figures as a Markdown table.

    python benchmarks/accuracy.py [TASK...] [--data DIR] [--json FILE] [--floors | --raise-floors | --lower-floors]

Tasks are reports, relations, times, sources, pages and dates (all of them by default); DIR is the folder with the data
(default: ``shared/data`` beside the project). The measures are those of ``dragoman evaluate``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

sys.path.append(str(Path(__file__).parent / "measuring"))
sys.path.append(str(Path(__file__).parents[1] / "training"))

from dragoman.cli.relating import pair_of
from dragoman.evaluation import Figure as Measured
from dragoman.evaluation import evaluate
from dragoman.pipeline import Coder
from dragoman.reading import read
from dragoman.records import Record, Report
from figures import Figure, Figures
from floors import FloorsError, add_options, settle_floors
from tables import bars_table, read_bars

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
BARS = Path(__file__).parent / "accuracy-bars.toml"
FLOORS = Path(__file__).parent / "accuracy-floors.toml"
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


def main() -> int:
    """Measure, print, write, compare."""
    options = _options()
    paths = data_files(options.tasks, options.data)
    if missing := [str(path) for path in paths if not path.exists()]:
        print(f"not here: {', '.join(missing)}; give the folder with --data", file=sys.stderr)
        return 2
    found = measure(options.tasks, options.data)
    print(bars_table([bar for bar in read_bars(BARS) if bar.set in found], found))
    if options.json:
        plain = {name: {key: f._asdict() for key, f in measures.items()} for name, measures in found.items()}
        options.json.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf8")
    try:
        return settle_floors(options.floors, found, paths, FLOORS)
    except FloorsError as error:
        print(error, file=sys.stderr)
        return 1


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


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help="what is measured")
    parser.add_argument("--data", type=Path, default=SHARED, help="folder with the data")
    parser.add_argument("--json", type=Path, help="write the figures into this file too")
    add_options(parser)
    options = parser.parse_args()
    if unknown := sorted(set(options.tasks) - TASKS.keys()):
        parser.error(f"no task {unknown[0]!r}; the tasks are {', '.join(TASKS)}")
    options.tasks = options.tasks or list(TASKS)
    return options


if __name__ == "__main__":
    sys.exit(main())
