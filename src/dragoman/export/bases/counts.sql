-- The pairs with how often their happening is told: in how many reports, by how many publishers or sites, in how many
-- places of them. An event whose happening is not known counts for itself. `added` is when an archive took the report
-- in, null outside one; `lead_end` is where the first paragraph of the report ends that is not its title.
kept as (select count(*) > 0 as archived from commits where run != ''),
openings as (
  select report, coded, text, case when title is not null and starts_with(text, title) then strpos(text, chr(10) || chr(10)) + 1 else 0 end as body
  from reports
),
leads as (
  select report, case when archived then strftime(coded, '%Y%m%d%H%M%S')::bigint end as added,
    case when text is not null then body + coalesce(nullif(strpos(substr(text, body + 1), chr(10) || chr(10)), 0), length(text)) end as lead_end
  from openings cross join kept
),
tellings as (
  select o.occurrence, count(distinct e.report) as articles, sum(len(e.mentions)) as mentions,
    count(distinct coalesce(r.publisher, split_part(r.address, '/', 1), e.report)) as publishers
  from occurrences o join events e on e.event = o.event left join reports r on r.report = e.report
  where o.occurrence in (select occurrence from export_chosen)
  group by o.occurrence
),
counts as (
  select p.*, l.added, l.lead_end, coalesce(t.articles, 1) as n_articles, coalesce(t.publishers, 1) as n_publishers,
    coalesce(t.mentions, len(p.mentions)) as n_mentions
  from pairs p
  left join leads l on l.report = p.report
  left join tellings t on t.occurrence = p.occurrence
),
