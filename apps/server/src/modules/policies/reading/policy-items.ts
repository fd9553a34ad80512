/** What is in force where: packs and what they inherit, items with their history, two policies side by side. */
import type {
  Policy,
  PolicyComparison,
  PolicyItem,
  PolicyItemPage,
  PolicyPack,
  PolicyVersions,
} from '@lika/contract'
import {
  comparePolicies as compare,
  type EffectivePolicy,
  type ExplainedItem,
  explainPolicy,
  findItem,
  itemDetails,
  policyDays,
} from '@lika/policy'
import { notFound } from '../../../platform/errors.ts'
import { isIndicatorSet } from '../indicators.ts'
import { householdSets, movableIn, policyOn } from '../simulation/movables.ts'
import type { PolicyPageDeps } from './policy-page.ts'

interface At {
  readonly region: string
  readonly asOf?: string | undefined
}

export async function getPolicy(
  deps: PolicyPageDeps,
  query: At & { readonly knownOn?: string | undefined },
): Promise<Policy> {
  const asOf = query.asOf ?? deps.clock.today()
  const policy = withoutIndicatorSets(deps.judging().policies.at(query.region, asOf, query.knownOn))
  const explained = explainPolicy(policy)
  return {
    region: query.region,
    asOf,
    packs: await packsOf(deps, policy, explained.items),
    items: explained.items.map(itemsOf(policy)),
    untranslated: [...explained.untranslated],
  }
}

/** Indicators are items of their own, and no criteria. */
function withoutIndicatorSets(policy: EffectivePolicy): EffectivePolicy {
  const sets = Object.entries(policy.sets).filter(([id]) => !isIndicatorSet(id))
  return { ...policy, sets: Object.fromEntries(sets) }
}

function itemsOf(policy: EffectivePolicy): (item: ExplainedItem) => PolicyItem {
  const movable = new Map(
    householdSets(policy)
      .toReversed()
      .flatMap((set) =>
        movableIn(policy, set)
          .filter(({ criteria }) => criteria.length > 0)
          .toReversed()
          .map(({ key, parameter }) => [parameter.id, { set: set.id, key }] as const),
      ),
  )
  return ({ legalReview: _, value, of, rules, ...item }) => {
    const simulate = item.part === 'parameters' ? movable.get(item.id) : undefined
    return {
      ...item,
      ...(of === undefined ? {} : { of }),
      ...(value === undefined ? {} : { value }),
      ...(simulate ? { simulate } : {}),
      rules: rules.map((rule) => ({ ...rule })),
    }
  }
}

export const isSure = ({ confirmed, source }: Pick<PolicyItem, 'confirmed' | 'source'>) =>
  confirmed && source.confirmed

async function packsOf(
  deps: PolicyPageDeps,
  policy: EffectivePolicy,
  items: readonly ExplainedItem[],
): Promise<PolicyPack[]> {
  const { packs, testFiles } = deps.judging().policies
  const tested = testFiles()
  const loaded = policy.packs.flatMap((ref) => packs.list.find((each) => each.ref === ref) ?? [])
  const places = await deps.findPlaces(
    deps.db.pool,
    loaded.map(({ content }) => content.region),
  )
  const byPack = Map.groupBy(items, ({ origin }) => origin.digest)
  return loaded.map(({ ref, content, topic }) => {
    const own = byPack.get(ref.digest) ?? []
    return {
      ...ref,
      title: content.title,
      region: { code: content.region, name: places.get(content.region)?.name ?? content.region },
      topic,
      from: content.inForce.from,
      ...(content.inForce.to === undefined ? {} : { to: content.inForce.to }),
      ...(content.extends === undefined ? {} : { extends: content.extends }),
      items: own.length,
      unconfirmed: own.filter((item) => !isSure(item)).length,
      tested: tested.has(content.pack),
    }
  })
}

export function getPolicyItem(
  deps: PolicyPageDeps,
  params: { readonly part: string; readonly id: string },
  query: At & { readonly of?: string | undefined },
): PolicyItemPage {
  const asOf = query.asOf ?? deps.clock.today()
  const { policies } = deps.judging()
  const policy = withoutIndicatorSets(policies.at(query.region, asOf))
  const name = { ...params, ...(query.of === undefined ? {} : { of: query.of }) }
  const details = itemDetails(policy, name)
  // An item that is not in force today may have been: its history says when.
  const history = historyOf(deps, query.region, name)
  if (!details && !history.some(({ item }) => item)) throw unknownItem(name, query.region)
  const last = history.find(({ item }) => item)?.item
  return {
    region: query.region,
    asOf,
    item: details ? itemsOf(policy)(details.item) : last!,
    inForce: details !== undefined,
    expressions: [...(details?.expressions ?? [])],
    reads: [...(details?.reads ?? [])],
    usedBy: [...(details?.usedBy ?? [])],
    history,
  }
}

function unknownItem(name: { readonly part: string; readonly id: string }, region: string) {
  return notFound(
    'policy.itemNotFound',
    {
      zh: `${region} 的政策里从来没有条目 ${name.part}/${name.id}。`,
      en: `There has never been an item ${name.part}/${name.id} in the policy of ${region}.`,
    },
    { field: 'id', value: name.id },
  )
}

/** Period by period what an item said; neighbouring periods in which it said the same are one. */
function historyOf(
  deps: PolicyPageDeps,
  region: string,
  name: Parameters<typeof findItem>[1],
): PolicyItemPage['history'] {
  const { policies } = deps.judging()
  const periods: { from: string; item: PolicyItem | undefined; told: string }[] = []
  for (const day of policyDays(policies.packs, region)) {
    const policy = policyOn(policies, region, day)
    const found = policy && findItem(policy, name)
    const item = found && itemsOf(withoutIndicatorSets(policy))(found)
    const told = item ? JSON.stringify([item.label, item.value, item.rules, item.source, item.confirmed]) : ''
    if (periods.length === 0 && !item) continue
    if (periods.at(-1)?.told !== told) periods.push({ from: day, item, told })
  }
  return periods
    .map(({ from, item }, index) => {
      const next = periods[index + 1]
      return { from, ...(next ? { to: dayBefore(next.from) } : {}), ...(item ? { item } : {}) }
    })
    .toReversed()
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

export async function listPolicyVersions(deps: PolicyPageDeps, query: At): Promise<PolicyVersions> {
  const { packs } = deps.judging().policies
  const days = policyDays(packs, query.region)
  const code = query.region === 'all' ? '' : query.region
  const regions = [...packs.jurisdictions.values()]
    .filter(({ name }) => name === 'cn' || name.startsWith('cn/'))
    .map(({ region }) => (region === '' ? 'all' : region))
  const places = await deps.findPlaces(deps.db.pool, regions)
  return {
    days: days.map((day) => ({
      day,
      packs: packs.list
        .filter(
          ({ content }) =>
            content.inForce.from === day && (content.region === 'all' || code.startsWith(content.region)),
        )
        .map(({ content }) => ({ title: content.title, version: content.version })),
    })),
    regions: [...new Set(regions)]
      .sort()
      .map((region) => ({ code: region, name: places.get(region)?.name ?? region })),
  }
}

export async function comparePolicies(
  deps: PolicyPageDeps,
  query: At & { readonly otherRegion?: string | undefined; readonly otherAsOf?: string | undefined },
): Promise<PolicyComparison> {
  const { policies } = deps.judging()
  const sides = [
    { region: query.region, asOf: query.asOf ?? deps.clock.today() },
    {
      region: query.otherRegion ?? query.region,
      asOf: query.otherAsOf ?? query.asOf ?? deps.clock.today(),
    },
  ] as const
  const [before, after] = sides.map(({ region, asOf }) =>
    withoutIndicatorSets(policies.at(region, asOf)),
  ) as [EffectivePolicy, EffectivePolicy]
  const { differences, same } = compare(before, after)
  const [toldBefore, toldAfter] = [itemsOf(before), itemsOf(after)]
  const places = await deps.findPlaces(
    deps.db.pool,
    sides.map(({ region }) => region),
  )
  const side = async (index: 0 | 1, policy: EffectivePolicy) => ({
    region: { code: sides[index].region, name: places.get(sides[index].region)?.name ?? sides[index].region },
    asOf: sides[index].asOf,
    packs: await packsOf(deps, policy, explainPolicy(policy).items),
  })
  return {
    before: await side(0, before),
    after: await side(1, after),
    differences: differences.map(({ before: old, after: now, aspects, ...each }) => ({
      ...each,
      aspects: [...aspects],
      ...(old ? { before: toldBefore(old) } : {}),
      ...(now ? { after: toldAfter(now) } : {}),
    })),
    same,
  }
}
