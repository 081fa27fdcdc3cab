"""The gazetteer: cities, regions, waters and sites by name, read when first asked for.

The data are GeoNames' (CC BY 4.0) and this project's own list of regions and sites; ``training/build_places.py`` makes
the file. States are not in it: they come from ``world/``.
"""

from __future__ import annotations

import gzip
import math
import zlib
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from dragoman.errors import DataError

Kind = Literal["state", "admin", "area", "water", "site", "city"]

SHIPPED = Path(__file__).parent.parent / "world" / "data" / "places.tsv.gz"
DOUBTFUL = Path(__file__).parent / "doubtful.txt"
COLUMNS = ("name", "keys", "iso3", "lat", "lon", "population", "kind")
_KINDS = frozenset({"admin", "area", "water", "site", "city"})


class Known(NamedTuple):
    """A place as the gazetteer has it; ``country`` is None for the high seas and for what several states claim."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    population: int
    kind: Kind


class Gazetteer:
    """Places by folded name ("kyiv", "deir ez zor"). A line is taken apart only when its place is asked for."""

    def __init__(self, lines: list[str], path: Path) -> None:
        self._lines, self._path = lines, path
        self._found: dict[str, list[int]] = {}
        self._longest: dict[str, int] = {}
        for number, line in enumerate(lines):
            for key in self._keys(line, number):
                self._found.setdefault(key, []).append(number)
                first, _, rest = key.partition(" ")
                size = rest.count(" ") + 2 if rest else 1
                if size > self._longest.get(first, 0):
                    self._longest[first] = size

    def __len__(self) -> int:
        return len(self._lines)

    def find(self, key: str) -> tuple[Known, ...]:
        """Every place of this folded name."""
        return tuple(self._place(number) for number in self._found.get(key, ()))

    def longest(self, word: str) -> int:
        """The number of words in the longest name that begins with this word; 0 when none does."""
        return self._longest.get(word, 0)

    def _keys(self, line: str, number: int) -> list[str]:
        try:
            return line.split("\t", 2)[1].split("|")
        except IndexError:
            raise self._fault(number, "keys", "is missing") from None

    def _place(self, number: int) -> Known:
        cells = self._lines[number].split("\t")
        if len(cells) != len(COLUMNS) or cells[6] not in _KINDS:
            raise self._fault(number, "kind", f"the line has not {len(COLUMNS)} cells, or a kind that is not known")
        try:
            lat, lon, population = float(cells[3]), float(cells[4]), int(cells[5])
        except ValueError as error:
            raise self._fault(number, "lat, lon, population", str(error)) from None
        return Known(cells[0], cells[2] or None, lat, lon, population, cells[6])  # type: ignore[arg-type]

    def _fault(self, number: int, column: str, message: str) -> DataError:
        return DataError(f"{self._path}, line {number + 2}, column {column}: {message}")


@lru_cache(maxsize=2)
def load_gazetteer(path: Path = SHIPPED) -> Gazetteer:
    """Read a gazetteer. Raises DataError naming the file when it is missing, damaged or has other columns."""
    try:
        with gzip.open(path, "rt", encoding="utf8", newline="\n") as file:
            head, *lines = file.read().rstrip("\n").split("\n")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise DataError(f"{path}: the gazetteer cannot be read ({error}); rebuild it or reinstall dragoman") from error
    if tuple(head.split("\t")) != COLUMNS:
        raise DataError(f"{path}, line 1: the columns must be {', '.join(COLUMNS)} (separated by tabs)")
    return Gazetteer(lines, path)


@lru_cache(maxsize=1)
def doubtful_keys() -> frozenset[str]:
    """Folded names of places that are more often a word or a person ("nice", "reading", "lincoln")."""
    lines = DOUBTFUL.read_text(encoding="utf8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def distance(one: Known, other: Known) -> float:
    """Degrees of latitude between two places, near enough to tell one region from another; infinite where unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    shrink = math.cos(math.radians((one.lat + other.lat) / 2))
    return math.hypot(one.lat - other.lat, (one.lon - other.lon) * shrink)
