"""The statements that make a digest; the words in braces are scopes: which events or units they are about.

``{p}`` goes before the names of the views that they read: nothing for all events, "chosen_" for a few of them, which
are read once and kept, as a view is a chain of joins that each statement would work through again.

Ids of events, parties and units are whole numbers here, so that a million of them are joined and counted in a moment.
"""

from __future__ import annotations

DIGEST_SCHEMA = 4  # a digest of another number is made anew

TABLES = """
create table digest.about (schema integer, "commit" varchar, made integer);
create table digest.acts (
  act integer, event varchar, report varchar, n bigint, unit integer, occurrence varchar, type varchar, mode varchar,
  quad bigint, goldstein double, intensity double, status varchar, reciprocal boolean, first_day date, last_day date,
  day date, precision varchar, in_words boolean, first_published date, publisher varchar, copy_group varchar,
  story varchar, place varchar, place_country varchar, lat double, lon double, confidence double, review varchar);
create table digest.words (act integer, words varchar);
create table digest.lines (
  act integer, cameo varchar, why varchar, about varchar,
  actors struct(name varchar, country varchar, sector varchar, entity varchar)[],
  recipients struct(name varchar, country varchar, sector varchar, entity varchar)[],
  sentence varchar, first bigint, last bigint);
create table digest.reviews (event varchar, state ubigint);
create table digest.who (who integer, country varchar, sector varchar, kind varchar, entity varchar, name varchar);
create table digest.parties (act integer, side tinyint, who integer);
create table digest.units (
  unit integer, occurrence varchar, type varchar, mode varchar, quad bigint, goldstein double, intensity double,
  status varchar, day date, last_day date, precision varchar, n_reports bigint, n_independent bigint, n_events bigint);
"""
PAIRS_TABLE = "create table digest.{table} (unit integer, actor varchar, recipient varchar)"

# What makes reports depend on one another is a word they share: the publisher and the group of copies; a report of
# which neither is known shares its own id with nobody.
ACTS = """
insert into digest.acts
  with e as (
    select event, report, n, type, mode, quad, goldstein, intensity, status, reciprocal, first_day, last_day,
      date.precision as precision, coalesce(date.text, '') != '' as in_words, place.name as place,
      place.country as place_country, place.lat as lat, place.lon as lon, confidence, review
    from {p}events),
  o as (select event, occurrence from {p}occurrences),
  placed as (select e.*, coalesce(o.occurrence, e.event) as occurrence from e left join o using (event))
  select $act + row_number() over (order by coalesce(first_day, last_day) desc nulls last, p.event), p.event, p.report,
    n, $unit + dense_rank() over (order by occurrence), occurrence, type, mode, quad, goldstein, intensity, status,
    reciprocal, first_day, last_day, coalesce(first_day, last_day), precision, in_words, r.first_published,
    coalesce(nullif(lower(trim(r.publisher)), ''), p.report), coalesce(s.copy_group, p.report), s.story, place,
    place_country, lat, lon, confidence, review
  from placed p
    left join {p}reports r on r.report = p.report
    left join {p}stories s on s.report = p.report
  order by 1
"""

SIDED = """
create temp table sided as
  with e as (select event, actors, recipients from {p}events),
  p as (
    select event, 1 as side, unnest(actors) as party from e
    union all select event, 2, unnest(recipients) from e)
  select a.act, p.side, party.country as country, party.sector as sector, party.kind as kind, party.entity as entity,
    party.name as name
  from p join (select act, event from digest.acts where act > $act) a using (event)
"""
WHO = """
insert into digest.who
  select $who + row_number() over (order by country, sector, entity), country, sector, mode(kind), entity, mode(name)
  from sided s where not exists (
    select 1 from digest.who w where w.entity = s.entity and w.country is not distinct from s.country
      and w.sector is not distinct from s.sector)
  group by country, sector, entity order by 1
"""
PARTIES = """
insert into digest.parties
  select distinct act, side, who from sided s join digest.who w
    on w.entity = s.entity and w.country is not distinct from s.country and w.sector is not distinct from s.sector
  order by who, act, side
"""

# In small letters what words of an event can be looked for in: its place, triggers and parties in a line, then a line
# for each sentence that tells it, cut out of the report where its text is kept. Offsets count code points, as those of
# DuckDB do.
WORDS = """
insert into digest.words
  with e as (select event, report, mentions, actors, recipients, place.name as place from {p}events),
  m as (select event, report, unnest(mentions) as m from e),
  told as (
    select event, string_agg(distinct substring(r.text, m.sentence[1] + 1, m.sentence[2] - m.sentence[1]), chr(10))
      as sentences
    from m join {p}reports r using (report) group by event)
  select a.act, lower(concat_ws(chr(10), concat_ws(' ', e.place, array_to_string(list_concat(
      [m.trigger for m in e.mentions], [concat_ws(' ', p.name, p.text) for p in list_concat(e.actors, e.recipients)]),
      ' ')), t.sentences))
  from e join (select act, event from digest.acts where act > $act) a using (event) left join told t using (event)
  order by a.act
"""

# What a list shows of an event beside that: who, and the first sentence that tells it with the place of the trigger in
# it. A page of a list would else read fifty groups of rows of the events, and of the texts.
LINES = """
insert into digest.lines
  with e as (
    select event, report, cameo, why, concat_ws('/', about.type, about.mode) as about, mentions[1] as m,
      {{a}}actors{{z}} as actors, {{a}}recipients{{z}} as recipients
    from {p}events)
  select a.act, e.cameo, e.why, e.about, e.actors, e.recipients,
    substring(r.text, m.sentence[1] + 1, m.sentence[2] - m.sentence[1]), greatest(m.span[1] - m.sentence[1], 0),
    greatest(m.span[2] - m.sentence[1], 0)
  from e join (select act, event from digest.acts where act > $act) a using (event)
    left join (select report, text from {p}reports) r using (report)
  order by a.act
""".replace("{{a}}", "list_transform(").replace(
    "{{z}}", ", lambda p: {{'name': p.name, 'country': p.country, 'sector': p.sector, 'entity': p.entity}})"
)

# What most events of an occurrence say, of values that are given as often the one told first. The scores are those of
# the event that stands for it: of the type and mode most give, and of these the one told first. An occurrence of one
# event says what that says.
UNITS = """
insert into digest.units
  with scope as (select * from digest.acts where {units}),
  sizes as (select unit, count(*) as n_events from scope group by unit),
  e as (
    select unit, type, mode, quad, goldstein, intensity, status, report, publisher, copy_group, day,
      coalesce(last_day, first_day) as last_day, precision,
      coalesce(date_diff('day', first_day, last_day) < 3, false) as short, in_words,
      row_number() over (partition by unit order by first_published nulls last, event) as nth
    from scope where unit in (select unit from sizes where n_events > 1)),
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
      least(count(distinct publisher), count(distinct copy_group), count(distinct report)) as n_independent
    from e group by unit),
  told as (
    select unit, type, mode, quad, goldstein, intensity, status, day, last_day, precision, n_reports, n_independent
    from codes join statuses using (unit) join tellers using (unit) left join dates using (unit)
    union all
    select unit, type, mode, quad, goldstein, intensity, status, day, coalesce(last_day, first_day), precision, 1, 1
    from scope where unit in (select unit from sizes where n_events = 1)),
  names as (select unit, any_value(occurrence) as occurrence from scope group by unit)
  select unit, occurrence, type, mode, quad, goldstein, intensity, status, day, last_day, precision, n_reports,
    n_independent, n_events
  from told join sizes using (unit) join names using (unit) order by unit
"""

# Every ordered pair that an event names, each once; a reciprocal one in both directions. ``node`` is what a party ``w``
# is filed under, ``acts`` the events: a table with act, unit and reciprocal; ``parties`` has at least theirs. Nodes are
# numbers until the end.
SIDES = """
  there as (select act, side, who from {parties} where act in (select act from {acts})),
  nodes as (
    select who, dense_rank() over (order by {node})::integer as id, {node} as node from digest.who w
    where who in (select who from there)),
  names as (select id, any_value(node) as node from nodes group by id),
  filed as (select distinct p.act, p.side, n.id from there p join nodes n using (who)),
  one as (
    select act, x.id as actor, y.id as recipient
    from (select act, id from filed where side = 1) x full join (select act, id from filed where side = 2) y
      using (act)),
  mutual as (select act from {acts} where reciprocal),
  ways as (
    select act, actor, recipient from one where act not in (select act from mutual)
    union all (
      select act, actor, recipient from one where act in (select act from mutual)
      union select act, recipient, actor from one where act in (select act from mutual))),
  sides as (select a.unit, act, actor, recipient from ways join {acts} a using (act))
"""
# Of several events of an occurrence: pairs that at least half of the events which name both sides name; where none
# does, single sides that half name. What one event alone tells counts as it stands. All units come after ``unit``.
NAMED = """
  lone as (select unit from digest.units where n_events = 1 and unit > {unit}),
  several as (
    select unit, act, actor, recipient, actor is not null and recipient is not null as whole from sides
    where unit not in (select unit from lone)),
  best as (
    select unit, act, actor, recipient from several
    where whole or unit not in (select unit from several where whole)),
  totals as (select unit, count(distinct act) as total from best group by unit),
  found as (
    select unit, actor, recipient from best join totals using (unit)
    group by unit, actor, recipient, total having 2 * count(distinct act) >= total
    union all select unit, actor, recipient from sides where unit in (select unit from lone))
"""
# The pairs of ``{found}`` with the names of their nodes.
PAIR_NAMES = """
  select f.unit, x.node as actor, y.node as recipient
  from {found} f left join names x on x.id = f.actor left join names y on y.id = f.recipient
"""
# What a party ``w`` is filed under at each level, by the table that has the pairs of it; without a country (an armed
# group, a person of no state) it is its entity.
LEVELS = {
    "pairs": "coalesce(w.country, w.entity)",
    "pairs_of_sectors": "coalesce(w.country || coalesce('/' || w.sector, ''), w.entity)",
    "pairs_of_entities": "w.entity",
}
PAIRS = (
    "insert into digest.{table} with taken as (select act, unit, reciprocal from digest.acts where act > {act}), "
    + SIDES.replace("{acts}", "taken").replace("{parties}", "(from digest.parties where act > {act})")
    + ", "
    + NAMED
    + PAIR_NAMES.replace("{found}", "found")
    + " order by f.unit, actor, recipient"
)

# The few events that are read again, those of some ids, with what tells of their reports. What the machine has of those
# that nobody decided about (``plain``) lies in some commits. The newest of a report is the one its coding is of, so
# that the stored reports are looked at in place of the view, which joins every coding.
_READ_AGAIN = """
  event, report, n, type, mode, quad, goldstein, intensity, status, reciprocal, first_day, last_day, date, place,
  confidence, mentions, actors, recipients, cameo, why, about
"""
CHOSEN = f"""
create or replace temp table chosen_events as
  select {_READ_AGAIN}, null::varchar as review
  from machine_events where "commit" in {{commits}} and event in {{plain}}
  union all select {_READ_AGAIN}, review from events where review is not null and event in {{events}};
create or replace temp table chosen_occurrences as select event, occurrence from occurrences where event in {{events}};
"""
CHOSEN_REPORTS = """
create or replace temp table chosen_stories as select report, story, copy_group from stories where report in {reports};
create or replace temp table chosen_reports as
  select r.report, r.publisher, c.first_published, r.text
  from (select report, publisher, text from raw_reports
      where "commit" in (select "commit" from live) and report in {reports}) r
    join (select report, first_published from codings where report in {reports}) c using (report)
"""

# What a commit can change: the reports that it brought, coded, replaced or placed.
TOUCHED = """
select report from raw_reports where commit in {commits}
union select replaces from raw_reports where commit in {commits} and replaces is not null
union select report from raw_codings where commit in {commits}
union select report from raw_stories where commit in {commits}
union select report from raw_occurrences where commit in {commits}
union select report from raw_tombstones where commit in {commits}
"""
# What people made of events, each with a number that is another one when anything about the event is: one decision may
# take back another or stand in for it, and the events that are other ones now than in the digest tell which.
REVIEWS = "select event, hash(e) as state from events e where review is not null union all select event, 0 from gone"
KEEP_REVIEWS = f"delete from digest.reviews; insert into digest.reviews {REVIEWS}"
DECIDED = f"""
with now as ({REVIEWS}), was as (from digest.reviews)
select distinct event from ((from now except from was) union all (from was except from now))
"""
# What is in the digest of what was touched, the occurrences that it is in or comes into, and all that is taken out. The
# columns of words are wide: whatever can be is looked for by numbers.
TOUCHED_UNITS = "select distinct unit from digest.acts where {there}"
DECIDED_REPORTS = "select distinct report from decisions where report is not null and target in {events}"
DECIDED_UNITS = "select event, unit from digest.acts where report in {reports} and event in {events}"
OTHER_OCCURRENCES = """
select occurrence from occurrences where {there} except select occurrence from digest.units where unit in ({units})
"""
OTHER_UNITS = "select unit from digest.units where occurrence in {occurrences}"
GONE_ACTS = """
create or replace temp table gone_acts as select act, unit, event, report from digest.acts where unit in ({units})
"""
# Where the machine's rows of some events are: by what the digest has of them, and of those that it has not.
CODED_IN = """
select distinct "rows" from current_codings where report in (select report from gone_acts where event in {events})
"""
SHOWN_AS_MADE = "select event from {table} where event in {events}"
STILL_UNKNOWN = "select distinct commit from machine_events where event in {events}"
