"""Makes events in any number inside DuckDB, as the tables of an archive in Parquet files, and the archive's views.

All states of the world table act on one another over ten years, a few of them much more often than most; eight events
make a report, three in seven happenings are told by two reports. The same events at every call.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from dragoman.archive.views import in_memory
from dragoman.records import Report
from dragoman.world import load_world

EVENTS = 8  # of a report
SKEW = 2.5  # the n-th of 200 states acts as often as that part of all draws whose power of this falls on it

_PARTY = """{{'name': {code}, 'text': {code}, 'span': [0, 3], 'kind': 'state', 'country': {code}, 'sector': 'GOV',
  'role': null, 'entity': {code} || '/GOV'}}"""
_DRAWN_STATE = "{states}[1 + floor({n} * pow((hash(happening + {at}) % 100000) / 100000, {skew}))::int]"
_DRAWN = """
select i, 'e-' || lpad(i::varchar, 12, '0') as event, 'r-' || lpad((i // {events})::varchar, 12, '0') as report,
  {actor} as actor, {recipient} as recipient,
  date '2014-01-01' + (hash(happening + 2) % 3650)::int as day, (hash(happening + 3) % 4)::int as kind, happening
from (select i, (case when i % 20 < 6 then (i + 40010) % {n} else i end) * 7 as happening from range({n}) t(i))
"""
_EVENTS = f"""
select event, ['CONSULT', 'AID', 'ACCUSE', 'ASSAULT'][kind + 1] as type, '010' as cameo, kind + 1 as quad,
  [1.0, 7.0, -2.0, -10.0][kind + 1] as goldstein, [2.0, 6.0, -2.5, -9.0][kind + 1] as intensity,
  case when i % 10 = 9 then 'future' when i % 10 = 8 then 'negated' else 'reported' end as status,
  kind = 0 and i % 2 = 0 as reciprocal, [{_PARTY.format(code="actor")}] as actors,
  [{_PARTY.format(code="recipient")}] as recipients,
  {{'start': day::varchar, 'end': day::varchar, 'precision': 'day', 'text': '', 'span': null, 'basis': 'published'}}
    as date,
  report, i % {EVENTS} as n, day as first_day, day as last_day, [actor, 'GOV', actor || '/GOV'] as actor_keys,
  [recipient, 'GOV', recipient || '/GOV'] as recipient_keys, 'c-0' as commit
from drawn
"""
_OCCURRENCES = (
    "select event, report, 'c-0' as rows, 'o-' || happening as occurrence, false as moved, 'c-0' as commit from drawn"
)
_REPORTS = """select distinct report, 'publisher ' || hash(report) % 500 as publisher, 1 as version, 'c-0' as commit
from drawn"""
_CODINGS = """select report, 'c-0' as rows, min(day) as first_published, min(day) as last_published, 'c-0' as commit
from drawn group by report"""
_STORIES = "select distinct report, 's-1' as story, report as copy_group, false as moved, 'c-0' as commit from drawn"


def made(folder: Path, n: int) -> duckdb.DuckDBPyConnection:
    """A connection with the views of an archive over ``n`` events; the files are made where they are not yet."""
    tables = {
        "events": _EVENTS, "occurrences": _OCCURRENCES, "reports": _REPORTS, "codings": _CODINGS, "stories": _STORIES
    }  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    con = in_memory([Report(report="r-none", text="none")])
    if any(not (folder / f"{name}.parquet").exists() for name in tables):
        states = sorted(state.iso3 for state in load_world().states)
        actor, recipient = (_DRAWN_STATE.format(states=states, n=len(states), skew=SKEW, at=at) for at in (0, 1))
        con.execute("create temp table drawn as" + _DRAWN.format(n=n, events=EVENTS, actor=actor, recipient=recipient))
    for name, rows in tables.items():
        file = folder / f"{name}.parquet"
        if not file.exists():
            empty = f"select * from raw_{name} where false"
            con.execute(f"copy ({empty} union all by name ({rows})) to '{file}' (format parquet)")
        con.unregister(f"raw_{name}")
        con.execute(f"create view raw_{name} as from read_parquet('{file}')")
    con.execute("drop table if exists drawn")
    con.execute("create or replace table current_codings as select report, rows, commit from raw_codings")
    return con
