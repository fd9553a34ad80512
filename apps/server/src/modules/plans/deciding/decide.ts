/** Accepting, correcting, rejecting and taking back statements of a plan: all or none, and never by a machine. */
import { isDeepStrictEqual } from 'node:util'
import { isWithin } from '@lika/codes'
import type { BodyOf, Decision, routes, Statement } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { unseenRegion } from '../../registry/index.ts'
import type { PlansDeps } from '../deps.ts'
import { findPlan, lockPlan, type PlanRow } from '../plans.store.ts'
import { mustFindVersion, mustSeePlan } from '../plans.ts'
import { isOwn, mustOwn } from '../scope.ts'
import { mustBeRight } from './check.ts'
import { appendDecisions, findDecisions, instantAfter, type PlanDecision } from './decisions.store.ts'
import { foldPlan } from './fold.ts'
import { knownOf, readNamed } from './known.ts'
import { statementAnswers } from './statement-answer.ts'
import { listStatements } from './statements.store.ts'

const KINDS = {
  accepted: 'statementAccepted',
  rejected: 'statementRejected',
  takenBack: 'statementTakenBack',
} as const

export async function decideStatements(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  body: BodyOf<(typeof routes.plans)['decideStatements']>,
): Promise<{ statements: Statement[] }> {
  const plan = await mustSeePlan(deps, actor, id)
  const region = regionOf(actor, plan, body.region)
  await readNamed(deps, id, body.decisions)
  await withTransaction(deps.db, async (tx) => {
    await lockPlan(tx.client, id)
    const known = await findDecisions(
      tx.client,
      id,
      body.decisions.map((each) => each.id),
    )
    const fresh = body.decisions.filter((each) => !mustBeTheSame(known.get(each.id), each, region))
    if (fresh.length > 0) await append(deps, tx, actor, plan, region, fresh)
  })
  const ids = body.decisions.map((each) => each.statement ?? each.id)
  const version = await mustFindVersion(deps, id, undefined)
  const rows = await listStatements(deps.db.pool, { plans: [id], regions: actor.regions }, ids)
  return { statements: await statementAnswers(deps, { plan: id, version }, rows) }
}

/** On whose behalf: the plan's region, or one below that breaks a target down. */
function regionOf(actor: Actor, { regionCode }: PlanRow, asked: string | undefined): string {
  const region = asked ?? regionCode
  noteAudit({ regionCode: region })
  if (region === regionCode) mustOwn(actor, region)
  else if (!isOwn(actor, region) || region === 'all') throw unseenRegion(region)
  if (isWithin(region, regionCode)) return region
  throw refused(
    'plan.regionOutside',
    {
      zh: `${region} 不在方案的地区 ${regionCode} 之内。`,
      en: `${region} does not lie within the region of the plan, ${regionCode}.`,
    },
    { field: 'region', value: region, expected: regionCode },
  )
}

async function append(
  deps: PlansDeps,
  tx: Tx,
  actor: Actor,
  plan: PlanRow,
  region: string,
  decisions: readonly Decision[],
): Promise<void> {
  // Somebody may have withdrawn it while we waited.
  if ((await findPlan(tx.client, plan.id))?.endedAt) throw withdrawn()
  const known = await knownOf(deps, tx, plan, region, decisions)
  mustBeRight(decisions, known)
  const rows = decisions.map((each): PlanDecision => {
    const before = each.statement === undefined ? undefined : known.last.get(each.statement)
    return {
      id: each.id,
      plan: plan.id,
      region,
      kind: KINDS[each.decision],
      facts: factsOf(each, before),
      reason: each.reason?.trim() ?? '',
      corrects: before?.id ?? null,
    }
  })
  await mustBeNew(tx, plan.id, rows)
  const at = await tx.whole(() => instantAfter(tx.client, plan.id, deps.clock.now()))
  const signed = { by: actor.accountId, on: deps.clock.today(), at }
  const appended = new Set(await appendDecisions(tx.client, rows, signed))
  const taken = rows.findIndex((row) => !appended.has(row.id))
  if (taken >= 0) throw differentBody(rows[taken]!.id)
  const statements = rows.map(({ facts }) => String(facts.statement))
  await foldPlan(tx, { id: plan.id, region: plan.regionCode, today: deps.clock.today() }, statements)
  await mustEnd(tx, statements)
  noteAudit({ detail: { decisions: rows.length } })
}

/** Where it stands stays said when a correction does not say it again. */
function factsOf(each: Decision, before: PlanDecision | undefined): Record<string, unknown> {
  const content = each[each.kind]
  const place = each.place ?? before?.facts.place
  return {
    statement: each.statement ?? each.id,
    kind: each.kind,
    ...(place === undefined || each.decision === 'takenBack' ? {} : { place }),
    ...(content === undefined ? {} : { content }),
  }
}

/** Sent again, it is answered again; the same id for something else is refused. */
function mustBeTheSame(known: PlanDecision | undefined, each: Decision, region: string): boolean {
  if (!known) return false
  const { place, ...facts } = factsOf(each, undefined)
  const { place: knownPlace, ...knownFacts } = known.facts
  const isSame =
    known.region === region &&
    known.kind === KINDS[each.decision] &&
    known.reason === (each.reason?.trim() ?? '') &&
    (place === undefined || isDeepStrictEqual(place, knownPlace)) &&
    isDeepStrictEqual(facts, knownFacts)
  if (!isSame) throw differentBody(each.id)
  return true
}

/** Two people who accept the same words accept them once. */
async function mustBeNew(tx: Tx, plan: string, rows: readonly PlanDecision[]): Promise<void> {
  const first = rows.filter(
    ({ kind, facts, id }) => kind === KINDS.accepted && facts.statement === id && facts.place,
  )
  if (first.length === 0) return
  const { rows: twice } = await tx.client.query<{ id: string; statement: string }>(
    `select d.id, s.id as statement from jsonb_to_recordset($2::jsonb) as d (id uuid, facts jsonb)
     join plan_statement s on s.plan_id = $1 and s.state = 'accepted' and s.kind = d.facts ->> 'kind'
       and s.version = (d.facts #>> '{place,version}')::integer and s.part = (d.facts #>> '{place,part}')::integer
       and s.range_from = (d.facts #>> '{place,range,0}')::integer and s.range_to = (d.facts #>> '{place,range,1}')::integer
       and s.content = d.facts -> 'content' limit 1`,
    [plan, JSON.stringify(first)],
  )
  const found = twice[0]
  if (!found) return
  throw conflict(
    'plan.acceptedAlready',
    { zh: '这一条已经采纳过了。', en: 'This statement was accepted already.' },
    { field: 'decisions', value: found.id, expected: found.statement },
  )
}

/** No target is, by way of others, a part of itself. */
async function mustEnd(tx: Tx, statements: readonly string[]): Promise<void> {
  const { rows } = await tx.whole(() =>
    tx.client.query<{ id: string }>(
      `with recursive above (start, id, depth) as (
         select t.id, t.of_id, 1 from target t where t.id = any($1::uuid[]) and t.of_id is not null
         union all select a.start, t.of_id, depth + 1 from above a join target t on t.id = a.id
           where t.of_id is not null and a.id <> a.start and depth < 50)
       select start as id from above where id = start limit 1`,
      [statements],
    ),
  )
  if (!rows[0]) return
  throw refused(
    'plan.circle',
    { zh: '目标不能分解为包含它自己的目标。', en: 'A target cannot be a part of one that is a part of it.' },
    { field: 'decisions', value: rows[0].id },
  )
}

function withdrawn() {
  return refused(
    'plan.ended',
    {
      zh: '方案已撤下，不能再处理其中的内容。请先恢复。',
      en: 'The plan is withdrawn: take it in again before deciding about it.',
    },
    { field: 'id' },
  )
}

export function differentBody(id: string) {
  return conflict(
    'decision.differentBody',
    {
      zh: `编号 ${id} 的决定已存在，内容不同。`,
      en: `A decision ${id} is there already, with another body.`,
    },
    { field: 'id', value: id },
  )
}
