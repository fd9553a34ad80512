/** Whom a case can be opened for: subjects of the right status, with the verdict of today. */
import type { CaseCandidate, QueryOf, routes } from '@lika/contract'
import { conditionRefusal, inWords, type Procedure, type VerdictOutcome } from '@lika/policy'
import type { Message } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { cursorOf, inRanges, placeCodes, placePath, type Range, readCursor } from '../registry/index.ts'
import type { Subject } from './case-files.store.ts'
import { listCounties } from './counties.ts'
import type { CasesDeps } from './deps.ts'
import { rangesOf } from './listing.ts'
import { householdsNamed } from './named.sql.ts'
import { proceduresAt, wordsOf } from './procedures.ts'
import { noProcedure } from './refusals.ts'
import { wordOf } from './terms.ts'

type Query = QueryOf<(typeof routes)['cases']['listCandidates']>

const OUTCOMES = ['unmet', 'undetermined', 'met'] as const

interface CandidateRow extends Subject {
  readonly outcome: 0 | 1 | 2 | null
  readonly openCase: string | null
  /** Verdicts on the sets that say whom the procedure is for. */
  readonly when: 0 | 1 | 2 | null
  readonly unless: 0 | 1 | 2 | null
}

export async function listCandidates(
  deps: CasesDeps,
  actor: Actor,
  query: Query,
): Promise<{ items: CaseCandidate[]; next?: string }> {
  const ranges = rangesOf(actor, query.region)
  const inForce = proceduresAt(deps, query.region)
  const known = inForce.find(({ procedure }) => procedure.id === query.procedure)
  if (!known)
    throw noProcedure(
      query.region,
      query.procedure,
      inForce.map(({ procedure }) => procedure.id),
    )
  const limit = Number(query.limit ?? '100')
  const rows = await candidateRows(deps, known.procedure, query, ranges, limit + 1)
  const page = rows.slice(0, limit)
  const { pool } = deps.registry.db
  const places = await deps.registry.findPlaces(pool, placeCodes(page.map(({ regionCode }) => regionCode)))
  const kind = known.procedure.subject as CaseCandidate['subject']['kind']
  const items = page.map(
    (row): CaseCandidate => ({
      subject: {
        kind,
        id: row.id,
        name: row.name,
        number: row.number,
        householdSize: row.householdSize,
        status: row.status,
      },
      region: placePath(row.regionCode, places),
      outcome: row.outcome === null ? null : OUTCOMES[row.outcome]!,
      openCase: row.openCase,
      refused:
        row.openCase === null
          ? conditionRefused(deps, known.procedure, row)
          : { zh: '同一程序的事项正在办理中', en: 'a case of the same procedure is open' },
    }),
  )
  const last = page.at(-1)
  if (rows.length <= limit || !last) return { items }
  return { items, next: cursorOf({ region: last.regionCode, id: last.id }) }
}

/** What the engine says of whom the procedure is not for, in words. */
function conditionRefused(deps: CasesDeps, procedure: Procedure, row: CandidateRow): Message | null {
  const verdicts: Record<string, VerdictOutcome> = {}
  for (const key of ['when', 'unless'] as const) {
    const [set, outcome] = [procedure[key], row[key]]
    if (set !== undefined && outcome !== null) verdicts[set] = OUTCOMES[outcome]!
  }
  const refusal = conditionRefusal(procedure, { verdicts })
  if (refusal === undefined) return null
  const words = wordsOf(deps, procedure.subject, row.regionCode)
  return inWords(refusal.message, (kind, id) => wordOf(kind, id, words))
}

async function candidateRows(
  deps: CasesDeps,
  procedure: Procedure,
  query: Query,
  ranges: readonly Range[],
  limit: number,
): Promise<CandidateRow[]> {
  const { pool } = deps.registry.db
  if (procedure.subject === 'county') {
    const counties = await listCounties(pool, ranges, deps.registry.clock.today())
    return counties
      .filter(({ id, status }) => isOf(procedure, status) && (query.subject ?? id) === id)
      .map((county) => ({ ...county, outcome: null, openCase: null, when: null, unless: null }))
  }
  const values: unknown[] = [procedure.set ?? '', procedure.id, procedure.when ?? '', procedure.unless ?? '']
  const bind = (value: unknown) => `$${values.push(value)}`
  const isHousehold = procedure.subject === 'household'
  const id = isHousehold ? 's.household_id' : 's.village_id'
  const where = [
    `s.valid_to = 'infinity' and s.ended_because is null`,
    inRanges('s.region_code', ranges, bind),
    ...statusCondition(procedure, bind),
    ...(query.subject ? [`${id} = ${bind(query.subject)}::uuid`] : []),
    ...(query.outcome ? [`v.outcome = ${bind(OUTCOMES.indexOf(query.outcome))}`] : []),
    ...(query.search
      ? [
          isHousehold
            ? `${id} in (${householdsNamed(deps, query.search, bind)})`
            : `r.name ^@ ${bind(query.search.trim())}`,
        ]
      : []),
  ]
  if (query.cursor !== undefined) {
    const at = readCursor(query.cursor, ['region', 'id'])
    where.push(`(s.region_code, ${id}) > (${bind(at.region)}, ${bind(at.id)}::uuid)`)
  }
  const { rows } = await pool.query<CandidateRow>(
    `select s.county_code as "countyCode", ${id} as id, s.region_code as "regionCode",
       ${isHousehold ? 's.head_name as name, s.number, s.household_size' : 'r.name, null as number, null::integer'} as "householdSize",
       s.status, s.ended_because as "endedBecause", v.outcome, f.id as "openCase",
       w.outcome as "when", u.outcome as "unless"
     from ${isHousehold ? 'household_snapshot' : 'village_snapshot'} s
     ${isHousehold ? '' : `left join region r on r.code = s.region_code and r.valid_to = 'infinity'`}
     left join verdict v on v.county_code = s.county_code and v.subject_id = ${id} and v.set_id = $1
     left join verdict w on w.county_code = s.county_code and w.subject_id = ${id} and w.set_id = $3
     left join verdict u on u.county_code = s.county_code and u.subject_id = ${id} and u.set_id = $4
     left join case_file f on f.county_code = s.county_code and f.subject_id = ${id} and f.procedure = $2 and f.state = 'open'
     where ${where.join(' and ')} order by s.region_code, ${id} limit ${limit}`,
    values,
  )
  return rows
}

/** `none` is a subject without a status. */
function isOf({ statuses }: Procedure, status: string | null): boolean {
  return statuses.length === 0 || statuses.includes(status ?? 'none')
}

function statusCondition({ statuses }: Procedure, bind: (value: unknown) => string): string[] {
  if (statuses.length === 0) return []
  return [`coalesce(s.status, 'none') = any(${bind(statuses)}::text[])`]
}
