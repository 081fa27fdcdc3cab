"""The list of events: a page of them, how many there are, and what else could be asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.workbench.asking import Asked, Key

from .fitting import fit
from .lines import EventLine, lines_of
from .rows import one_number

# By order: how acts are sorted, and what comes after a row of a day and an act. Events without a date come last.
_SORTED = {
    "newest": "e.day desc nulls last, e.act",
    "oldest": "e.day asc nulls last, e.act",
}
_AFTER = {
    "newest": "(e.day < $day or (e.day = $day and e.act > $act) or e.day is null)",
    "oldest": "(e.day > $day or (e.day = $day and e.act > $act) or e.day is null)",
}
_AFTER_UNDATED = "(e.day is null and e.act > $act)"


@dataclass(frozen=True, slots=True)
class EventPage:
    """A page of a list: its events, how many there are in all, and the key of the last row where more follow."""

    lines: list[EventLine]
    total: int
    following: Key | None


def page_of(con: duckdb.DuckDBPyConnection, asked: Asked) -> EventPage:
    """The events that are asked for, as many as a page takes.

    A key in the address names the last event of the page before. Where that was withdrawn since, the page begins with
    the day it had, so that nothing is left out.
    """
    fits = fit(con, asked.filter)
    total = one_number(con, f"select count(*) from digest.acts e where {fits}")
    after, more = _after(con, asked)
    found = con.execute(
        f"select e.act, e.day, e.event from digest.acts e where {fits} and {after} "
        f"order by {_SORTED[asked.order]} limit {asked.limit + 1:d}",
        more,
    ).fetchall()
    shown = found[: asked.limit]
    following = Key(*shown[-1][1:]) if len(found) > asked.limit else None
    return EventPage(lines_of(con, [act for act, _, _ in shown]), total, following)


def _after(con: duckdb.DuckDBPyConnection, asked: Asked) -> tuple[str, dict[str, Any]]:
    """The condition on what comes after the key of an address, and its values."""
    if asked.after is None:
        return "true", {}
    there = con.execute("select day, act from digest.acts where event = ?", [asked.after.event]).fetchall()
    day, act = there[0] if there else (asked.after.day, 0)
    if day is None:
        return _AFTER_UNDATED, {"act": act}
    return _AFTER[asked.order], {"day": day, "act": act}
