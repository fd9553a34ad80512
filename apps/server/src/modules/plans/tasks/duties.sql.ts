/**
 * Duties: tasks, and the rounds of those that come by a cycle, each with its state on a day. All of it is worked out in
 * one statement from the tasks in force and the reports about them; nothing is kept.
 */
import { regionRange } from '@lika/codes'

export type Bind = (value: unknown) => string

export interface DutyAsk {
  readonly region: string
  /** The day that it is: reports known by then count. */
  readonly date: string
  readonly month?: string | undefined
  readonly plan?: string | undefined
  readonly unit?: string | undefined
  readonly role?: string | undefined
  readonly state?: string | undefined
  readonly search?: string | undefined
  /** Month in which the last report about it lies. */
  readonly reportedIn?: string | undefined
  /** Rounds between these days; around the date or in the year of the month otherwise. */
  readonly window?: { readonly from: string; readonly to: string } | undefined
}

/** What a unit is told apart by: the id of the register where it is known, its name otherwise. */
export const UNIT_KEY = `coalesce(u.unit_id::text, u.name)`

/** First day of the round of a cycle that holds a day. */
const firstOf = (every: string, day: string) => `case ${every}
  when 'week' then date_trunc('week', ${day}::timestamp) when 'month' then date_trunc('month', ${day}::timestamp)
  when 'quarter' then date_trunc('quarter', ${day}::timestamp) when 'year' then date_trunc('year', ${day}::timestamp)
  else date_trunc('year', ${day}::timestamp) + case when extract(month from ${day}::timestamp) > 6 then interval '6 months' else interval '0' end end`

const stepOf = (
  every: string,
) => `case ${every} when 'week' then interval '7 days' when 'month' then interval '1 month'
  when 'quarter' then interval '3 months' when 'halfYear' then interval '6 months' else interval '1 year' end`

/** Days between which rounds are looked for: a year back, so that what is late comes along, and to the end of the year. */
function windowOf({ date, month, window }: DutyAsk): { readonly from: string; readonly to: string } {
  if (window) return window
  if (month !== undefined && month !== date.slice(0, 7)) {
    const year = month.slice(0, 4)
    return { from: `${year}-01-01`, to: `${year}-12-31` }
  }
  const year = Number(date.slice(0, 4))
  const back = date.slice(5) === '02-29' ? `${year - 1}-03-01` : `${year - 1}${date.slice(4)}`
  return { from: back, to: `${year}-12-31` }
}

/** A region and everything above it. */
export function regionsAbove(region: string): string[] {
  return region === 'all'
    ? []
    : [2, 4, 6, 9, 12].filter((n) => n < region.length).map((n) => region.slice(0, n))
}

/** Filters of tasks as a whole; those of units, plans and months come later where counts are made under the others. */
function taskConditions(ask: DutyAsk, bind: Bind): string[] {
  const { lo, hi } = regionRange(ask.region)
  const above = regionsAbove(ask.region)
  const within = `t.region_code >= ${bind(lo)} and t.region_code < ${bind(hi)}`
  return [
    'p.ended_at is null',
    above.length > 0 ? `(${within} or t.region_code = any(${bind(above)}::text[]))` : within,
    ...(ask.search === undefined ? [] : [searchCondition(ask.search, bind)]),
  ]
}

function searchCondition(text: string, bind: Bind): string {
  const words = text.trim().split(/\s+/).slice(0, 6)
  const each = words.map((word) => {
    const like = bind(`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
    return `(t.text ilike ${like} or t.clause ilike ${like}
      or exists (select from task_unit w where w.task_id = t.id and w.name ilike ${like}))`
  })
  return each.join(' and ')
}

export const planCondition = (ask: DutyAsk, bind: Bind) =>
  ask.plan === undefined ? 'true' : `d.plan_id = ${bind(ask.plan)}::uuid`

export function unitCondition(ask: DutyAsk, bind: Bind): string {
  if (ask.unit === undefined && ask.role === undefined) return 'true'
  const parts = [
    'u.task_id = d.id',
    ...(ask.unit === undefined ? [] : [`${UNIT_KEY} = ${bind(ask.unit)}`]),
    ...(ask.role === undefined ? [] : [`u.role = ${bind(ask.role)}`]),
  ]
  return `exists (select from task_unit u where ${parts.join(' and ')})`
}

/** Its day lies in the month; what is still owed from before comes along with the month of the date. */
export function monthCondition(ask: DutyAsk, bind: Bind): string {
  if (ask.month === undefined) return 'true'
  const first = `${bind(`${ask.month}-01`)}::date`
  const within = `d.day >= ${first} and d.day < (${first} + interval '1 month')::date`
  if (ask.month !== ask.date.slice(0, 7)) return `(${within})`
  return `((${within}) or (d.day < ${first} and d.state <> 'done'))`
}

/** Its last report lies in the month. */
export function reportCondition(ask: DutyAsk, bind: Bind): string {
  if (ask.reportedIn === undefined) return 'true'
  const first = `${bind(`${ask.reportedIn}-01`)}::date`
  return `d.reported_on >= ${first} and d.reported_on < (${first} + interval '1 month')::date`
}

export const stateCondition = (ask: DutyAsk, bind: Bind) =>
  ask.state === undefined ? 'true' : `d.state = ${bind(ask.state)}`

/**
 * CTEs that end in `duty (id, plan_id, region_code, every, starts, day, state, rank, days_late, percent, reported_on, report_id)`.
 * `tasks` narrows the tasks further by conditions on `t` and `p`.
 *
 * Whose reports count: a task is done where it was reported done by its own region or one above. Seen from a region
 * below, which owes its part of it, that region's own report comes first.
 */
export function dutyCtes(ask: DutyAsk, bind: Bind, tasks: readonly string[] = []): string {
  const { from, to } = windowOf(ask)
  const [date, first, last] = [bind(ask.date), bind(from), bind(to)].map((each) => `${each}::date`)
  const seenFrom =
    ask.region === 'all'
      ? 't.region_code'
      : `case when length(t.region_code) < ${ask.region.length} then ${bind(ask.region)} else t.region_code end`
  return `tasks as materialized (
    select t.id, t.plan_id, t.region_code, t.begins_on, t.due_on, t.every, t.ends_on, ${seenFrom} collate "C" as seen_from
    from task t join plan p on p.id = t.plan_id where ${[...taskConditions(ask, bind), ...tasks].join(' and ')}
  ), report as materialized (
    select distinct on (r.subject_id, r.facts->>'duty') r.subject_id, (r.facts->>'duty')::date as duty, r.facts->>'state' as state,
      (r.facts->>'percent')::integer as percent, r.observed_on, r.id as report_id
    from tasks t join record r on r.subject_kind = 'task' and r.subject_id = t.id
    where r.corrects is null and r.observed_on <= ${date} and starts_with(t.seen_from, r.region_code)
      and not exists (select from record c where c.subject_kind = 'task' and c.subject_id = r.subject_id and c.corrects = r.id)
    order by r.subject_id, r.facts->>'duty', length(r.region_code) desc, r.observed_on desc, r.received_at desc, r.id desc
  ), round as (
    select t.id, t.begins_on as starts, t.due_on as day from tasks t where t.every is null
    union all
    select t.id, greatest(s.at::date, t.begins_on), least((s.at + ${stepOf('t.every')} - interval '1 day')::date, t.ends_on)
    from tasks t cross join lateral generate_series(
      ${firstOf('t.every', `greatest(t.begins_on, ${first})`)}, least(t.ends_on, ${last})::timestamp, ${stepOf('t.every')}) s (at)
    where t.every is not null
  ), duty as materialized (
    select t.id, t.plan_id, t.region_code, t.every, o.starts, o.day, r.percent, r.observed_on as reported_on, r.report_id,
      k.state, array_position(array['late', 'blocked', 'due', 'coming', 'open', 'done'], k.state) as rank,
      case when k.state <> 'done' and o.day < ${date} then ${date} - o.day end as days_late
    from round o join tasks t on t.id = o.id
    left join report r on r.subject_id = o.id and r.duty is not distinct from case when t.every is null then null else o.day end
    cross join lateral (select case when r.state = 'done' then 'done' when r.state = 'blocked' then 'blocked'
      when o.day is null then 'open' when o.day < ${date} then 'late'
      when o.day < (date_trunc('month', ${date}::timestamp) + interval '1 month')::date then 'due' else 'coming' end as state) k
  )`
}
