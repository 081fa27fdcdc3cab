"""The view ``events`` of a connection: the machine's events, and in their place what people made of them.

Each connection keeps what it has worked out in the tables ``reviewed_rows``, ``hidden`` (the machine's events that show
no longer as they are) and ``gone``. After further decisions the next connection takes over what these do not touch, so
that a decision costs what it changes, however many were made before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

import duckdb
import pyarrow as pa

from .arrow import schema_of, to_rows, to_table
from .decisions import REPORTS, Reviewed, ReviewedRow, reviewed
from .digest import quoted, written
from .kept import add, keep, take_over
from .tables import DecisionRow, EventRow

_DECISIONS = "select * exclude (version) from decisions {where} order by version, made"
_EVENTS = """
create view events as
  select *, null::varchar as review from machine_events where event not in (select event from hidden)
  union all by name select *, null::varchar as commit from reviewed_rows;
"""
_UNTOUCHED = """
create view events as select *, null::varchar as review from machine_events;
create table gone (event varchar);
"""
# Events that are placed and that people have taken away: they rejected one, or took back what had brought it.
_GONE = """
create table gone as
  (select event from hidden except select event from reviewed_rows)
  union (select unnest({unplaced}) as event except select event from events where event in {among});
"""
_UNPLACED = """select distinct event from raw_occurrences where "rows" = ''"""
_SUCCESSORS = "select event, successor from tombstones where successor is not null order by version"
_NO_EVENTS = pa.schema([("event", pa.string())])


def coded(con: duckdb.DuckDBPyConnection, events: Iterable[str]) -> str:
    """The query for a few events as the machine has them, with all columns but ``commit``.

    It names their commits, by which files are passed over: of a million events one is there in 0.1 seconds, not in two.
    """
    among = written(events)
    found = con.execute(f"select distinct commit from machine_events where event in {among}").fetchall()
    commits = written(commit for (commit,) in found)
    return f"select * exclude (commit) from machine_events where commit in {commits} and event in {among}"


def in_commits(con: duckdb.DuckDBPyConnection, reports: Iterable[str]) -> str:
    """A condition that rows of the view ``events`` fulfil which are of some reports, for no other reason than speed.

    It names the commits of their codings, by which groups of rows are passed over; what people made is of no commit.
    """
    query = f"""select distinct "rows" from current_codings where report in {written(reports)}"""
    commits = written(commit for (commit,) in con.execute(query).fetchall())
    return f"""("commit" in {commits} or "commit" is null)"""


def make_events(con: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection | None) -> bool:
    """Make the view of events, on a connection that has the other views.

    ``before`` is a connection of the same archive since which people have only decided. Gives whether there are
    decisions; then the table ``gone`` has the events that no longer hold because of them.
    """
    if not con.execute("select 1 from decisions limit 1").fetchall():
        con.execute(_UNTOUCHED)
        return False
    successors: dict[str, str] = dict(con.execute(_SUCCESSORS).fetchall())
    if before is not None and _has_reviews(before):
        _brought_up(con, before, successors)
    else:
        found = _worked_out(con, "", successors)
        keep(con, "reviewed_rows", to_table(found.rows, schema_of(ReviewedRow)))
        keep(con, "hidden", _events(found.hidden))
    unplaced = [event for (event,) in con.execute(_UNPLACED).fetchall()]
    con.execute((_EVENTS + _GONE).format(unplaced=_list(unplaced), among=written(unplaced)))
    return True


def _brought_up(
    con: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection, successors: Mapping[str, str]
) -> None:
    """Keep what an earlier connection has worked out, but that of events which the decisions since are about."""
    about = _about(con, before, successors)
    among = written(sorted(about) or [""])
    found = _worked_out(con, f"where kind = 'undo' or target in {among}", successors, about)
    for name, new in (
        ("reviewed_rows", to_table(found.rows, schema_of(ReviewedRow))), ("hidden", _events(found.hidden)),
    ):  # fmt: skip
        take_over(con, name, before, query=f"from {name} where event not in {among}")
        add(con, name, new)


def _about(
    con: duckdb.DuckDBPyConnection, before: duckdb.DuckDBPyConnection, successors: Mapping[str, str]
) -> Set[str]:
    """What the decisions since an earlier connection are about, also through others that they take back.

    With an event come those whose words it tells now, and those that tell its words.
    """
    with before.cursor() as own:
        [(last,)] = own.execute("select max(version) from live").fetchall()
    new = con.execute("select kind, target from decisions where version > ?", [last]).fetchall()
    about, asked = {target for kind, target in new if kind != "undo"}, [t for kind, t in new if kind == "undo"]
    while asked:
        query = f"select kind, target from decisions where decision in {written(asked)}"
        found = con.execute(query).fetchall()
        about |= {target for kind, target in found if kind != "undo"}
        asked = [target for kind, target in found if kind == "undo"]
    size = -1
    while len(about) != size:
        size = len(about)
        about |= {successor for event, successor in successors.items() if event in about}
        about |= {event for event, successor in successors.items() if successor in about}
    return about


def _worked_out(
    con: duckdb.DuckDBPyConnection, where: str, successors: Mapping[str, str], about: Set[str] | None = None
) -> Reviewed:
    """What the decisions of a condition make of the events that they are about."""
    made = list(to_rows(con.sql(_DECISIONS.format(where=where)).to_arrow_table(), DecisionRow))
    asked = {each.target for each in made if each.kind not in {"undo", "add"} and not each.target.startswith(REPORTS)}
    asked |= about if about is not None else set(successors.values())
    asked -= {each.target for each in made if each.kind == "add"}
    now = _now(con, asked, made)
    replaced = {report for (report,) in con.execute("select report from replaced").fetchall()}
    return reviewed(made, {row.event: row for row in now}, successors, replaced)


def _now(con: duckdb.DuckDBPyConnection, events: Set[str], made: Sequence[DecisionRow]) -> Sequence[EventRow]:
    """Those of some events that the machine has now.

    They are looked for in the reports that were decided about, then, where they were withdrawn or are others, in all.
    """
    of_reports = in_commits(con, {each.report for each in made if each.report})
    query = f"select * exclude (commit) from machine_events where {of_reports} and event in {written(sorted(events))}"
    found = list(to_rows(con.sql(query).to_arrow_table(), EventRow))
    if others := events - {row.event for row in found}:
        found += to_rows(con.sql(coded(con, sorted(others))).to_arrow_table(), EventRow)
    return found


def _has_reviews(con: duckdb.DuckDBPyConnection) -> bool:
    with con.cursor() as own:
        return bool(own.execute("select 1 from duckdb_tables() where table_name = 'reviewed_rows'").fetchall())


def _events(events: Iterable[str]) -> pa.Table:
    return pa.table({"event": pa.array(sorted(events), pa.string())}, _NO_EVENTS)


def _list(values: Iterable[str]) -> str:
    """Values as a list of DuckDB."""
    return "[" + ", ".join(map(quoted, sorted(values))) + "]::varchar[]"
