"""The DuckDB queries of formats: which events are chosen, and the rows and cells that a format makes of them."""

from __future__ import annotations

from functools import lru_cache

import duckdb
import msgspec

from dragoman.archive import Filter

from .layouts import BASES, Column, Format

# The events asked for, each with its happening, its story, and the first telling of its happening among them.
_CHOOSE = """
create or replace temp table export_chosen as
with picked as (select distinct on (e.event) e.event, e.report from events e where {condition}),
  happenings as (select event, any_value(occurrence) as occurrence from occurrences group by event),
  tales as (select report, any_value(story) as story from stories group by report),
  days as (select report, any_value(first_published) as day from reports group by report)
select p.event, p.report, h.occurrence, t.story, first_value(p.event) over (
  partition by coalesce(h.occurrence, p.event) order by d.day nulls last, p.report, p.event) as lead
from picked p left join happenings h on h.event = p.event left join tales t on t.report = p.report
  left join days d on d.report = p.report
"""
_OTHER_STATUS = (
    "select e.status, count(distinct e.event) from events e where {condition} group by e.status order by e.status"
)
_PLACED = "coalesce(isfinite({row}.place.lat) and isfinite({row}.place.lon), false)"
_CONTROL = r"[\x00-\x1F\x7F\x{2028}\x{2029}]+"
_ONE_LINE = r"^[^\x00-\x1F\x7F\x{2028}\x{2029}\x{22}]*$"  # most cells; asking first is three times as fast
# What a spreadsheet takes for the beginning of a formula (OWASP, "CSV Injection"), also in full-width forms.
_FORMULA = r"^[=+\-@\t\r\n\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """How many events a filter chose, and how many of other statuses it would have chosen, by status."""

    events: int
    other_status: dict[str, int]


def choose(con: duckdb.DuckDBPyConnection, asked: Filter, statuses: tuple[str, ...]) -> Chosen:
    """Put the events of a filter into the table ``export_chosen``; ``statuses`` are those where it names none."""
    only = asked if asked.status or not statuses else msgspec.structs.replace(asked, status=statuses)
    condition, values = only.sql()
    con.execute(_CHOOSE.format(condition=condition), values)
    events = _count(con, "select count(*) from export_chosen")
    other: dict[str, int] = {}
    if only is not asked:
        condition, values = asked.sql()
        counts = con.execute(_OTHER_STATUS.format(condition=condition), values).fetchall()
        other = {status: count for status, count in counts if status not in statuses}
    return Chosen(events=events, other_status=other)


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the table of chosen events."""
    con.execute("drop table if exists export_chosen")


def repeated(con: duckdb.DuckDBPyConnection) -> int:
    """How many of the chosen events tell a happening that another one told first."""
    return _count(con, "select count(*) from export_chosen where lead != event")


def unplaced(con: duckdb.DuckDBPyConnection) -> int:
    """How many of the chosen events have no coordinates."""
    query = "select count(*) from events e where e.event in (select event from export_chosen) and not ({placed})"
    return _count(con, query.format(placed=_PLACED.format(row="e")))


def select(format_: Format, *, whole: bool) -> str:
    """The query that gives the cells of a format; ``whole`` where no filter narrows tables other than events."""
    chain = "".join(_base(base) for base in format_.bases).format(
        lead="c.lead = e.event" if format_.once else "true",
        mirror="true" if format_.both_ways else "false",
        whole="true" if whole else "false",
    )
    where = f" where {_PLACED.format(row='t')}" if format_.style == "geojson" else ""
    order = ", ".join(f"t.{name}" for name in format_.order)
    return f"with {chain.rstrip().rstrip(',')}\nselect {_cells(format_)} from {format_.rows} t{where} order by {order}"


def _cells(format_: Format) -> str:
    if format_.style == "lines":
        return f"to_json({_struct(format_.columns)}) as line"
    if format_.style == "geojson":
        geometry = "{'type': 'Point', 'coordinates': [place.lon, place.lat]}"
        return (
            f"to_json({{'type': 'Feature', 'id': event, 'geometry': {geometry}, "
            f"'properties': {_struct(format_.columns)}}}) as line"
        )
    return ",\n  ".join(f'{_cell(column, format_.style)} as "{column.name}"' for column in format_.columns)


def _struct(columns: tuple[Column, ...]) -> str:
    return "{" + ", ".join(f"'{column.name}': {column.sql}" for column in columns) + "}"


def _cell(column: Column, style: str) -> str:
    """The expression of a cell: typed in Parquet, in text files plain, on one line in TSV, no formula in CSV."""
    if style == "parquet" or column.type not in {"VARCHAR", "VARCHAR[]"}:
        return f"cast({column.sql} as {column.type})"
    text = f"cast({column.sql} as varchar)"
    if column.type == "VARCHAR[]":  # what is unknown keeps its place in the list
        text = f"array_to_string([coalesce(x, '') for x in cast({column.sql} as varchar[])], '; ')"
    if style == "tsv":  # these formats know no quotes: no cell may hold a tab or line end, or begin with a quote
        mended = f"replace(regexp_replace({text}, '{_CONTROL}', ' ', 'g'), chr(34), '''')"
        return f"case when regexp_matches({text}, '{_ONE_LINE}') then {text} else {mended} end"
    plain = f"replace({text}, chr(0), '')"
    return f"case when regexp_matches({plain}, '{_FORMULA}') then '''' || {plain} else {plain} end"


@lru_cache(maxsize=16)
def _base(name: str) -> str:
    return (BASES / f"{name}.sql").read_text(encoding="utf8")


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    return sum(count for (count,) in con.execute(query).fetchall())
