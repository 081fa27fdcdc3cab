"""What a query gives: an Arrow table, and ways into the data frames of other libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


class Answer:
    """Rows of an answer as an Arrow table.

    Everything that reads Arrow takes it as it is (``pyarrow.table(answer)``, ``polars.DataFrame(answer)``,
    ``duckdb.from_arrow(answer.to_arrow())``).
    """

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __repr__(self) -> str:
        return f"<Answer: {len(self):,} rows; columns {', '.join(self.columns)}>"

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return list(self._table.column_names)

    def to_arrow(self) -> pa.Table:
        """The pyarrow table."""
        return self._table

    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows as dicts."""
        return list(self._table.to_pylist())

    def to_pandas(self) -> pd.DataFrame:
        """A pandas data frame; pandas must be installed."""
        return self._table.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """A polars data frame; polars must be installed."""
        import polars

        return polars.DataFrame(self._table)
