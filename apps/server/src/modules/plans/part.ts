/** A document of a plan as a reader sees it: its text, what was understood, and what people decided about it. */
import type { PlanPart, ReadTarget, ReadTask } from '@lika/contract'
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { suggestIndicators } from './deciding/indicators.ts'
import { statementAnswers } from './deciding/statement-answer.ts'
import { listStatements, type StatementRow } from './deciding/statements.store.ts'
import type { PlansDeps } from './deps.ts'
import { findText } from './plans.store.ts'
import { mustFindVersion, mustSeePlan } from './plans.ts'
import type { KeptTarget, KeptTask } from './reading/read-part.ts'
import { findPart } from './reading/readings.store.ts'
import { mustBeRead } from './reading/readings.ts'
import { codesByName } from './reading/regions.ts'
import { matchUnits } from './units/match.ts'

export async function getPlanPart(
  deps: PlansDeps,
  actor: Actor,
  params: { readonly id: string; readonly part: string },
  asked: string | undefined,
): Promise<PlanPart> {
  const { pool } = deps.db
  const plan = await mustSeePlan(deps, actor, params.id)
  const version = await mustFindVersion(deps, plan.id, asked)
  const place = { plan: plan.id, version, part: Number(params.part) }
  await mustBeRead(deps, place)
  const found = await findPart(pool, place)
  if (!found) throw unknownPart(params.part)
  const { title, number, rangeFrom, rangeTo, read } = found
  const text = (await findText(pool, place)) ?? ''
  const rows = await listStatements(pool, { plans: [plan.id], regions: actor.regions })
  const all = await statementAnswers(deps, place, rows)
  const parts = new Map(rows.map((row) => [row.id, row]))
  return {
    ...place,
    title,
    number,
    range: [rangeFrom, rangeTo],
    text: text.slice(rangeFrom, rangeTo),
    outline: read.outline,
    quantities: read.quantities,
    times: read.times,
    cycles: read.cycles,
    targets: await targetAnswers(deps, plan.regionCode, read.targets),
    tasks: await taskAnswers(deps, plan.regionCode, read.tasks),
    fundLines: read.fundLines,
    findings: read.findings,
    statements: all.filter(({ id, here }) =>
      here ? here[0] >= rangeFrom && here[1] <= rangeTo : belongs(parts.get(id)!, place.part),
    ),
  }
}

/** What has no place in the text: where it was once, or with the first document if it was set by hand. */
function belongs({ part }: StatementRow, shown: number): boolean {
  return (part ?? 0) === shown
}

async function targetAnswers(
  deps: PlansDeps,
  region: string,
  targets: readonly KeptTarget[],
): Promise<ReadTarget[]> {
  const codes = await codesByName(
    deps,
    region,
    targets.flatMap((target) => target.region ?? []),
  )
  const indicators = suggestIndicators(deps, region, targets)
  return targets.map((target, index) => ({
    ...target,
    regionCode: target.region === null ? null : (codes.get(target.region) ?? null),
    indicator: indicators[index] ?? null,
  }))
}

async function taskAnswers(
  { db, clock }: PlansDeps,
  region: string,
  tasks: readonly KeptTask[],
): Promise<ReadTask[]> {
  const all = tasks.flatMap(({ lead, cooperating, responsible }) => [...lead, ...cooperating, ...responsible])
  const units = await matchUnits(db.pool, { region, names: all, today: clock.today() })
  const named = (names: readonly string[]) =>
    names.map((name) => {
      const { unit = null, department = null } = units.get(name) ?? {}
      return { name, unit, department }
    })
  return tasks.map((task) => ({
    ...task,
    lead: named(task.lead),
    cooperating: named(task.cooperating),
    responsible: named(task.responsible),
  }))
}

function unknownPart(part: string) {
  return notFound(
    'plan.partNotFound',
    { zh: '方案里没有这份文件。', en: 'There is no such document in the plan.' },
    { field: 'part', value: part },
  )
}
