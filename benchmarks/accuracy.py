"""Measures the coder against its bars and its floors, and prints the figures as a Markdown table.

    python benchmarks/accuracy.py [TASK...] [--data DIR] [--json FILE] [--floors | --raise-floors | --lower-floors]

Tasks are reports, relations, times, sources, pages and dates (all of them by default); DIR is the folder with the data
(default: ``shared/data`` beside the project). The measures are those of ``dragoman evaluate``.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "measuring"))
sys.path.append(str(Path(__file__).parents[1] / "training"))

from floors import FloorsError, add_options, settle_floors
from tables import bars_table, read_bars
from tasks import BARS, FLOORS, TASKS, data_files, measure

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


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
