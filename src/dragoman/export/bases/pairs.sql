-- One row for each pair of an actor (a, the i-th) and a recipient (b, the j-th) of an event. A side that nobody fills
-- is null. What several sides do to each other, all named as actors, gives a row for each two of them. Where a format
-- writes what is mutual both ways, a second row has the sides exchanged (back), with the code of the other side's act.
counted as (
  select *, len(actors) as na, len(recipients) as nr, reciprocal and nr = 0 and na > 1 as among from happening
),
split as (
  select *, unnest(case when among
    then flatten([[{{'i': x, 'j': y}} for y in range(x + 1, na + 1)] for x in range(1, na)])
    else flatten([[{{'i': x, 'j': y}} for y in range(1, greatest(nr, 1) + 1)] for x in range(1, greatest(na, 1) + 1)])
  end) as sides from counted
),
sided as (
  select * exclude (sides), sides.i as i, sides.j as j, actors[sides.i] as first, case when among then actors[sides.j] else recipients[sides.j] end as second
  from split
),
both_ways as (
  select s.*, coalesce(f.other_side, s.cameo) as other_cameo,
    {mirror} and first is not null and second is not null and (reciprocal or f.other_side is not null)
    and (among or not (list_contains([x.entity for x in actors], second.entity)
                       and list_contains([x.entity for x in recipients], first.entity))) as mutual
  from sided s left join fact_cameo f on f.code = s.cameo
  where na <= 1 and nr <= 1 or not coalesce(first.entity = second.entity, false)
),
turned as (
  select *, unnest(case when mutual then [false, true] else [false] end) as back from both_ways
),
paired as (
  select * exclude (first, second),
    case when back then second else first end as a, case when back then first else second end as b,
    case when back then other_cameo else cameo end as code,
    concat(event, '/', i, '-', j, case when back then '-back' else '' end) as key
  from turned
),
pairs as (
  select p.*, (md5_number(p.key) % 9223372036854775808)::bigint as number,
    case when p.back then coalesce(f.goldstein, p.goldstein) else p.goldstein end as scale,
    coalesce(f.icews, scale) as icews_intensity, f.name as code_name,
    ca as a_country, cb as b_country, sa as a_sector, sb as b_sector,
    -- A state's bare name has no sector of its own in CAMEO and ICEWS.
    case when p.a.kind = 'state' then null else sa.cameo end as a_type,
    case when p.b.kind = 'state' then null else sb.cameo end as b_type,
    case when p.a.kind = 'state' then null else sa.icews end as a_icews,
    case when p.b.kind = 'state' then null else sb.icews end as b_icews,
    case when p.first_day = p.last_day then p.first_day end as day
  from paired p
  left join fact_cameo f on f.code = p.code
  left join fact_countries ca on ca.code = p.a.country
  left join fact_countries cb on cb.code = p.b.country
  left join fact_sectors sa on sa.sector = p.a.sector
  left join fact_sectors sb on sb.sector = p.b.sector
),
