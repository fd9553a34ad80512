/** A few of everything that a text may mean. */
import { regionRange } from '@lika/codes'
import { routes, type SearchAnswer } from '@lika/contract'
import { type EffectivePolicy, type ExplainedItem, explainPolicy } from '@lika/policy'
import type pg from 'pg'
import { type Db, withTransaction } from '../../platform/db.ts'
import { AppError } from '../../platform/errors.ts'
import { type Actor, type HandledRoute, handle } from '../../platform/http.ts'
import { findTasks } from '../plans/index.ts'
import { isIndicatorSet, type JudgingContext } from '../policies/index.ts'
import { findNamed } from '../regions/index.ts'
import { findHouseholds, type RegistryDeps, subjectKinds } from '../registry/index.ts'
import { matchOf } from './matching.ts'

export interface SearchDeps {
  readonly registry: RegistryDeps
  readonly judging: () => JudgingContext
}

const HOUSEHOLDS = 6
const PLACES = 6
const ITEMS = 5
const TASKS = 5
/** As long as a person waits for a list that follows the typing. */
const GROUP_MS = 400

export function searchRoutes(deps: SearchDeps): HandledRoute[] {
  return [handle(routes.search.search, ({ actor, body }) => search(deps, actor, body))]
}

export interface SearchQuery {
  readonly text: string
  readonly region: string
  readonly asOf?: string | undefined
}

export async function search(deps: SearchDeps, actor: Actor, query: SearchQuery): Promise<SearchAnswer> {
  const text = query.text.trim()
  const may = (permission: string) => actor.permissions.has(permission)
  const tooMany: string[] = []
  const within = async <T>(
    group: string,
    permission: string,
    find: (runner: pg.ClientBase) => Promise<T>,
  ) => {
    if (!may(permission)) return undefined
    const found = await inTime(deps.registry.db, find)
    if (found === undefined) tooMany.push(group)
    return found
  }
  const [households, places, tasks] = await Promise.all([
    within('households', 'registry.read', (runner) =>
      findHouseholds(deps.registry, runner, actor, { text, limit: HOUSEHOLDS }),
    ),
    within('places', 'regions.read', async (runner) => {
      const ranges = actor.regions.map(regionRange)
      const items = await findNamed(runner, { text, ranges, limit: PLACES + 1 })
      return { items: items.slice(0, PLACES), more: items.length > PLACES }
    }),
    within('tasks', 'plans.read', async (runner) => {
      const items = await findTasks(runner, text, TASKS + 1)
      return { items: items.slice(0, TASKS), more: items.length > TASKS }
    }),
  ])
  const asOf = query.asOf ?? deps.registry.clock.today()
  return {
    ...(households ? { households } : {}),
    ...(places ? { places } : {}),
    ...(tasks ? { tasks } : {}),
    ...(may('policies.read')
      ? { policy: findPolicyItems(deps, query.region, asOf, text), facts: findFacts(deps, text) }
      : {}),
    tooMany,
  }
}

/** What the query finds, or undefined when it takes too long. */
async function inTime<T>(db: Db, find: (runner: pg.ClientBase) => Promise<T>): Promise<T | undefined> {
  try {
    const settings = { statement_timeout: String(GROUP_MS) }
    return await withTransaction(db, ({ client }) => find(client), { readOnly: true, settings })
  } catch (error) {
    if ((error as { code?: string }).code === '57014') return undefined
    throw error
  }
}

const explained = new WeakMap<EffectivePolicy, readonly ExplainedItem[]>()
/** Parts that are found, in the order in which equally good matches stand. */
const shown = ['criteria', 'indicators', 'entitlements', 'parameters', 'derived']

function itemsOf(policy: EffectivePolicy): readonly ExplainedItem[] {
  const known =
    explained.get(policy) ??
    explainPolicy(policy).items.filter(({ part, of }) => shown.includes(part) && !isIndicatorSet(of ?? ''))
  explained.set(policy, known)
  return known
}

/** Criteria, indicators, parameters and formulas by name, id or clause. */
function findPolicyItems(
  deps: SearchDeps,
  region: string,
  asOf: string,
  text: string,
): NonNullable<SearchAnswer['policy']> {
  const items = best(policyItems(deps, region, asOf), ITEMS, (item) =>
    weighed(
      matchOf(text, [item.label.zh, item.label.en, item.id], [item.source.clause ?? '']),
      shown.indexOf(item.part),
    ),
  )
  return {
    more: items.more,
    items: items.items.map(({ part, id, of, label, source }) => ({
      part,
      id,
      ...(of === undefined ? {} : { of }),
      label,
      source,
    })),
  }
}

/** Where nothing is in force on the day there is nothing to find; the other groups answer all the same. */
function policyItems(deps: SearchDeps, region: string, asOf: string): readonly ExplainedItem[] {
  try {
    return itemsOf(deps.judging().policies.at(region, asOf))
  } catch (error) {
    if (error instanceof AppError && error.code === 'policies.notInForce') return []
    throw error
  }
}

function findFacts(deps: SearchDeps, text: string): NonNullable<SearchAnswer['facts']> {
  const facts = subjectKinds.flatMap((kind) => deps.registry.catalogue[kind])
  const found = best(facts, ITEMS, ({ id, label, synonyms }) =>
    matchOf(text, [label.zh, label.en, id], synonyms),
  )
  return {
    more: found.more,
    items: found.items.map(({ subject, id, label }) => ({ subject, id, label })),
  }
}

/** A match by its rank, and among equals by a place of less weight. */
function weighed(rank: number | undefined, place: number): number | undefined {
  return rank === undefined ? undefined : rank + place / 100
}

/** The best few by their rank, smaller before larger; those without one are not meant. */
function best<T>(
  all: readonly T[],
  limit: number,
  rank: (item: T) => number | undefined,
): { items: T[]; more: boolean } {
  const ranked = all.flatMap((item) => {
    const at = rank(item)
    return at === undefined ? [] : [{ item, at }]
  })
  ranked.sort((a, b) => a.at - b.at)
  return { items: ranked.slice(0, limit).map(({ item }) => item), more: ranked.length > limit }
}
