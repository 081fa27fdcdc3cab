"""What follows from the type and mode of an event: its quad class, CAMEO code and scores."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.codebook import load_codebook
from dragoman.codebook.entries import QUADS
from dragoman.errors import UsageError


def code_of(written: str) -> tuple[str, str | None]:
    """The type and mode of "ASSAULT" or "ASSAULT/drone". Raises UsageError where the codebook has no such."""
    name, _, mode = written.partition("/")
    entry = load_codebook().types.get(name)
    if entry is None:
        raise UsageError(f"no event type {name!r}; there are: {', '.join(sorted(load_codebook().types))}")
    if mode and entry.mode(mode) is None:
        modes = ", ".join(each.name for each in entry.modes) or "none"
        raise UsageError(f"{name} has no mode {mode!r}; it has: {modes}")
    return name, mode or None


def scores_of(type_: str, mode: str | None, about: str | None) -> dict[str, Any]:
    """The fields of an event that its type, mode and the type it is about settle, as the coder sets them.

    The coder may know a more special CAMEO code from the rule that fired; a person gives no rule.
    """
    codebook = load_codebook()
    entry = codebook.types[type_]
    known = entry.mode(mode)
    of_about = codebook.about.get((type_, about or ""))
    cameo = of_about.cameo if of_about else (known.cameo if known and known.cameo else entry.cameo)
    return {
        "quad": QUADS[type_], "cameo": cameo, "goldstein": codebook.cameo[cameo].goldstein,
        "intensity": known.score if known else entry.score,
    }  # fmt: skip


@cache
def contexts() -> tuple[tuple[str, str], ...]:
    """The contexts of PLOVER with what each means."""
    lines = (files("dragoman.codebook") / "data" / "contexts.tsv").read_text(encoding="utf8").splitlines()
    _, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((context, meaning) for context, meaning in rows)
