"""Between typed rows and Arrow tables: the columns of a row class, rows to a table, and a table back to rows.

A row is a frozen record of strings, numbers, days, records and tuples of these. Rows travel to Arrow as JSON lines:
both ends of that way are compiled code, which is several times quicker than building columns from Python values.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec
import pyarrow as pa
from msgspec import inspect
from pyarrow import json as arrow_json

R = TypeVar("R", bound=msgspec.Struct)

_HALVES = re.compile("[\ud800-\udfff]")
_BLOCK = 1 << 20  # bytes read at a time; a block must hold the longest row
_SIMPLE = {
    inspect.StrType: pa.string(), inspect.LiteralType: pa.string(), inspect.IntType: pa.int64(),
    inspect.FloatType: pa.float64(), inspect.BoolType: pa.bool_(), inspect.DateType: pa.date32(),
    inspect.DateTimeType: pa.timestamp("us", tz="UTC"),
}  # fmt: skip


def schema_of(row: type[msgspec.Struct]) -> pa.Schema:
    """The Arrow columns of a row class. Raises TypeError for a field of a type that no column can hold."""
    info = inspect.type_info(row)
    assert isinstance(info, inspect.StructType)
    return pa.schema([_field(field) for field in info.fields])


def to_table(rows: Sequence[msgspec.Struct], schema: pa.Schema) -> pa.Table:
    """The rows as a table with exactly these columns; no rows give an empty table."""
    if not rows:
        return schema.empty_table()
    lines = [to_json(row) for row in rows]
    reading = arrow_json.ReadOptions(block_size=max(_BLOCK, max(map(len, lines)) + 1))
    parsing = arrow_json.ParseOptions(explicit_schema=_as_written(schema), unexpected_field_behavior="error")
    return arrow_json.read_json(io.BytesIO(b"\n".join(lines)), reading, parsing).select(schema.names).cast(schema)


def to_json(value: object) -> bytes:
    """A record, or a dict of simple values, as JSON: a path is its name, a lone surrogate U+FFFD."""
    try:
        return msgspec.json.encode(value, enc_hook=os.fspath)
    except UnicodeEncodeError:
        return msgspec.json.encode(whole(msgspec.to_builtins(value, enc_hook=os.fspath)))


def whole(value: Any) -> Any:
    """Words, or lists and dicts of them, with U+FFFD for each lone surrogate, which is half a character.

    No table can hold one. Python makes them of the names of files that are not UTF-8, and JSON can write them.
    """
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {whole(name): whole(each) for name, each in value.items()}
    return type(value)(map(whole, value)) if isinstance(value, list | tuple) else value


def to_rows(batch: pa.RecordBatch | pa.Table, row: type[R]) -> Iterator[R]:
    """The rows of a table, as records; columns that the record does not have are left out."""
    yield from msgspec.convert(batch.to_pylist(), list[row], strict=False)  # type: ignore[valid-type]


def _as_written(schema: pa.Schema) -> pa.Schema:
    """The columns as JSON has them: days are strings there."""
    return pa.schema([field.with_type(pa.string()) if pa.types.is_date(field.type) else field for field in schema])


def _field(field: inspect.Field) -> pa.Field:
    return pa.field(field.encode_name, _arrow(field.type))


def _arrow(type_: inspect.Type) -> pa.DataType:
    if isinstance(type_, inspect.UnionType):  # of something and None: every column may be null
        type_, *others = (each for each in type_.types if not isinstance(each, inspect.NoneType))
        if others:
            raise TypeError(f"no column can hold {type_} and {others}")
    if isinstance(type_, inspect.StructType):
        return pa.struct([pa.field(each.encode_name, _arrow(each.type)) for each in type_.fields])
    if isinstance(type_, inspect.VarTupleType | inspect.ListType):
        return pa.list_(_arrow(type_.item_type))
    if isinstance(type_, inspect.TupleType):  # a span
        return pa.list_(_arrow(type_.item_types[0]))
    if type(type_) in _SIMPLE:
        return _SIMPLE[type(type_)]
    raise TypeError(f"no column can hold {type_}")
