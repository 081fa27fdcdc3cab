-- One row for each place in each report that tells the happening of a pair; the happening is named by its first telling.
spread as (
  select c.lead, e.event as told_event, e.report as told_report, e.actors as told_actors, e.recipients as told_recipients,
    e.confidence as told_confidence, e.status as told_status, unnest(e.mentions) as m
  from events e join export_chosen c on c.event = e.event
),
papers as (
  select report, url, id, path, publisher, address, length, first_published, last_published from reports
),
mentions as (
  select p.* exclude (r), s.*, paper as r, l.added as told_added,
    [x.span[1] for x in list_concat(s.told_actors, s.told_recipients) if x.entity = p.a.entity][1] as a_at,
    [x.span[1] for x in list_concat(s.told_recipients, s.told_actors) if x.entity = p.b.entity][1] as b_at
  from counts p
  join spread s on s.lead = p.event
  left join papers paper on paper.report = s.told_report
  left join leads l on l.report = s.told_report
),
