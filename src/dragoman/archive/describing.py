"""What an archive holds, in figures."""

from __future__ import annotations

import datetime as dt

import duckdb
import msgspec

from .commits import Log
from .store import Store
from .tables import ROWS

_FIGURES = {
    "reports": "select count(*) from reports",
    "events": "select count(*) from events",
    "ties": "select count(*) from ties",
    "stories": "select count(distinct story) from stories",
    "occurrences": "select count(distinct occurrence) from occurrences",
    "decisions": "select count(*) from decisions",
    "withdrawn": "select count(*) from tombstones where event not in (select event from events)",
    "failures": "select count(*) from failures",
    "runs": "select count(*) from runs",
}
_PUBLISHED = "select min(first_published), max(last_published) from reports"
_DATES = "select min(first_day), max(last_day) from events"
_MADE = "select distinct made_by.dragoman, made_by.codebook from reports where made_by is not null order by all"
_QUADS = "select quad, count(*) from events group by quad order by quad"


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive holds. Days are ISO; ``bytes`` and ``files`` are those that the tables name now."""

    path: str
    version: int
    schema: int
    texts: bool
    changed: dt.datetime
    counts: dict[str, int]
    quads: dict[int, int]
    published: tuple[str | None, str | None]
    dates: tuple[str | None, str | None]
    made_by: tuple[str, ...]
    files: int
    bytes: int


def describe(store: Store, log: Log, con: duckdb.DuckDBPyConnection) -> Info:
    """The figures of an archive; ``con`` has its views."""
    files = [file for name in ROWS for file in store.files(store.table(name))]
    return Info(
        path=store.path, version=log.last.version, schema=log.last.schema, texts=log.last.texts, changed=log.last.at,
        counts={name: con.execute(query).fetchall()[0][0] for name, query in _FIGURES.items()},
        quads=dict(con.execute(_QUADS).fetchall()), published=_days(con, _PUBLISHED), dates=_days(con, _DATES),
        made_by=tuple(f"dragoman {version}, codebook {book}" for version, book in con.execute(_MADE).fetchall()),
        files=len(files), bytes=sum(file.size for file in files),
    )  # fmt: skip


def _days(con: duckdb.DuckDBPyConnection, query: str) -> tuple[str | None, str | None]:
    first, last = con.execute(query).fetchall()[0]
    return first and first.isoformat(), last and last.isoformat()
