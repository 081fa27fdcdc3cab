-- One row for each tie, with its report (r).
told as (select report, id, path, url, title, publisher, first_published, last_published from reports),
ties_told as (select t.*, r from ties t left join told r on r.report = t.report where {whole} or t.report in (select report from export_chosen)),
