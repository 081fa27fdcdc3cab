"""A series as a table: the same columns for every reader of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet

from .series import Point, Series

# The columns before and after those of the event types.
_BEFORE: dict[str, pa.DataType] = {
    "period": pa.string(), "start": pa.date32(), "end": pa.date32(), "told": pa.int64(), "count": pa.int64(),
    "quad_1": pa.int64(), "quad_2": pa.int64(), "quad_3": pa.int64(), "quad_4": pa.int64(),
}  # fmt: skip
_AFTER: dict[str, pa.DataType] = {
    "goldstein_mean": pa.float64(), "goldstein_sum": pa.float64(), "intensity_mean": pa.float64(),
    "intensity_sum": pa.float64(), "negated": pa.float64(), "hypothetical": pa.float64(), "future": pa.float64(),
    "reports": pa.int64(), "sources": pa.int64(), "marks": pa.string(),
}  # fmt: skip


def to_rows(series: Series) -> list[dict[str, Any]]:
    """A row for each period; every event type that is counted anywhere is a column, zero where it is not."""
    return [_row(point, series.types) for point in series.points]


def to_arrow(series: Series) -> pa.Table:
    """The rows as an Arrow table, whose metadata says what is counted."""
    types = {name: pa.int64() for name in series.types}
    about = {"title": series.question.title, "asked": series.question.words, "notes": "; ".join(series.notes)}
    schema = pa.schema(_BEFORE | types | _AFTER, metadata=about)
    return pa.Table.from_pylist(to_rows(series), schema)


def to_csv(series: Series) -> str:
    """The rows as CSV with a header; what is unknown is empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*_BEFORE, *series.types, *_AFTER], lineterminator="\n")
    writer.writeheader()
    writer.writerows(to_rows(series))
    return out.getvalue()


def to_json(series: Series) -> bytes:
    """One JSON object: what is counted, its notes, and the rows."""
    question = series.question
    found = {
        "title": question.title, "asked": question.words, "by": question.by, "unit": question.unit,
        "undirected": question.undirected, "statuses": question.statuses, "undated": series.n_undated,
        "coarse": series.n_coarse, "notes": series.notes, "points": to_rows(series),
    }  # fmt: skip
    return msgspec.json.encode(found)


def write_parquet(series: Series, path: Path) -> None:
    """Write the Arrow table into a Parquet file."""
    parquet.write_table(to_arrow(series), path)


def _row(point: Point, types: tuple[str, ...]) -> dict[str, Any]:
    counts = dict(point.types)
    return {
        "period": point.period.name, "start": point.period.start, "end": point.period.end,
        "told": point.told, "count": point.count,
        **{f"quad_{n}": of_class for n, of_class in enumerate(point.quads, 1)},
        **{name: counts.get(name, 0) for name in types},
        **{name: getattr(point, name) for name in _AFTER if name != "marks"},
        "marks": "; ".join(f"{mark.kind}: {mark.reason}" for mark in point.marks),
    }  # fmt: skip
