"""The statements that count units by period; the names in braces are those of the tables of ``units``."""

from __future__ import annotations

# The units of the question, each once, whichever way and with whomever else it was.
CHOSEN = """
chosen as (
  select distinct on (unit) unit, occurrence, type, quad, goldstein, intensity, status, day,
    precision is null or list_contains($precisions, precision) as fine
  from {pairs}
  where (($actor is null or actor = $actor) and ($recipient is null or recipient = $recipient))
    or ($undirected and actor = $recipient and recipient = $actor)),
placed as (
  select *, date_trunc($by, day)::date as period, list_contains($statuses, status) as counted
  from chosen where day is not null and fine)
"""

# One row for each period that holds a unit. Whoever tells several units of a period is one source.
POINTS = f"""
with {CHOSEN},
tellers as (
  select p.period, count(distinct m.report) as reports,
    least(count(distinct m.report), count(distinct m.publisher), count(distinct m.copy_group)) as sources
  from placed p join {{members}} m using (unit) where p.counted group by p.period)
select period, count(*), count(*) filter (counted),
  [count(*) filter (counted and quad = 1), count(*) filter (counted and quad = 2),
   count(*) filter (counted and quad = 3), count(*) filter (counted and quad = 4)],
  coalesce(list(type) filter (counted), []), coalesce(sum(goldstein) filter (counted), 0),
  coalesce(sum(intensity) filter (counted), 0), count(*) filter (status = 'negated'),
  count(*) filter (status = 'hypothetical'), count(*) filter (status = 'future'),
  coalesce(any_value(reports), 0), coalesce(any_value(sources), 0)
from placed left join tellers using (period) group by period order by period
"""

# What has no place in any period.
LEFT_OUT = f"""
with {CHOSEN}
select count(*) filter (day is null), count(*) filter (day is not null and not fine) from chosen
"""

# The units of one period with the ids of their events, in the order of their days.
TRACED = f"""
with {CHOSEN}
select p.occurrence, p.day, p.type, p.quad, p.goldstein, p.intensity, p.status, p.counted,
  list(m.event order by m.event)
from placed p join {{members}} m using (unit) where p.period = $period group by all order by p.day, p.occurrence
"""
