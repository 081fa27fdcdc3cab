"""The statements that make the tables of ``units``; the names in braces are those of the tables.

Each step keeps only what the one before it needs, so that a dyad out of a million events costs a few scans. The words
``{among_…}`` are the ids that a step looks for (see ``units``).
"""

from __future__ import annotations

TABLES = ("fitting", "found", "chosen", "coded", "members", "sides", "told", "pairs")

# What a party can be asked for by, as ``archive.rows.keys`` gives it for all parties of a side.
KEYS = """[p.country, p.sector, p.country || '/' || p.sector, p.entity, split_part(p.entity, '/', -1)]"""

# The events that fit the filter, by their ids.
FITTING = "create temp table {fitting} as select e.event from events e where {condition}"

# The unit of every event that counts: for occurrences all events of each occurrence that has one which fits.
EVENTS = "create temp table {chosen} as select event as unit, event from {fitting}"
FOUND = "create temp table {found} as select event, occurrence from occurrences where event in {among_fitting}"
OCCURRENCES = """
create temp table {chosen} as
  select occurrence as unit, event from occurrences where occurrence in {among_found}
  union all
  select event as unit, event from {fitting} where event not in (select event from {found})
"""

# Their events with what is counted. What makes reports depend on one another is a word they share: the publisher and
# the group of copies; a report of which neither is known shares its own id with nobody.
CODED = """
create temp table {coded} as
  select event, report, type, mode, quad, goldstein, intensity, status, reciprocal, actors, recipients,
    coalesce(first_day, last_day) as day, coalesce(last_day, first_day) as last_day, date.precision as precision,
    coalesce(date.text, '') != '' as in_words
  from events where event in {among_chosen}
"""
MEMBERS = """
create temp table {members} as
  select c.unit, e.*, r.first_published, coalesce(nullif(lower(trim(r.publisher)), ''), e.report) as publisher,
    coalesce(s.copy_group, e.report) as copy_group
  from {chosen} c join {coded} e using (event)
  left join (select report, publisher, first_published from reports where report in {among_coded}) r
    on r.report = e.report
  left join (select report, copy_group from stories where report in {among_coded}) s on s.report = e.report
"""
# Every ordered pair that an event names, each once; a reciprocal one in both directions.
SIDES = """
create temp table {sides} as
  with filed as (
    select unit, event, reciprocal, list_distinct([{node} for p in actors]) as actors,
      list_distinct([{node} for p in recipients]) as recipients
    from {members} where len(actors) + len(recipients) > 0),
  filled as (
    select unit, event, reciprocal, case when len(actors) = 0 then [null] else actors end as actors,
      case when len(recipients) = 0 then [null] else recipients end as recipients from filed),
  one as (select unit, event, reciprocal, actor, unnest(recipients) as recipient
    from (select unit, event, reciprocal, unnest(actors) as actor, recipients from filled))
  select unit, event, actor, recipient from one
  union select unit, event, recipient, actor from one where reciprocal
"""

# What most events of a unit say, of values that are given as often the one told first. The scores are those of the
# event that stands for the unit: of the type and mode most give, and of these the one told first.
TOLD = """
create temp table {told} as
  with e as (
    select unit, event, type, mode, quad, goldstein, intensity, status, report, publisher, copy_group, day, last_day,
      precision, date_diff('day', day, last_day) < 3 as short, in_words,
      row_number() over (partition by unit order by first_published nulls last, event) as nth
    from {members}),
  by_code as (
    select unit, type, mode, count(*) as n, min(nth) as first, arg_min(quad, nth) as quad,
      arg_min(goldstein, nth) as goldstein, arg_min(intensity, nth) as intensity
    from e group by unit, type, mode),
  by_type as (select unit, type, sum(n) as n_type, min(first) as first_type from by_code group by unit, type),
  codes as (
    select unit, type, mode, quad, goldstein, intensity from by_code join by_type using (unit, type)
    qualify row_number() over (
      partition by unit order by n_type desc, first_type, (mode is null), n desc, first) = 1),
  statuses as (
    select unit, status from (select unit, status, count(*) as n, min(nth) as first from e group by unit, status)
    qualify row_number() over (partition by unit order by n desc, first) = 1),
  dates as (
    select unit, day, last_day, precision from (
      select unit, day, last_day, arg_min(precision, nth) as precision, short, in_words, count(*) as n,
        min(nth) as first
      from e where day is not null group by unit, day, last_day, short, in_words)
    qualify row_number() over (partition by unit order by short desc, in_words desc, n desc, first) = 1),
  tellers as (
    select unit, count(distinct report) as n_reports,
      least(count(distinct publisher), count(distinct copy_group), count(distinct report)) as n_independent,
      list(event order by event) as events
    from e group by unit)
  select e.* exclude (first_day) from (
    select *, day as first_day
    from codes join statuses using (unit) join tellers using (unit) left join dates using (unit)) e
  where {again}
"""

# Pairs that at least half of the events which name both sides name; where none does, single sides that half name.
PAIRS = """
create temp table {pairs} as
  with whole as (
    select unit, event, actor, recipient, actor is not null and recipient is not null as whole_pair from {sides}),
  best as (select unit, event, actor, recipient from whole
    where whole_pair or unit not in (select unit from whole where whole_pair)),
  totals as (select unit, count(distinct event) as total from best group by unit),
  named as (
    select unit, actor, recipient from best join totals using (unit)
    group by unit, actor, recipient, total having 2 * count(distinct event) >= total)
  select n.unit, n.actor, n.recipient, t.* exclude (unit) from named n join {told} t using (unit)
"""

COUNTS = """
select count(*), count(*) filter (day is null), count(*) filter (unit not in (select unit from {pairs})) from {told}
"""
