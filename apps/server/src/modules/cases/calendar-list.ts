/** The calendar of a region: notices that begin and end, steps and cases that are due. */
import type { CalendarItem, QueryOf, routes } from '@lika/contract'
import { refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { inRanges, placeCodes, placePath } from '../registry/index.ts'
import { holidaysBetween, knownYears } from './calendar.ts'
import type { CasesDeps } from './deps.ts'
import { rangesOf } from './listing.ts'
import { findProcedures, findVersions } from './procedures.ts'

const MOST_DAYS = 100
const MOST_NOTICES = 1000

interface DueRow {
  readonly kind: 'stepDue' | 'caseDue'
  readonly day: string
  readonly procedure: string
  readonly step: string | null
  readonly n: number
  readonly one: string
}

interface NoticeRow {
  readonly id: string
  readonly procedure: string
  readonly step: string
  readonly regionCode: string
  readonly from: string
  readonly until: string
  readonly cases: number
}

export async function listCalendar(
  deps: CasesDeps,
  actor: Actor,
  { region, from, to }: QueryOf<(typeof routes)['cases']['listCalendar']>,
) {
  mustBeShort(from, to)
  const { pool } = deps.registry.db
  const ranges = rangesOf(actor, region)
  const values: unknown[] = [from, to]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows: dues } = await pool.query<DueRow>(
    `select 'stepDue' as kind, s.due_on as day, s.procedure, s.step, count(*)::integer as n, min(s.case_id::text) as one
     from case_step s where s.due_on between $1 and $2 and ${inRanges('s.region_code', ranges, bind)}
     group by s.due_on, s.procedure, s.step
     union all
     select 'caseDue', f.due_on, f.procedure, null, count(*)::integer, min(f.id::text) from case_file f
     where f.state = 'open' and f.due_on between $1 and $2 and ${inRanges('f.region_code', ranges, bind)} group by f.due_on, f.procedure`,
    values,
  )
  const noticeValues: unknown[] = [from, to]
  const bindNotice = (value: unknown) => `$${noticeValues.push(value)}`
  const { rows: notices } = await pool.query<NoticeRow>(
    `select n.id, n.procedure, n.step, n.region_code as "regionCode", n.hangs_from as "from", n.hangs_until as until,
       jsonb_array_length(n.content -> 'rows') as cases
     from notice n where n.taken_down_on is null and (n.hangs_from between $1 and $2 or n.hangs_until between $1 and $2)
       and ${inRanges('n.region_code', ranges, bindNotice)} order by n.hangs_until, n.id limit ${MOST_NOTICES}`,
    noticeValues,
  )
  const digests = await findVersions(
    pool,
    [...dues, ...notices].map(({ procedure }) => procedure),
  )
  const known = await findProcedures(pool, digests)
  // The latest of each, for its words.
  const byId = new Map(
    digests
      .toReversed()
      .map((digest) => known.get(digest)!.procedure)
      .map((procedure) => [procedure.id, procedure]),
  )
  const named = (id: string) => ({ id, label: byId.get(id)?.label ?? { zh: id, en: id } })
  const stepNamed = (procedure: string, id: string) => ({
    id,
    label: byId.get(procedure)?.steps.find((step) => step.id === id)?.label ?? { zh: id, en: id },
  })
  const places = await deps.registry.findPlaces(
    pool,
    placeCodes([region, ...notices.map(({ regionCode }) => regionCode)]),
  )
  const today = deps.registry.clock.today()
  const items: CalendarItem[] = [
    ...dues.map((row) => ({
      day: row.day,
      kind: row.kind,
      procedure: named(row.procedure),
      step: row.step === null ? null : stepNamed(row.procedure, row.step),
      region: placePath(region === 'all' ? '' : region, places),
      notice: null,
      cases: row.n,
      case: row.n === 1 ? row.one : null,
      late: row.day < today,
    })),
    ...notices.flatMap((row) =>
      (['noticeBegins', 'noticeEnds'] as const)
        .map((kind) => ({ kind, day: kind === 'noticeBegins' ? row.from : row.until }))
        .filter(({ day }) => from <= day && day <= to)
        .map(({ kind, day }) => ({
          day,
          kind,
          procedure: named(row.procedure),
          step: stepNamed(row.procedure, row.step),
          region: placePath(row.regionCode, places),
          notice: row.id,
          cases: row.cases,
          case: null,
          late: false,
        })),
    ),
  ]
  return {
    items: items.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    holidays: holidaysBetween(from, to),
    knownYears: knownYears(),
  }
}

function mustBeShort(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  if (days >= 0 && days <= MOST_DAYS) return
  throw refused(
    'calendar.span',
    {
      zh: `日历一次最多看 ${MOST_DAYS} 天，起始日不能晚于结束日。`,
      en: `A calendar shows ${MOST_DAYS} days at most, and begins before it ends.`,
    },
    { field: 'to', value: to, expected: `${from} – +${MOST_DAYS}` },
  )
}
