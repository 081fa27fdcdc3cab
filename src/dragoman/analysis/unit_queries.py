"""The statements that make the tables of ``units`` out of a digest; the names in braces are those of the tables."""

from __future__ import annotations

from dragoman.archive.digest_queries import NAMED, PAIR_NAMES, SIDES

TABLES = ("fitting", "told", "pairs", "members")

# The events that fit the filter.
FITTING = "create temp table {fitting} as select e.act, e.unit from digest.acts e where {condition}"

# What each unit says. An occurrence is described by all its events, and most of them must say what is asked for too.
OF_OCCURRENCES = """
create temp table {told} as
  select e.* exclude (first_day) from (select *, day as first_day from digest.units) e
  where e.unit in (select unit from {fitting}) and ({again})
"""
OF_EVENTS = """
create temp table {told} as
  select act as unit, event as occurrence, type, mode, quad, goldstein, intensity, status, day,
    coalesce(last_day, first_day) as last_day, precision, 1::bigint as n_reports, 1::bigint as n_independent
  from digest.acts where act in (select act from {fitting})
"""

# Their events; an event that is a unit of its own is numbered by itself.
MEMBERS = """
create temp view {members} as
  select a.* exclude (unit), a.{unit} as unit from digest.acts a where a.{unit} in (select unit from {told})
"""

# Every ordered pair of a unit: as the digest has it at a level, or worked out of the parties where codes are named.
_WITH_TOLD = "select n.*, t.* exclude (unit) from {named} n join {told} t using (unit)"
STORED_PAIRS = "create temp table {pairs} as " + _WITH_TOLD.replace("{named}", "digest.{stored}")
_WORKED_OUT = "create temp table {pairs} as with " + SIDES.replace("{acts}", "{members}")
_NAMED = ", named as (" + PAIR_NAMES + ") " + _WITH_TOLD.replace("{named}", "named")
PAIRS = _WORKED_OUT + ", " + NAMED + _NAMED.replace("{found}", "found")
PAIRS_OF_EVENTS = _WORKED_OUT + _NAMED.replace("{found}", "sides")

COUNTS = """
select count(*), count(*) filter (day is null), count(*) filter (unit not in (select unit from {pairs})) from {told}
"""

# What a party ``w`` can be asked for by, as ``archive.rows.keys`` gives it for all parties of a side.
KEYS = """[w.country, w.sector, w.country || '/' || w.sector, w.entity, split_part(w.entity, '/', -1)]"""
