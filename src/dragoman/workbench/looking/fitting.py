"""Which events fit a filter, looked up once for everything that is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
import msgspec

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


# Conditions that are sooner tried anew than their events are kept: half a million events take longer to write down than
# to find twice.
_OFTEN = frozenset({"quad", "status", "since", "until", "confidence"})

FOUND = 5_000  # events with some words that are counted: a search ends there, but for a page further on
_PORTION = 1 << 17  # events whose words are looked through at a time: some 0.04 seconds
_CHOSEN = "create or replace temp table chosen as select e.act, e.day from digest.acts e where {condition}"
_WORDS = """
insert into chosen select e.act, e.day from digest.acts e where {condition} and e.act in (
  select w.act from digest.words w where w.act > {after} and w.act <= {last} and contains(w.words, lower(?)))
"""
_MADE = "select made, greatest(made, (select max(act) from digest.acts)) from digest.about"


@dataclass(frozen=True, slots=True)
class Fitting:
    """Events to be counted or listed: what stands after ``from``, with act and day, and values for its question marks.

    ``kept`` where that is a temporary table. ``capped`` where there may be more: these are the first of them.
    """

    source: str
    values: list[Any]
    kept: bool = False
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a page needs of a search: the condition on a row ``e``, with its values, and the number of rows."""

    condition: str = "true"
    values: tuple[Any, ...] = ()
    rows: int = 0
    oldest_first: bool = False


def fitting_events(con: duckdb.DuckDBPyConnection, asked: Filter, page: Page | None = None) -> Fitting:
    """The events of a filter.

    Where they take long to find they are kept in the temporary table ``chosen`` of this connection, which the next
    filter replaces. Words are looked for in the order of a page, that of the newest by default, until ``FOUND`` events
    have them and the page is full.
    """
    if asked.text:
        return _search(con, asked, page or Page())
    condition, values = asked.sql("acts")
    if {name for name in asked.__struct_fields__ if getattr(asked, name)} <= _OFTEN:
        return Fitting(f"(select e.act, e.day from digest.acts e where {condition})", values)
    con.execute(_CHOSEN.format(condition=condition), values)
    return Fitting("chosen", [], kept=True)


def _search(con: duckdb.DuckDBPyConnection, asked: Filter, page: Page) -> Fitting:
    """Look for words in portions: a digest numbers events from the newest on, and those that came later after these."""
    [(made, last)] = con.execute(_MADE).fetchall()
    portions = [(n, min(n + _PORTION, made)) for n in range(0, made, _PORTION)]
    left = [*([(made, last)] if last > made else []), *(reversed(portions) if page.oldest_first else portions)]
    condition, values = msgspec.structs.replace(asked, text=None).sql("acts")
    con.execute(_CHOSEN.format(condition="false"))
    while left:
        after, until = left.pop(0)
        con.execute(_WORDS.format(condition=condition, after=after, last=until), [*values, asked.text])
        # Events without a date stand last in either order, whichever portion they are in.
        counts = f"select count(day), count(*) filter (day is not null and {page.condition}) from chosen e"
        [(dated, rows)] = con.execute(counts, page.values).fetchall()
        if dated >= FOUND and rows >= page.rows:
            break
    return Fitting("chosen", [], kept=True, capped=bool(left))
