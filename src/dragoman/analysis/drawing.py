"""From a Vega-Lite chart to a file: SVG, PNG or a page of its own, with the numbers beside it as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import InputError, UsageError

PICTURE_SUFFIXES = (".svg", ".png", ".html")
# Cooperation and conflict differ in lightness and in line too, for readers who see no colour and for print.
COLOURS = {"cooperation": "#1f3f6e", "conflict": "#e07b39", "both alike": "#8c8c8c"}
DASHES = {"cooperation": [1, 0], "conflict": [5, 3], "both alike": [1, 2]}
_PNG_SCALE = 2  # so that it is sharp on paper

Row = Mapping[str, str | int | float]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A chart as a Vega-Lite specification, and the rows that it shows."""

    chart: dict[str, Any]
    rows: Sequence[Row]


def leaning(net: float) -> str:
    """What a pair is drawn as, by its cooperation less its conflict."""
    return "cooperation" if net > 0 else "conflict" if net < 0 else "both alike"


def draw(picture: Picture, path: Path) -> Path:
    """Write a picture by its suffix, and its rows as a CSV file of the same name; gives the path of that.

    Raises UsageError for another suffix, InputError where a file cannot be written.
    """
    made = render(picture.chart, path)
    twin = path.with_suffix(".csv")
    try:
        path.write_bytes(made)
        twin.write_text(_table(picture.rows), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; choose another place") from error
    return twin


def render(chart: dict[str, Any] | str, path: Path) -> bytes:
    """A Vega-Lite specification as the picture that the suffix of a path names; an HTML page needs no network.

    Raises UsageError for another suffix.
    """
    import vl_convert

    suffix = path.suffix.lower()
    if suffix not in PICTURE_SUFFIXES:
        raise UsageError(f"{path.name!r} has no suffix of a picture; there are: {', '.join(PICTURE_SUFFIXES)}")
    if suffix == ".png":
        return bytes(vl_convert.vegalite_to_png(chart, scale=_PNG_SCALE))
    if suffix == ".svg":
        return str(vl_convert.vegalite_to_svg(chart)).encode()
    return str(vl_convert.vegalite_to_html(chart, bundle=True)).encode()


def _table(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]) if rows else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
