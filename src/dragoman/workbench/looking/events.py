"""The list of events: a page of them, how many there are, and what else could be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.workbench.asking import Asked, Key

from .fitting import FOUND, Fitting, Page, fitting_events
from .lines import EventLine, lines_of

# By order: how acts are sorted, and what comes after a row of a day and an act. Events without a date come last.
_SORTED = {
    "newest": "e.day desc nulls last, e.act",
    "oldest": "e.day asc nulls last, e.act",
}
_AFTER = {
    "newest": "(e.day < ? or (e.day = ? and e.act > ?) or e.day is null)",
    "oldest": "(e.day > ? or (e.day = ? and e.act > ?) or e.day is null)",
}
_AFTER_UNDATED = "(e.day is null and e.act > ?)"


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of a list: its events, how many there are in all, and the key of the last row where more follow.

    ``capped`` where a search for words ended before it had seen all: then ``total`` is what it counts at most.
    ``fitting`` are the events that the page is one of.
    """

    lines: list[EventLine]
    total: int
    following: Key | None
    capped: bool
    fitting: Fitting


def page_of(con: duckdb.DuckDBPyConnection, asked: Asked) -> EventPage:
    """The events that are asked for, as many as a page takes.

    A key in the address names the last event of the page before. Where that was withdrawn since, the page begins with
    the day it had, so that nothing is left out.
    """
    after, values = _after(con, asked)
    page = Page(after, tuple(values), asked.limit + 1, asked.order == "oldest")
    fitting = fitting_events(con, asked.filter, page)
    [(total,)] = con.execute(f"select count(*) from {fitting.source}", fitting.values).fetchall()
    found = con.execute(
        f"select e.act from {fitting.source} e where {after} order by {_SORTED[asked.order]} limit {asked.limit + 1:d}",
        [*fitting.values, *values],
    ).fetchall()
    lines = lines_of(con, [act for (act,) in found[: asked.limit]])
    following = Key(lines[-1].day, lines[-1].event) if len(found) > asked.limit else None
    return EventPage(lines, FOUND if fitting.capped else total, following, fitting.capped, fitting)


def _after(con: duckdb.DuckDBPyConnection, asked: Asked) -> tuple[str, list[Any]]:
    """The condition on what comes after the key of an address, and its values."""
    if asked.after is None:
        return "true", []
    there = con.execute("select day, act from digest.acts where event = ?", [asked.after.event]).fetchall()
    day, act = there[0] if there else (asked.after.day, 0)
    if day is None:
        return _AFTER_UNDATED, [act]
    return _AFTER[asked.order], [day, day, act]
