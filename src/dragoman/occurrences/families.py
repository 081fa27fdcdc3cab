"""Which types, modes and sectors can belong to one happening, and which words tell nothing: ``data/families.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.errors import DataError
from dragoman.records import Event

SHIPPED = Path(__file__).parent / "data" / "families.toml"
_KEYS = ("types", "modes", "sectors", "groups", "words")


@dataclass(frozen=True, slots=True)
class Families:
    """``modes`` gives for a type and mode the number of its list, ``sectors`` for a sector the name of its class.

    ``days`` are the names of days and months, ``common`` words that every second sentence has.
    """

    couples: frozenset[frozenset[str]]
    modes: dict[tuple[str, str], int]
    sectors: dict[str, str]
    groups: frozenset[str]
    days: frozenset[str]
    common: frozenset[str]

    def family(self, type_: str) -> str:
        """The name under which events of a type are looked up: the first type of its couple, or the type."""
        return min((min(couple) for couple in self.couples if type_ in couple), default=type_)

    def apart(self, a: Event, b: Event) -> bool:
        """Whether the types and modes of two events say that they tell two happenings."""
        if a.type != b.type:
            about = {event.about.type if event.about else None for event in (a, b)}
            return frozenset((a.type, b.type)) not in self.couples or len(about) > 1
        lists = {self.modes.get((event.type, event.mode)) if event.mode else None for event in (a, b)} - {None}
        return len(lists) > 1

    def side(self, sector: str | None) -> str | None:
        """The class of a sector: ``state``, ``armed`` or ``people``; None where it goes with all."""
        return self.sectors.get(sector or "")


@lru_cache(maxsize=1)
def load_families(path: Path = SHIPPED) -> Families:
    """The families of a file. Raises DataError where a key is missing or not of the shape it should have."""
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf8"))
        return Families(
            couples=frozenset(frozenset(couple) for couple in data["types"]["same_about"]),
            modes={(t, m): n for t, lists in data["modes"].items() for n, modes in enumerate(lists) for m in modes},
            sectors={sector: name for name, sectors in data["sectors"].items() for sector in sectors},
            groups=frozenset(data["groups"]["codes"]),
            days=frozenset(data["words"]["days"]),
            common=frozenset(data["words"]["common"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DataError(
            f"{path}: {error}; it needs the tables {', '.join(_KEYS)} as the shipped file has them"
        ) from error
