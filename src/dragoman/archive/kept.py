"""Tables of a DuckDB connection that are made of rows, which every cursor of it sees."""

from __future__ import annotations

import duckdb
import pyarrow as pa


def keep(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make a table of rows; what is only registered is not seen by cursors."""
    _given(con, f"create table {name} as from given", rows)


def add(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Add rows to a table, by the names of their columns."""
    _given(con, f"insert into {name} by name from given", rows)


def _given(con: duckdb.DuckDBPyConnection, statement: str, rows: pa.Table) -> None:
    con.register("given", rows)
    con.execute(statement)
    con.unregister("given")


def take_over(con: duckdb.DuckDBPyConnection, name: str, before: duckdb.DuckDBPyConnection, *, query: str = "") -> None:
    """Make a table as another connection has it, or of what a query gives there."""
    with before.cursor() as own:
        keep(con, name, own.sql(query or f"from {name}").to_arrow_table())
