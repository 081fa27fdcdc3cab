-- One row for each claim of a headline, with its report (r).
told as (select report, id, path, url, title, publisher, first_published, last_published from reports),
claims_told as (select c.*, r from claims c left join told r on r.report = c.report where {whole} or c.report in (select report from export_chosen)),
