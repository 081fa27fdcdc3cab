"""Every accuracy figure of a language pipeline, each with its interval; the files that it is measured on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from cases import files, read_cases, score_cases
from dragoman.evaluation.bootstrap import interval, resampled
from evaluate import NAMES, TREEBANKS, tallies
from scoring import Tally, total

STATES = Path(__file__).parents[2] / "src" / "dragoman" / "world" / "data" / "states.tsv"
FORM = "form, "  # before the name of a robustness set


class Figure(NamedTuple):
    """An F1 or a share, its 95 % interval, and what it was counted on: facts of the reference, units they stand in."""

    value: float
    low: float
    high: float
    facts: int
    units: int


Figures = dict[str, dict[str, Figure]]
"""Set -> measure -> figure."""


def figure(units: Sequence[Tally]) -> Figure:
    """The figure of a set from its tallies; units of which nothing is asserted or given do not count."""
    counted = [tally for tally in units if tally.gold or tally.given]
    gold, given, right = resampled(counted).T
    low, high = interval(2 * right / (gold + given))
    return Figure(total(counted).f1, low, high, total(counted).gold, len(counted))


def shared_figures(nlp: Language, treebanks: Path, names: Path) -> Figures:
    """Figures on the treebanks and the name corpora."""
    return _figures(tallies(nlp, treebanks, names, STATES))


def form_figures(nlp: Language) -> Figures:
    """Figures on the robustness sets, one for each form of news text."""
    return _figures({form_name(path): score_cases(nlp, read_cases(path)) for path in files()})


def form_name(path: Path) -> str:
    """What a robustness set is called among the figures."""
    return FORM + path.stem


def shared_sets() -> set[str]:
    """The names of the sets of ``shared_figures``."""
    return {*TREEBANKS, *NAMES}


def form_sets() -> set[str]:
    """The names of the sets of ``form_figures``."""
    return {form_name(path) for path in files()}


def shared_files(treebanks: Path, names: Path) -> list[Path]:
    """The files behind ``shared_figures``."""
    of_treebanks = {treebanks / file for parts in TREEBANKS.values() for file in parts}
    return sorted(of_treebanks | {names / file for file, _ in NAMES.values()})


def _figures(found: Mapping[str, Mapping[str, Sequence[Tally]]]) -> Figures:
    return {name: {key: figure(units) for key, units in measures.items()} for name, measures in found.items()}
