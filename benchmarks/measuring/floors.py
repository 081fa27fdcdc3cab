"""Floors under the accuracy figures, pinned to the data that they were measured on.

A floor rises with a better model (``raised``); it falls only where somebody asks for that in so many words
(``measured``, the option ``--lower-floors``). Figures on other data are not compared: the hashes must agree.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from figures import Figure, Figures

FLOORS = Path(__file__).parents[1] / "language-floors.toml"
SLACK = 0.005
FACTS = 2  # of a small set so many may change: another processor rounds otherwise
HEAD = """# Floors under measured figures, and the SHA-256 of the files that they are measured on.
# Written by `python benchmarks/{command}.py --raise-floors`; a floor falls only with `--lower-floors`.
"""


class FloorsError(ValueError):
    """Figures that may not be compared with the floors, or floors that may not be written."""


@dataclass(frozen=True, slots=True)
class Floors:
    """File name -> SHA-256 of the data, and set -> measure -> the least that a figure may be."""

    data: Mapping[str, str]
    sets: Mapping[str, Mapping[str, float]]


def read_floors(path: Path = FLOORS) -> Floors:
    """The floors of a file."""
    tables = tomllib.loads(path.read_text(encoding="utf8"))
    return Floors(tables["data"], tables["floors"])


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write floors into ``COMMAND-floors.toml``, in a fixed order."""
    tables = [_table("data", floors.data)]
    tables += [_table(f"floors.{_key(name)}", floors.sets[name]) for name in sorted(floors.sets)]
    head = HEAD.format(command=path.stem.removesuffix("-floors"))
    path.write_text(head + "".join(tables), encoding="utf8")


def check_data(floors: Floors, paths: Iterable[Path]) -> None:
    """Raises FloorsError where a file is not the one that the floors were measured on."""
    now = hashes(paths)
    if other := sorted(name for name, value in now.items() if floors.data.get(name) != value):
        raise FloorsError(
            f"not the data that the floors were measured on: {', '.join(other)}; the figures cannot be compared. "
            "Give the old files, or measure new floors on these with --lower-floors"
        )


def below(floors: Floors, figures: Figures) -> list[str]:
    """What falls short, a line each: figures of the measured sets under their floors, and floors without a figure."""
    lines = []
    for name in sorted(floors.sets.keys() & figures.keys()):
        for measure, floor in floors.sets[name].items():
            figure = figures[name].get(measure)
            if figure is None:
                lines.append(f"{name}, {measure}: has a floor of {floor:.3f} and was not measured")
            elif figure.value < floor:
                lines.append(f"{name}, {measure}: {figure.value:.4f} is below its floor of {floor:.3f}")
    return lines


def raised(floors: Floors, figures: Figures, paths: Iterable[Path]) -> Floors:
    """Floors that are nowhere lower, and higher where the figures allow it; figures that have none get one.

    Raises FloorsError where a figure is below its floor, or the data are others.
    """
    check_data(floors, paths)
    if short := below(floors, figures):
        raise FloorsError("floors are not lowered without --lower-floors:\n" + "\n".join(short))
    sets: dict[str, dict[str, float]] = {name: dict(measures) for name, measures in floors.sets.items()}
    for name, measures in figures.items():
        of_set = sets.setdefault(name, {})
        for measure, figure in measures.items():
            of_set[measure] = max(of_set.get(measure, 0.0), floor_of(figure))
    return Floors(floors.data, sets)


def measured(figures: Figures, paths: Iterable[Path]) -> Floors:
    """Floors a little under the figures, whatever they were before, pinned to the data of today."""
    sets = {name: {key: floor_of(figure) for key, figure in measures.items()} for name, measures in figures.items()}
    return Floors(hashes(paths), sets)


def floor_of(figure: Figure) -> float:
    """A little under a figure: ``SLACK``, and in a small set room for ``FACTS`` facts; three decimals."""
    return max(0.0, math.floor(1000 * (figure.value - max(SLACK, FACTS / figure.facts))) / 1000)


def settle_floors(wish: str, figures: Figures, paths: Sequence[Path], file: Path) -> int:
    """Compare figures with the floors of a file, or write them, as the options of ``add_options`` say; the exit status.

    Raises FloorsError where the data are others, or a floor would fall without being asked for.
    """
    if wish == "lower":
        write_floors(measured(figures, paths), file)
    elif wish == "raise":
        write_floors(raised(read_floors(file), figures, paths), file)
    elif wish == "compare":
        floors = read_floors(file)
        check_data(floors, paths)
        short = below(floors, figures)
        print("\n".join(["", *(short or [f"no figure is below its floor ({file.name})"])]))
        return 1 if short else 0
    return 0


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of a benchmark that has floors."""
    wish = parser.add_mutually_exclusive_group()
    for name, value, words in (
        ("--floors", "compare", "exit with 1 where a figure is below its floor"),
        ("--raise-floors", "raise", "write floors where they are higher than those there are"),
        ("--lower-floors", "lower", "write floors under these figures, also where that lowers them"),
    ):
        wish.add_argument(name, dest="floors", action="store_const", const=value, help=words)


def hashes(paths: Iterable[Path]) -> dict[str, str]:
    """File name -> SHA-256 of its bytes."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(paths)}


def _table(name: str, values: Mapping[str, str | float]) -> str:
    lines = "".join(f"{_key(key)} = {json.dumps(value)}\n" for key, value in sorted(values.items()))
    return f"\n[{name}]\n{lines}"


def _key(name: str) -> str:
    """A key of TOML, in quotes where it must be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)
