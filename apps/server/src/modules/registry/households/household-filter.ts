/**
 * What a list of households is asked for, read once: conditions that each know the facet to which they belong. The list,
 * its facets, its export and a fact recorded for everybody in it all stand on this.
 */
import { identityKey, isRegionCode, isWithin, parseIdNumber, regionRange } from '@lika/codes'
import { noteAudit } from '../../../platform/audit.ts'
import { invalid } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { RegistryDeps } from '../deps.ts'
import { sqlText } from '../fold/columns.ts'
import { scopeWithin } from '../scope.ts'
import { type GapQuery, gapConditions } from './gap-filter.ts'

export interface HouseholdFilterQuery extends GapQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly within?: string | undefined
  readonly status?: string | undefined
  readonly cause?: string | undefined
  readonly set?: string | undefined
  readonly criterion?: string | undefined
  readonly outcome?: string | undefined
  readonly criteria?: string | undefined
  readonly indicator?: string | undefined
  readonly search?: string | undefined
}

export interface Range {
  readonly lo: string
  readonly hi: string
}

export type HouseholdSearch =
  | { readonly number: string }
  | { readonly idHash: Buffer }
  | { readonly name: string }

/** A condition on the snapshot `s`, on outcomes `v` of the set, or on outcomes `i` of the indicators. */
export interface FilterPart {
  /** region, status, cause, outcome, criterion.ID, indicator; empty for what is no facet. */
  readonly facet: string
  readonly values: readonly string[]
  readonly on: 'snapshot' | 'verdict' | 'indicator'
  readonly sql: string
}

export interface HouseholdAsk {
  readonly region: string
  readonly asOf: string
  readonly isNow: boolean
  readonly set: string
  /** What of the region is the actor's. */
  readonly ranges: readonly Range[]
  readonly parts: readonly FilterPart[]
  readonly search: HouseholdSearch | undefined
  /** FROM items `(county_code, subject_id, codes, outcome)` of the set and of the indicators. */
  readonly verdicts: string
  readonly indicators: string
  /** CTEs that these name, each with a comma behind it: those of another day are judged in the query, once. */
  readonly judged: string
}

export const EXIT_SET = 'household-exit'
type OutcomeName = 'met' | 'unmet' | 'undetermined'
const outcomeNumber = { unmet: 0, undetermined: 1, met: 2 } as const

export function readFilter(deps: RegistryDeps, actor: Actor, query: HouseholdFilterQuery): HouseholdAsk {
  const today = deps.clock.today()
  const asOf = query.asOf ?? today
  const asked = { region: query.region, asOf, set: query.set ?? EXIT_SET }
  return {
    ...asked,
    isNow: asOf === today,
    ranges: scopeWithin(actor, query.region),
    parts: [
      ...within(query),
      ...among('status', 's.status', query.status),
      ...among('cause', 's.cause', query.cause),
      ...outcomeParts(deps, query, asked),
      ...indicatorParts(deps, query, asked),
      ...gapConditions(deps, query, asked, 'household').map((sql) => part('', [], 'snapshot', sql)),
    ],
    search: query.search === undefined ? undefined : readSearch(deps, query.search),
    ...outcomesOn(deps, asked, asOf === today),
  }
}

function outcomesOn(
  deps: RegistryDeps,
  asked: { region: string; asOf: string; set: string },
  isNow: boolean,
): Pick<HouseholdAsk, 'verdicts' | 'indicators' | 'judged'> {
  const verdicts = deps.verdicts.outcomesAt(asked)
  const indicators = deps.verdicts.outcomesAt({ ...asked, set: deps.verdicts.indicatorSet })
  if (isNow) return { verdicts, indicators, judged: '' }
  // Joined as they are, the planner would judge everybody again for each row of the other side.
  return {
    verdicts: 'judged_verdict',
    indicators: 'judged_indicator',
    judged: `judged_verdict as materialized (select * from ${verdicts} v), judged_indicator as materialized (select * from ${indicators} i), `,
  }
}

function part(
  facet: string,
  values: readonly string[],
  on: FilterPart['on'],
  alternatives: string | readonly string[],
): FilterPart {
  const sql = typeof alternatives === 'string' ? alternatives : `(${alternatives.join(' or ')})`
  return { facet, values, on, sql }
}

function within(query: HouseholdFilterQuery): FilterPart[] {
  if (query.within === undefined) return []
  const codes = query.within.split(',')
  const stranger = codes.find((code) => !isRegionCode(code) || !isWithin(code, query.region))
  if (stranger !== undefined) {
    throw invalid(
      'households.notWithin',
      {
        zh: `${stranger} 不在 ${query.region} 之内。`,
        en: `${stranger} does not lie within ${query.region}.`,
      },
      { field: 'within', value: stranger },
    )
  }
  const ranges = codes.map(regionRange).map(({ lo, hi }) => {
    return `s.region_code >= ${sqlText(lo)} and s.region_code < ${sqlText(hi)}`
  })
  return [part('region', codes, 'snapshot', ranges)]
}

/** `unknown` means those who have no value. */
function among(facet: string, column: string, text: string | undefined): FilterPart[] {
  if (text === undefined) return []
  const values = text.split(',')
  const known = values.filter((value) => value !== 'unknown')
  return [
    part(facet, values, 'snapshot', [
      `${column} in (${known.length === 0 ? 'null' : known.map(sqlText).join(', ')})`,
      ...(known.length < values.length ? [`coalesce(${column}, '') = ''`] : []),
    ]),
  ]
}

function outcomeParts(
  deps: RegistryDeps,
  query: HouseholdFilterQuery,
  asked: { region: string; asOf: string; set: string },
): FilterPart[] {
  mustHaveOutcome(query)
  const outcomes = (query.outcome?.split(',') ?? []) as OutcomeName[]
  const wanted = (query.criteria?.split(',') ?? []).map((text) => {
    const dot = text.lastIndexOf('.')
    return { criterion: text.slice(0, dot), outcome: text.slice(dot + 1) as OutcomeName }
  })
  const condition = (criterion: string | undefined, outcome: OutcomeName) =>
    deps.verdicts.outcomeCondition({ ...asked, criterion, outcome: outcomeNumber[outcome] })
  // Of a set about persons it is asked which households have such a member: no outcome of the household's own.
  const on = deps.verdicts.isAboutPersons(asked) ? 'snapshot' : 'verdict'
  const parts: FilterPart[] = []
  if (query.criterion !== undefined) {
    for (const outcome of outcomes) wanted.push({ criterion: query.criterion, outcome })
  } else if (outcomes.length > 0) {
    const alternatives = outcomes.map((each) => condition(undefined, each))
    parts.push(part('outcome', outcomes, on, alternatives))
  }
  for (const [criterion, group] of Map.groupBy(wanted, (each) => each.criterion)) {
    const values = group.map(({ outcome }) => outcome)
    const alternatives = values.map((each) => condition(criterion, each))
    parts.push(part(`criterion.${criterion}`, values, on, alternatives))
  }
  return parts
}

/** A criterion alone asks for nothing, and must not look as if it had been answered. */
export function mustHaveOutcome(query: {
  readonly criterion?: string | undefined
  readonly outcome?: string | undefined
}): void {
  if (query.criterion === undefined || query.outcome !== undefined) return
  throw invalid(
    'households.criterionAlone',
    {
      zh: '按标准筛选时须写明结果:met、unmet 或 undetermined。',
      en: 'A criterion needs an outcome: met, unmet or undetermined.',
    },
    { field: 'outcome' },
  )
}

function indicatorParts(
  deps: RegistryDeps,
  query: HouseholdFilterQuery,
  { region, asOf }: { region: string; asOf: string },
): FilterPart[] {
  if (query.indicator === undefined) return []
  const values = query.indicator.split(',')
  const alternatives = values.map((indicator) =>
    deps.verdicts.indicatorOutcome({ region, asOf, indicator, alias: 'i' }),
  )
  return [part('indicator', values, 'indicator', alternatives)]
}

/** A whole id number is looked up by its hash, digits by household number, anything else as a name or its initials. */
export function readSearch(deps: RegistryDeps, text: string): HouseholdSearch {
  const trimmed = text.trim()
  if (/^\d{17}[\dXx]$/.test(trimmed)) {
    const parsed = parseIdNumber(trimmed.toUpperCase(), { today: deps.clock.today() })
    if (parsed.ok) {
      noteAudit({ detail: { by: 'idNumber' } })
      return { idHash: deps.hashId(identityKey(trimmed.toUpperCase())) }
    }
  }
  if (/^(?=.*\d)[0-9A-Za-z-]+$/.test(trimmed)) return { number: trimmed }
  return { name: /^[A-Za-z]+$/.test(trimmed) ? trimmed.toLowerCase() : trimmed }
}
