"""``dragoman relate``: sentences with a source and a target in, the type of event between the two out."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.codebook import unmark
from dragoman.coding import Marked
from dragoman.errors import InputError
from dragoman.pipeline import Coder
from dragoman.records import Span

from .notes import note


def relate_files(
    paths: Sequence[Path],
    *,
    rules_only: bool,
    language_model: str | None,
    codebook: Path | None,
    actors: Sequence[Path],
) -> int:
    """Write a line for each sentence to standard output; how many lines could not be used, told on standard error.

    A line has ``marked``, or ``text`` with ``source`` and ``target``; an ``id`` is given back. Raises InputError where
    a file cannot be read.
    """
    coder = Coder(language_model=language_model, codebook=codebook, actors=actors, rules_only=rules_only)
    bad: list[str] = []
    for found in coder.relate(_pairs(paths, bad)):
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
        sys.stdout.buffer.flush()
    return len(bad)


def _pairs(paths: Sequence[Path], bad: list[str]) -> Iterator[tuple[str | None, Marked]]:
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if not line.strip():
                continue
            try:
                yield pair_of(line)
            except ValueError as error:
                bad.append(f"{path}:{number}: {error}")
                note(f"{bad[-1]}")


def _lines(path: Path) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8 text: {error}") from error


def pair_of(line: str) -> tuple[str | None, Marked]:
    """A line as a marked sentence. Raises ValueError saying what is wrong with it."""
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error}") from None
    if not isinstance(row, dict):
        raise ValueError('not an object: give {"id", "marked"} or {"id", "text", "source", "target"}')
    strings = {key: row[key] for key in ("marked", "text", "source", "target") if isinstance(row.get(key), str)}
    if "marked" in strings:
        text, source, target = unmark(strings["marked"])
    elif {"text", "source", "target"} <= strings.keys():
        text, source, target = strings["text"], None, None
    else:
        raise ValueError('lacks "marked" (with <s>…</s> and <t>…</t>), or "text", "source" and "target"')
    source = source or _place(strings.get("source"), text)
    target = target or _place(strings.get("target"), text)
    if not text.strip() or (source is None and target is None):
        raise ValueError("neither source nor target stands in the text")
    id_ = row.get("id")
    return None if id_ is None else str(id_), Marked(text, source, target)


def _place(words: str | None, text: str) -> Span | None:
    at = text.find(words) if words else -1
    return None if at < 0 or not words else (at, at + len(words))
