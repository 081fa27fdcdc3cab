"""Reads actor and agent dictionaries of the TABARI family (TABARI, PETRARCH, Phoenix) as extra actors.

An actor file has a name with underscores for blanks, further names behind ``+``, and codes in brackets, each with the
days between which it holds; an agent file has a noun and ``[~SECTOR]``. The format is that of the PETRARCH manual
(Schrodt, Beieler and Idris 2014); two-figure years before 30 are of this century, as PETRARCH reads them.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dragoman.errors import DataError, InputError

from .entries import BODIES, SECTORS, Agent, Group

LARGEST = 20_000_000  # bytes, unpacked; the dictionaries of PETRARCH and ICEWS have up to a third of that
_CODE = re.compile(r"\[([^\[\]]*)\]")
_TERM = re.compile(r"^(~?[A-Z]*)\s*(?:([<>])\s*(\d+)|(\d+)\s*-\s*(\d+))?$")
_CENTURY = 30
# What CAMEO calls otherwise than PLOVER, or more finely.
_SECTORS = {
    "HLH": "MED", "MED": "JRN", "SET": "CVL", "ENV": "CVL", "HRI": "CVL", "DEV": "CVL", "NGM": "CVL", "MNC": "BUS",
    "INS": "REB", "SEP": "REB", "RAD": "UAF", "MOD": "OPP", "BUD": "REL", "MOS": "REL", "CHR": "REL", "HIN": "REL",
    "JEW": "REL", "CTH": "REL", "SIK": "REL",
}  # fmt: skip
_BODIES = {**{body: body for body in BODIES}, "EEC": "EUR", "NGM": "NGO"}


@dataclass(frozen=True)
class Dictionary:
    """What a dictionary file holds, as entries of the world tables; ``skipped`` tells lines that could not be used."""

    groups: tuple[Group, ...] = ()
    agents: tuple[Agent, ...] = ()
    skipped: tuple[str, ...] = ()


@dataclass
class _Actor:
    """One actor as read so far: its names, and what of its codes."""

    names: list[str]
    codes: list[tuple[int, str]] = field(default_factory=list)


def read_dictionary(path: Path, countries: frozenset[str]) -> Dictionary:
    """Read an actor or agent file, also gzipped; ``countries`` are the codes of states that there are.

    Raises InputError where it cannot be read as text, DataError where nothing in it is an actor or agent.
    """
    groups: list[Group] = []
    agents: list[Agent] = []
    skipped: list[str] = []
    for actor in _actors(_lines(path)):
        for line, code in actor.codes:
            try:
                if code.startswith("~"):
                    agents += _agents(actor.names, code)
                else:
                    groups.append(_group(actor.names, code, countries))
            except ValueError as error:
                skipped.append(f"{path}:{line}: {error}")
    if not groups and not agents:
        raise DataError(f"{path} is no TABARI, PETRARCH or Phoenix dictionary: no line in it is an actor with [CODE]")
    return Dictionary(tuple(groups), tuple(agents), tuple(skipped))


def _lines(path: Path) -> list[str]:
    try:
        if path.exists() and not (path.is_file() or path.is_fifo()):
            raise InputError(f"{path} is neither a file nor a pipe; give a dictionary")
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    if len(data) > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST:,} bytes unpacked; no dictionary is: split it")
    return data.decode("utf8", "replace").splitlines()


def _actors(lines: Iterable[str]) -> Iterator[_Actor]:
    current: _Actor | None = None
    for number, raw in enumerate(lines, start=1):
        line = re.split(r"[;#]", raw, maxsplit=1)[0].rstrip()
        if not line.strip() or line.lstrip().startswith("<!"):
            continue
        name = _CODE.split(re.sub(r"\{[^{}]*\}", "", line), maxsplit=1)[0]
        if raw[:1].isspace() or raw.startswith("["):
            name = ""
        elif raw.startswith("+"):
            if current:
                current.names.append(_name(name[1:]))
        else:
            if current:
                yield current
            current = _Actor([_name(name)])
        if current:
            current.codes += [(number, code.strip()) for code in _CODE.findall(line) if code.strip()]
    if current:
        yield current


def _name(text: str) -> str:
    """A name as news writes it: blanks for underscores, and capitals only at the start of words, save for acronyms."""
    parts = [part for part in text.replace("_", " ").split() if part]
    if len(parts) == 1 and len(parts[0]) <= 5:
        return parts[0]
    small = {"OF", "THE", "AND", "FOR", "IN", "DE", "ON"}
    return " ".join(part.lower() if i and part in small else _capitalised(part) for i, part in enumerate(parts))


def _capitalised(part: str) -> str:
    return "-".join(piece[:1] + piece[1:].lower() for piece in part.split("-"))


def _group(names: list[str], code: str, countries: frozenset[str]) -> Group:
    match = _TERM.match(code)
    names = [name for name in names if any(map(str.isalpha, name))]
    if match is None or not match[1] or not names:
        raise ValueError(f"[{code}] is no code with an optional range of days")
    country, sector = _country_and_sector(match[1], countries)
    start, end = match[4], match[5]
    if match[2]:
        start, end = (match[3], None) if match[2] == ">" else (None, match[3])
    return Group(
        country=country,
        sector=sector,
        name=names[0],
        aliases=tuple(dict.fromkeys(names[1:])),
        start=_day(start),
        end=_day(end),
        note=None,
    )


def _country_and_sector(code: str, countries: frozenset[str]) -> tuple[str, str]:
    """ "AFGREBTAL" is AFG, REB; of "IGOUNOHLH" the narrower body counts; a region that is no state gives IMG."""
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    bodies = [_BODIES[part] for part in parts[:2] if part in _BODIES]
    country = bodies[-1] if bodies else parts[0] if parts[0] in countries else "IMG" if len(parts) > 1 else ""
    sectors = [_SECTORS.get(part, part) for part in parts[len(bodies) or 1 :]]
    if not country:
        raise ValueError(f"[{code}] names neither a state nor a kind of body")
    known = next((sector for sector in sectors if sector in SECTORS), None)
    return country, known or ("CVL" if country in BODIES - {"IMG", "MNC"} else "BUS" if country == "MNC" else "GOV")


def _day(digits: str | None) -> str | None:
    """Six or eight figures as an ISO day; a day that no month has is taken as the month's last."""
    if not digits:
        return None
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) < _CENTURY else "19") + digits
    if len(digits) != 8 or not 1 <= int(digits[4:6]) <= 12:
        raise ValueError(f"{digits} is no day of the form YYMMDD or YYYYMMDD")
    year, month, day = int(digits[:4]), int(digits[4:6]), max(int(digits[6:]), 1)
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
    return date(year, month, min(day, last)).isoformat()


def _agents(names: list[str], code: str) -> Iterator[Agent]:
    part = code[1:4]
    sector = _SECTORS.get(part, part)
    if sector not in SECTORS:
        raise ValueError(f"[{code}] is no sector of PLOVER or CAMEO")
    for name in names:
        if noun := name.lower():
            yield Agent(noun=noun, sector=sector, kind="person")
