// Access that stands out, worked out of the journal when somebody asks: one query for each rule of unusual.json, which
// answers who, when it began, how often, and what is usual. `seen` are the events of the last weeks, those with `asked`
// of the days that are asked about.
import rules from './unusual.json' with { type: 'json' }

export type RuleId = keyof typeof rules
export { rules }

/** Days before those asked about that say what is usual. */
export const USUAL_DAYS = 30

const household = `subject_kind = 'household' and kind = 'read' and result = 'done'`
const { manyHouseholds, atNight, outsideOwnTown, repeatedRefusals, manyUnmaskings, manyExports } = rules

/** So many of something by one account within an hour or a day. */
function counted(rule: RuleId, condition: string, within: string, atLeast: number): string {
  return `select '${rule}' as rule, account_id, min(at) as begins, count(*) as count, null::numeric as usual, null::text as region_code
  from seen where asked and ${condition} group by account_id, ${within} having count(*) >= ${atLeast}`
}

/**
 * $1 and $3 bound the ids of what is seen, from $2 on it is asked about; $4 and $5 bound the region codes, unless $6 says
 * that all count.
 */
export const unusualSql = `
with seen as materialized (
  select at, at at time zone 'Asia/Shanghai' as local, id >= $2::uuid as asked, kind, action, result, account_id, subject_kind,
    subject_id, region_code
  from audit_event
  where id >= $1::uuid and id < $3::uuid and account_id is not null and ($6::boolean or (region_code >= $4 and region_code < $5))),
hours as materialized (
  select account_id, date_trunc('hour', local) as hour, min(at) as begins, bool_or(asked) as asked, count(distinct subject_id) as count
  from seen where ${household} group by 1, 2),
towns as (
  select account_id, left(region_code, 9) as town, count(distinct subject_id) as count
  from seen where ${household} and length(region_code) >= 9 group by 1, 2),
shares as (select account_id, town, count / sum(count) over (partition by account_id) as share from towns),
found as (
  select 'manyHouseholds' as rule, h.account_id, h.begins, h.count, usual.median::numeric as usual, null::text as region_code
  from hours h, lateral (
    select percentile_disc(0.5) within group (order by o.count) as median
    from hours o where o.account_id = h.account_id and o.hour <> h.hour) usual
  where h.asked and h.count >= ${manyHouseholds.atLeast} and h.count >= ${manyHouseholds.timesUsual} * coalesce(usual.median, 0)
  union all
  select 'outsideOwnTown', s.account_id, min(s.at), count(distinct s.subject_id), round(100 * o.share, 1), o.town
  from seen s join shares o on o.account_id = s.account_id and o.town = left(s.region_code, 9)
  where s.asked and ${household} and o.share < ${outsideOwnTown.share}
  group by s.account_id, o.town, o.share, s.local::date having count(distinct s.subject_id) >= ${outsideOwnTown.atLeast}
  union all ${counted(
    'atNight',
    `kind in ('read', 'export') and result = 'done' and (extract(hour from local) >= ${atNight.from} or extract(hour from local) < ${atNight.to})`,
    `(local - interval '${atNight.to} hours')::date`,
    atNight.atLeast,
  )}
  union all ${counted('repeatedRefusals', `result = 'refused'`, `date_trunc('hour', local)`, repeatedRefusals.atLeast)}
  union all ${counted('manyUnmaskings', `action = 'unmaskFact' and result = 'done'`, 'local::date', manyUnmaskings.atLeast)}
  union all ${counted('manyExports', `kind = 'export' and result = 'done'`, 'local::date', manyExports.atLeast)})
select f.rule, f.account_id, a.name as account, a.display_name, f.begins, f.count, f.usual::text as usual, f.region_code
from found f left join account a on a.id = f.account_id
order by f.begins desc, f.rule, f.account_id limit 500`
