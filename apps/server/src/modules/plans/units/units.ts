/** Units that a plan names, and the words of people about which units of the register they are. */
import { isWithin } from '@lika/codes'
import type { BodyOf, NamedUnit, PlanUnits, routes } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { addUnit, findOpenUnit } from '../../access/index.ts'
import { matchTaskUnits } from '../deciding/task-units.ts'
import type { PlansDeps } from '../deps.ts'
import { lockPlan, type PlanRow } from '../plans.store.ts'
import { mustFindVersion, mustSeePlan } from '../plans.ts'
import { mustBeRead } from '../reading/readings.ts'
import { mustOwn } from '../scope.ts'
import { type MatchedUnit, matchUnits } from './match.ts'
import { isNear } from './places.ts'
import { listNames, listTasksNaming, putAlias, removeAlias } from './units.store.ts'

export async function listPlanUnits(deps: PlansDeps, actor: Actor, id: string): Promise<PlanUnits> {
  const plan = await mustSeePlan(deps, actor, id)
  const named = await namesOf(deps, plan)
  const matched = await matchedIn(deps, plan, named.keys())
  return {
    items: [...matched.values()].map(({ suggestions, ...unit }) => ({
      ...unit,
      tasks: named.get(unit.name) ?? 0,
      suggestions: [...suggestions],
    })),
  }
}

export async function nameUnit(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  body: BodyOf<(typeof routes.plans)['nameUnit']>,
): Promise<NamedUnit> {
  const plan = await mustSeePlan(deps, actor, id)
  mustOwn(actor, plan.regionCode)
  mustSayOne(body)
  const { name } = body
  mustBeAName(name)
  if (!(await namesOf(deps, plan)).has(name)) throw unknownName(name)
  if (body.newUnit !== undefined) {
    await addUnit(deps.access, actor, {
      id: body.newUnit,
      kind: 'sector',
      name: name.trim(),
      region: plan.regionCode,
      reason: `方案文件中的单位：${name}`.slice(0, 500),
    })
  } else if (body.unit) await mustBeAUnit(deps, plan, body.unit)
  const unit = body.newUnit ?? body.unit ?? null
  noteAudit({ detail: { name, unit } })
  await withTransaction(deps.db, async (tx) => {
    await lockPlan(tx.client, id)
    const { regionCode: region } = plan
    if (unit === null) await removeAlias(tx.client, region, name)
    else {
      const [by, at] = [actor.accountId, deps.clock.now()]
      await putAlias(tx.client, { region, alias: name, unit, by, at })
    }
    await matchAgain(deps, tx, region, name)
  })
  const { suggestions: _, ...named } = (await matchedIn(deps, plan, [name])).get(name)!
  return named
}

const matchedIn = (
  { db, clock }: PlansDeps,
  { regionCode: region }: PlanRow,
  names: Iterable<string>,
): Promise<Map<string, MatchedUnit>> =>
  matchUnits(db.pool, { region, names, today: clock.today(), withSlips: true })

/** Names in the tasks that were read out of the newest version, and in those that were accepted, with the number of tasks. */
async function namesOf(deps: PlansDeps, { id }: PlanRow): Promise<Map<string, number>> {
  const version = await mustFindVersion(deps, id, undefined)
  await mustBeRead(deps, { plan: id, version })
  return new Map(
    (await listNames(deps.db.pool, { plan: id, version })).map(({ name, tasks }) => [name, tasks]),
  )
}

/** What a region calls a unit holds in its other plans as well, and below. */
async function matchAgain(deps: PlansDeps, tx: Tx, region: string, name: string): Promise<void> {
  const today = deps.clock.today()
  const plans = await tx.whole(() => listTasksNaming(tx.client, name))
  for (const { plan, regionCode, tasks } of plans) {
    if (!isWithin(regionCode, region)) continue
    await matchTaskUnits(tx, { id: plan, region: regionCode, today }, tasks)
  }
}

async function mustBeAUnit({ db }: PlansDeps, { regionCode }: PlanRow, id: string): Promise<void> {
  const unit = await findOpenUnit(db.pool, id)
  if (unit && isNear(unit.region_code, regionCode)) return
  throw notFound(
    'unit.notFound',
    {
      zh: '没有这个单位，或者不在方案的地区及其上下级之内。',
      en: 'There is no such unit, or it is of no region within or above that of the plan.',
    },
    { field: 'unit', value: id },
  )
}

function mustSayOne({ unit, newUnit }: { unit?: string | null | undefined; newUnit?: string | undefined }) {
  if ((unit === undefined) !== (newUnit === undefined)) return
  throw refused(
    'plan.oneUnit',
    {
      zh: '请给出 unit（已有单位，或 null 表示撤回）或 newUnit（登记新单位）中的一项，且只给一项。',
      en: 'Give either unit (one of the register, or null to take the word back) or newUnit (to enter it), and not both.',
    },
    { field: unit === undefined ? 'unit' : 'newUnit', expected: 'unit | newUnit' },
  )
}

function mustBeAName(name: string) {
  const { length } = name.trim()
  if (length >= 2 && length <= 100) return
  throw refused(
    'plan.unitNameLength',
    {
      zh: `单位名称应为 2 至 100 个字，收到 ${length} 个字。`,
      en: `The name of a unit has 2 to 100 characters, not ${length}.`,
    },
    { field: 'name', value: name, expected: '2–100' },
  )
}

function unknownName(name: string) {
  return notFound(
    'plan.unitNotNamed',
    {
      zh: `方案的任务中没有“${name}”这个单位名称，请照文件中的写法填写。`,
      en: `No task of the plan names “${name}”; write it as the document does.`,
    },
    { field: 'name', value: name },
  )
}
