"""The files of a codebook as they are read: TOML and tables only, bounded, inside their folder, each key of its kind.

A codebook may come from somebody else. Nothing in it is code: no key names a module, a function or a file, and its
patterns are no regular expressions but lists of words (see ``patterns``).
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, TypedDict

import msgspec

LARGEST = 5_000_000  # bytes of a file; the largest shipped one has a fifth of that


class _Neighbour(TypedDict, total=False):
    type: str
    tell: str


class _Mode(TypedDict, total=False):
    name: str
    definition: str
    cameo: str


class _Rule(TypedDict, total=False):
    id: str
    mode: str
    cameo: str
    patterns: list[str]
    actor: list[str]
    recipient: list[str]
    place: list[str]
    about: list[str]
    about_type: str
    about_mode: str
    collective: list[str]
    reciprocal: bool
    carried: bool
    status: str
    contexts: list[str]
    note: str


class _Types(TypedDict, total=False):
    type: str
    definition: str
    roles: str
    cameo: str
    drop: list[str]
    neighbour: list[_Neighbour]
    mode: list[_Mode]
    rule: list[_Rule]
    classes: dict[str, list[str]]


class _TieRule(TypedDict, total=False):
    id: str
    relation: str
    patterns: list[str]
    a: list[str]
    b: list[str]
    kinds: dict[str, str]
    eventive: bool
    act: str


class _Kinds(TypedDict, total=False):
    relations: list[str]
    words: dict[str, Any]  # each is looked at by the loader


class _Ties(TypedDict, total=False):
    kinds: _Kinds
    classes: dict[str, list[str]]
    rule: list[_TieRule]


class _Example(TypedDict, total=False):
    text: str
    rule: str
    mode: str
    actors: list[str]
    recipients: list[str]
    status: str
    about: str
    reciprocal: bool
    headline: bool
    why: str
    neighbour: str


class _Examples(TypedDict, total=False):
    positive: list[_Example]
    negative: list[_Example]


_KINDS: dict[str, Any] = {"types": _Types, "examples": _Examples}
_NAMED: dict[str, Any] = {"ties.toml": _Ties, "codebook.toml": dict[str, bool]}


def read_text(path: Path, layer: Path) -> str:
    """The text of a file of the codebook in the folder ``layer``. Raises ValueError where it may not be read."""
    return read_bytes(path, layer).decode("utf8")


def read_bytes(path: Path, layer: Path) -> bytes:
    """The bytes of a file, which must lie in the folder, links followed. Raises ValueError where it may not be read."""
    if not path.resolve().is_relative_to(layer.resolve()):
        raise ValueError("a link that leads out of the codebook; put the file itself there")
    if not path.is_file():
        raise ValueError("no file; give a file")
    if path.stat().st_size > LARGEST:
        raise ValueError(f"larger than {LARGEST:,} bytes; no file of a codebook is")
    return path.read_bytes()


def read_lines(path: Path, layer: Path, faults: list[str]) -> list[str]:
    """The lines of a file in the folder ``layer``; none, with a fault noted, where it may not be read."""
    try:
        return read_text(path, layer).splitlines()
    except ValueError as error:
        faults.append(f"{path.relative_to(layer).as_posix()}: {error}")
        return []


def read_toml(path: Path, layer: Path) -> dict[str, Any]:
    """A TOML file as a table whose keys have values of their kinds; unknown keys are left to the loader.

    Raises ValueError saying what is wrong, with the place where a value is of the wrong kind.
    """
    try:
        table = tomllib.loads(read_text(path, layer))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"not valid TOML: {error}") from None
    wanted = _NAMED.get(path.name) or _KINDS.get(path.parent.name)
    if wanted is not None:
        try:
            msgspec.convert(table, wanted)
        except msgspec.ValidationError as error:
            raise ValueError(f"{error}") from None
    return table
