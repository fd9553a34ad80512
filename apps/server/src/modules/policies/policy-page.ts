/** The packs as people read them: what is in force where, from whom, and what would change under other thresholds. */
import { regionLevelOf, regionRange } from '@lika/codes'
import type { Catalogue as CatalogueAnswer, CatalogueFact, Policy, Simulation } from '@lika/contract'
import {
  type CriteriaSet,
  type EffectivePolicy,
  explainPolicy,
  type Fact,
  formatDecimal,
  overlay,
} from '@lika/policy'
import type { Clock } from '../../platform/clock.ts'
import type { Db } from '../../platform/db.ts'
import { invalid, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { mustSeeRegion, subjectKinds } from '../registry/index.ts'
import { areaCondition, type JudgingContext, judgedSql, relationsAt } from './judging.ts'
import type { Area } from './policies.ts'

export interface PolicyPageDeps {
  readonly db: Db
  readonly clock: Clock
  readonly judging: () => JudgingContext
  readonly findPlaces: (
    runner: Db['pool'],
    codes: readonly string[],
  ) => Promise<ReadonlyMap<string, { code: string; name: string }>>
}

export function getPolicy(
  deps: PolicyPageDeps,
  query: {
    readonly region: string
    readonly asOf?: string | undefined
    readonly knownOn?: string | undefined
  },
): Policy {
  const asOf = query.asOf ?? deps.clock.today()
  const policy = deps.judging().policies.at(query.region, asOf, query.knownOn)
  return {
    region: query.region,
    asOf,
    packs: [...policy.packs],
    items: explainPolicy(policy).items.map(({ value, of, rules, legalReview: _, ...item }) => ({
      ...item,
      ...(of === undefined ? {} : { of }),
      ...(value === undefined ? {} : { value }),
      rules: rules.map((rule) => ({ ...rule })),
    })),
  }
}

export function getCatalogue(deps: PolicyPageDeps): CatalogueAnswer {
  const { catalogue, codeLists } = deps.judging().policies
  return {
    facts: subjectKinds.flatMap((kind) => catalogue[kind].map(catalogueFact)),
    codeLists: Object.fromEntries(
      Object.values(codeLists).map((list) => [
        list.id,
        { label: list.label, values: list.values.map(({ code, label }) => ({ code, label })) },
      ]),
    ),
  }
}

function catalogueFact(fact: Fact): CatalogueFact {
  return {
    id: fact.id,
    subject: fact.subject,
    type: fact.type,
    label: fact.label,
    scale: fact.scale,
    class: fact.class,
    flow: fact.flow,
    system: fact.system,
    source: fact.source,
    confirmed: fact.confirmed,
    ...(fact.question ? { question: fact.question } : {}),
    ...(fact.unitText ? { unit: fact.unitText } : {}),
    ...(fact.range
      ? { min: formatDecimal(fact.range.min, fact.scale), max: formatDecimal(fact.range.max, fact.scale) }
      : {}),
    ...(fact.codes ? { codes: fact.codes } : {}),
    ...(fact.validForMonths ? { validForMonths: fact.validForMonths } : {}),
    ...(fact.group ? { group: fact.group } : {}),
    ...(fact.parent ? { parent: fact.parent } : {}),
  }
}

export interface SimulationQuery {
  readonly region: string
  readonly asOf?: string | undefined
  readonly set: string
  readonly parameters: Readonly<Record<string, string>>
  readonly status?: readonly string[] | undefined
}

const outcomeNames = ['unmet', 'undetermined', 'met'] as const

/** Judges a region twice in one statement, under the packs and under the overlay, and counts who changes side. */
export async function simulate(
  deps: PolicyPageDeps,
  actor: Actor,
  query: SimulationQuery,
): Promise<Simulation> {
  mustSeeRegion(actor, query.region)
  const context = deps.judging()
  const asOf = query.asOf ?? deps.clock.today()
  const areas = context.policies.areas(query.region)
  if (
    !areas.some(({ region }) => context.policies.at(region, asOf).sets[query.set]?.subject === 'household')
  ) {
    throw invalid(
      'simulation.unknownSet',
      {
        zh: `${asOf} 在 ${query.region} 没有生效的户标准 ${query.set}。`,
        en: `No set ${query.set} about households is in force in ${query.region} on ${asOf}.`,
      },
      { field: 'set', value: query.set },
    )
  }
  const rows: { code: string; before: number; after: number; subjects: number; persons: number }[] = []
  for (const area of areas) {
    const policy = context.policies.at(area.region, asOf)
    const before = policy.sets[query.set]
    if (before?.subject !== 'household') continue
    const changed = overlaid(policy, query.parameters)
    const after = changed.sets[query.set]!
    rows.push(...(await countChanges(deps, context, { area, policy, before, after, asOf, query })))
  }
  const places = await deps.findPlaces(deps.db.pool, [...new Set(rows.map(({ code }) => code))])
  const byCode = Map.groupBy(rows, ({ code }) => code)
  return {
    region: query.region,
    asOf,
    set: query.set,
    changes: changesOf(rows),
    byRegion: [...byCode].map(([code, part]) => ({
      code,
      name: places.get(code)?.name ?? code,
      changes: changesOf(part),
    })),
    criteria: Object.keys(query.parameters),
  }
}

function overlaid(policy: EffectivePolicy, parameters: Readonly<Record<string, string>>): EffectivePolicy {
  for (const id of Object.keys(parameters)) {
    if (policy.parameters[id] !== undefined) continue
    throw invalid(
      'simulation.unknownParameter',
      { zh: `没有参数 ${id}。`, en: `There is no parameter ${id}.` },
      { field: `parameters.${id}`, value: id },
    )
  }
  const result = overlay(policy, { parameters })
  if ('problems' in result) {
    throw refused('simulation.impossible', result.problems[0]!.message, {
      field: 'parameters',
      value: parameters,
    })
  }
  return result
}

async function countChanges(
  deps: PolicyPageDeps,
  context: JudgingContext,
  input: {
    readonly area: Area
    readonly policy: EffectivePolicy
    readonly before: CriteriaSet
    readonly after: CriteriaSet
    readonly asOf: string
    readonly query: SimulationQuery
  },
) {
  const { area, policy, asOf, query } = input
  const relations = { ...relationsAt(context, policy, asOf), sets: [] }
  const condition = areaCondition(area)
  const range = regionRange(query.region)
  const { rows } = await deps.db.pool.query<{
    code: string
    before: number
    after: number
    subjects: number
    persons: number
  }>(
    `select left(s.region_code, $1::int) as code, b.overall as before, a.overall as after, count(*) as subjects, sum(s.household_size)::bigint as persons
     from (${judgedSql(input.before, relations, condition)}) b
     join (${judgedSql(input.after, relations, condition)}) a using (county_code, household_id)
     join household_snapshot s using (county_code, household_id)
     where s.valid_from <= $2::date and $2::date < s.valid_to and s.region_code >= $3 and s.region_code < $4
       and ($5::text[] is null or s.status = any($5))
     group by 1, 2, 3`,
    [nextLength[regionLevelOf(query.region)] ?? 14, asOf, range.lo, range.hi, query.status ?? null],
  )
  return rows
}

const nextLength: Readonly<Record<string, number>> = {
  nation: 2,
  province: 4,
  city: 6,
  county: 9,
  town: 12,
  village: 14,
}

function changesOf(
  rows: readonly { before: number; after: number; subjects: number; persons: number }[],
): Simulation['changes'] {
  const changes: Simulation['changes'] = {}
  for (const row of rows) {
    const key = `${outcomeNames[row.before]}>${outcomeNames[row.after]}`
    changes[key] ??= { subjects: 0, persons: 0 }
    changes[key].subjects += row.subjects
    changes[key].persons += row.persons
  }
  return changes
}
