"""The data of a view: what its page shows as JSON, CSV, Parquet, and as a graph or a map where it is one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pyarrow.parquet as pq
from starlette.responses import Response

from dragoman.archive.arrow import schema_of, to_json, to_table, whole

TABLES = ("json", "csv", "parquet")
_TYPES = {
    "json": "application/json", "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet",
    "gexf": "application/gexf+xml", "geojson": "application/geo+json",
    "jsonl": "application/x-ndjson",
}  # fmt: skip
SUFFIXES = tuple(_TYPES)


@dataclass(frozen=True, slots=True)
class Data:
    """What a view shows: ``rows`` of one kind, and ``facts`` that JSON has beside them.

    ``name`` is that of the file. ``others`` gives what is not made of the rows, by suffix: "gexf", "geojson", "jsonl".
    """

    name: str
    kind: type[msgspec.Struct]
    rows: Sequence[msgspec.Struct]
    facts: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)


def written(data: Data, suffix: str) -> Response:
    """The answer to the address of a twin."""
    body = data.others[suffix]() if suffix in data.others else _WRITERS[suffix](data)
    headers = {"content-type": _TYPES[suffix]}
    if suffix != "json":
        headers["content-disposition"] = f'attachment; filename="{data.name}.{suffix}"'
    return Response(body, headers=headers)


def to_json_twin(data: Data) -> bytes:
    """One object: the facts, and the rows under "rows"."""
    return to_json({**data.facts, "rows": data.rows}) + b"\n"


def to_csv(data: Data) -> bytes:
    """A line for each row: lists of words with "; " between them, records as JSON, nothing for what is not known."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = [each.name for each in msgspec.structs.fields(data.kind)]
    writer.writerow([each.encode_name for each in msgspec.structs.fields(data.kind)])
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in data.rows)
    return whole(text.getvalue()).encode()  # type: ignore[no-any-return]


def to_parquet(data: Data) -> bytes:
    """A table with the columns and types of the rows."""
    file = io.BytesIO()
    pq.write_table(to_table(data.rows, schema_of(data.kind)), file, compression="zstd")
    return file.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, tuple | list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    if isinstance(value, msgspec.Struct | tuple | list | dict):
        return to_json(value).decode()
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


_WRITERS: dict[str, Callable[[Data], bytes]] = {"json": to_json_twin, "csv": to_csv, "parquet": to_parquet}
