-- One row for each event: the event with its report (r), its happening and its story.
told as (
  select report, id, path, url, title, publisher, language, published, first_published, last_published, made_by
  from reports
),
happening as (
  select e.*, r, c.occurrence, c.story, kinds.kind as place_kind, country.name as place_state, country.fips as place_fips
  from events e
  join export_chosen c on c.event = e.event
  left join told r on r.report = e.report
  left join fact_countries country on country.code = e.place.country
  left join fact_places kinds
    on kinds.name = e.place.name and kinds.iso3 = e.place.country and kinds.lat = e.place.lat and kinds.lon = e.place.lon
  where {lead}
),
