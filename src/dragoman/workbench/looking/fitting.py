"""Which events fit a filter, looked up once for everything that is asked of them."""

from __future__ import annotations

import duckdb

from dragoman.archive import Filter

_FITTING = "create or replace temp table fitting as select e.act from digest.acts e where {condition}"
_FITS = "e.act in (select act from fitting)"


def fit(con: duckdb.DuckDBPyConnection, asked: Filter) -> str:
    """A condition on a row ``e`` of digest.acts that holds for the events of a filter.

    Their keys are kept in the temporary table ``fitting`` of this connection, which the next filter replaces: a dyad
    among a million events is looked up in a fifth of a second, and then counted ten times over.
    """
    condition, values = asked.sql("acts")
    if condition == "true":
        return condition
    con.execute(_FITTING.format(condition=condition), values)
    return _FITS
