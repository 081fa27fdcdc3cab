"""What made the data and how good it is: versions, the archive, measured figures, the shapes of the map."""

from __future__ import annotations

import platform
import tomllib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

import duckdb
import msgspec

from dragoman.archive.tables import ARCHIVE_SCHEMA
from dragoman.codebook import load_codebook
from dragoman.version import __version__

from .rows import rows_of

_MADE = """
select made_by.dragoman as dragoman, made_by.model as model, made_by.codebook as codebook, count(*) as reports
from reports where made_by is not null group by all order by reports desc
"""
_LIBRARIES = ("spacy", "duckdb", "deltalake", "pyarrow", "starlette")


class Maker(msgspec.Struct, frozen=True, kw_only=True):
    """A version that coded reports of the archive, and how many."""

    dragoman: str
    model: str
    codebook: str
    reports: int


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A measured figure of accuracy (F1 or a share) with its 95 % interval and the number of cases."""

    part: str
    what: str
    figure: float
    interval: str
    of: int


class About(msgspec.Struct, frozen=True, kw_only=True):
    """``versions`` are by what they are of; ``shapes`` is the credit of the map's geometry."""

    versions: dict[str, str]
    makers: tuple[Maker, ...]
    shapes: str


def about_of(con: duckdb.DuckDBPyConnection) -> About:
    """What made this workbench and the codings of this archive."""
    versions = {
        "Dragoman": __version__, "codebook": load_codebook().hash, "archive schema": str(ARCHIVE_SCHEMA),
        "Python": platform.python_version(), **{name: version(name) for name in _LIBRARIES},
    }  # fmt: skip
    return About(versions=versions, makers=tuple(rows_of(con, _MADE, (), Maker)), shapes=_shapes())


@cache
def figures() -> tuple[Figure, ...]:
    """The figures of accuracy.tsv."""
    lines = (files("dragoman.workbench") / "accuracy.tsv").read_text(encoding="utf8").splitlines()
    head, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return msgspec.convert(tuple(dict(zip(head, row, strict=True)) for row in rows), tuple[Figure, ...], strict=False)


def _shapes() -> str:
    atlas = tomllib.loads((files("dragoman.analysis") / "geometry" / "atlas.toml").read_text(encoding="utf8"))
    return str(atlas["credit"])
