"""The statements that make the tables of ``units`` out of a digest; the names in braces are those of the tables."""

from __future__ import annotations

from dragoman.archive.digest_queries import NAMED, PAIR_NAMES, SIDES

TABLES = ("fitting", "chosen", "named")
VIEWS = ("told", "pairs", "members")

# The events that fit the filter.
FITTING = "create temp table {fitting} as select e.act, e.unit from digest.acts e where {condition}"

# The units. An occurrence is described by all its events, and most of them must say what is asked for too.
OF_OCCURRENCES = """
create temp table {chosen} as
  select e.unit from (select *, day as first_day from digest.units) e
  where e.unit in (select unit from {fitting}) and ({again})
"""
OF_EVENTS = "create temp table {chosen} as select act as unit from {fitting}"

# What each unit says. Views, so that of a million units only the columns are read that are counted.
TOLD_BY_OCCURRENCES = "create temp view {told} as select u.* from digest.units u join {chosen} using (unit)"
TOLD_BY_EVENTS = """
create temp view {told} as
  select act as unit, event as occurrence, type, mode, quad, goldstein, intensity, status, day,
    coalesce(last_day, first_day) as last_day, precision, 1::bigint as n_reports, 1::bigint as n_independent
  from digest.acts a join {chosen} c on c.unit = a.act
"""

# Their events; an event that is a unit of its own is numbered by itself.
MEMBERS = """
create temp view {members} as
  select a.* exclude (unit), a.{unit} as unit from digest.acts a where a.{unit} in (select unit from {chosen})
"""

# Every ordered pair of a unit: as the digest has it at a level, or worked out of the parties where codes are named.
STORED_NAMED = "create temp table {named} as select n.* from digest.{stored} n join {chosen} using (unit)"
_SIDES = SIDES.replace("{acts}", "{members}").replace("{parties}", "digest.parties")
_WORKED_OUT = "create temp table {named} as with " + _SIDES
NAMED_BY_OCCURRENCES = _WORKED_OUT + ", " + NAMED.replace("{unit}", "0") + PAIR_NAMES.replace("{found}", "found")
NAMED_BY_EVENTS = _WORKED_OUT + PAIR_NAMES.replace("{found}", "sides")
PAIRS = "create temp view {pairs} as select n.*, t.* exclude (unit) from {named} n join {told} t using (unit)"

COUNTS = """
select count(*), count(*) filter (day is null), count(*) filter (unit not in (select unit from {named})) from {told}
"""

# What a party ``w`` can be asked for by, as ``archive.rows.keys`` gives it for all parties of a side.
KEYS = """[w.country, w.sector, w.country || '/' || w.sector, w.entity, split_part(w.entity, '/', -1)]"""
