-- One row for each report.
told_stories as (select report, any_value(story) as story from stories group by report),
reports_told as (
  select r.*, s.story from reports r left join told_stories s on s.report = r.report
  where {whole} or r.report in (select report from export_chosen)
),
