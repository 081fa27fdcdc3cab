"""Measures the language model against its bars and its floors, and prints the figures as Markdown tables.

    python benchmarks/language.py [--treebanks DIR] [--names DIR] [--model PATH_OR_NAME] [--json FILE]
                                  [--floors | --raise-floors | --lower-floors]

DIR are the folders with the treebanks and the name corpora (default: those of ``shared`` beside the project). With
``--floors`` the exit status is 1 where a figure is below its floor. ``--raise-floors`` writes higher floors and never
a lower one; ``--lower-floors`` writes floors under the figures of today, whatever they are, and pins the data anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).parent / "measuring"))
sys.path.append(str(Path(__file__).parents[1] / "training"))  # what is measured is counted as in training

from cases import files
from dragoman.language import load
from dragoman.language.load import model_name
from evaluate import news_texts
from figures import Figures, form_figures, shared_figures, shared_files
from floors import FLOORS, FloorsError, add_options, settle_floors
from running import Running, machine, measure_running
from tables import bars_table, forms_table, read_bars, sets_table

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


class Measured(NamedTuple):
    """All that was measured of one model."""

    model: str
    machine: str
    figures: Figures
    running: Running


def main() -> int:
    """Measure, print, write, compare."""
    options = _options()
    paths = data_files(options.treebanks, options.names)
    if missing := [str(path) for path in paths if not path.exists()]:
        print(f"not here: {', '.join(missing)}; give the folders with --treebanks and --names", file=sys.stderr)
        return 2
    found = measure(options.model, options.treebanks, options.names)
    print(report(found))
    if options.json:
        options.json.write_text(json.dumps(as_json(found), indent=1) + "\n", encoding="utf8")
    try:
        return settle_floors(options.floors, found.figures, paths, FLOORS)
    except FloorsError as error:
        print(error, file=sys.stderr)
        return 1


def data_files(treebanks: Path, names: Path) -> list[Path]:
    """Every file that accuracy is measured on."""
    return [*shared_files(treebanks, names), *files()]


def measure(model: str, treebanks: Path, names: Path) -> Measured:
    """Measure a model, the shipped one where its name is empty."""
    nlp = load(model or None)
    running = measure_running(model, news_texts(nlp, treebanks))
    figures = shared_figures(nlp, treebanks, names) | form_figures(nlp)
    return Measured(model_name(nlp), machine(), figures, running)


def report(found: Measured) -> str:
    """The tables."""
    tables = (
        bars_table(read_bars(), found.figures, found.running),
        sets_table(found.figures),
        forms_table(found.figures),
    )
    return "\n\n".join((f"{found.model}, on {found.machine}", *tables))


def as_json(found: Measured) -> dict[str, object]:
    """What was measured as plain values, figures by set and measure."""
    sets = {name: {key: f._asdict() for key, f in measures.items()} for name, measures in found.figures.items()}
    return {"model": found.model, "machine": found.machine, "figures": sets, "running": found.running._asdict()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", type=Path, default=SHARED / "treebanks", help="folder with en_*.conllu.gz")
    parser.add_argument("--names", type=Path, default=SHARED / "names", help="folder with the name corpora")
    parser.add_argument("--model", default="", help="folder or package; the shipped model if not given")
    parser.add_argument("--json", type=Path, help="write the figures into this file too")
    add_options(parser)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
