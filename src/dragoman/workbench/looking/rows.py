"""How the rows of a query become records."""

from __future__ import annotations

from typing import Any, TypeVar

import duckdb
import msgspec

R = TypeVar("R", bound=msgspec.Struct)


def rows_of(con: duckdb.DuckDBPyConnection, query: str, values: Any, kind: type[R]) -> list[R]:
    """The rows of a query as records of a kind; columns that it does not have are left out."""
    found = con.sql(query, params=values or None).to_arrow_table().to_pylist()
    return msgspec.convert(found, list[kind], strict=False)  # type: ignore[valid-type]


def one_number(con: duckdb.DuckDBPyConnection, query: str, values: Any = ()) -> int:
    """The single number that a query gives."""
    [(number,)] = con.execute(query, values).fetchall()
    return int(number)
