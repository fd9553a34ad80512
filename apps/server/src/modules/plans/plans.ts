/** Filing plans and their corrected versions, finding them, and withdrawing them. */
import { createHash } from 'node:crypto'
import { isWithin, regionRange } from '@lika/codes'
import type { BodyOf, Plan, routes } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { conflict, notFound, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { findRegion } from '../regions/index.ts'
import { cursorOf, mustSeeRegion, readCursor, unseenRegion } from '../registry/index.ts'
import type { PlansDeps } from './deps.ts'
import { planAnswers } from './plan-answer.ts'
import {
  findPlan,
  insertPlan,
  insertVersion,
  listAbove,
  listPlanRows,
  listVersionKeys,
  lockPlan,
  type PlanRow,
} from './plans.store.ts'
import { storeReading } from './reading/readings.store.ts'
import { mustBeRead } from './reading/readings.ts'
import { isSeen, mustOwn, unknownPlan } from './scope.ts'

type Plans = typeof routes.plans
const PAGE = 30

export async function listPlans(
  deps: PlansDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly search?: string | undefined
    readonly ended?: 'with' | undefined
    readonly cursor?: string | undefined
  },
): Promise<{ items: Plan[]; next?: string }> {
  mustSeeRegion(actor, query.region)
  const rows = await listPlanRows(deps.db.pool, {
    ...regionRange(query.region),
    above: [2, 4, 6, 9, 12]
      .filter((length) => length < query.region.length)
      .map((length) => query.region.slice(0, length)),
    search: query.search?.trim() || undefined,
    withEnded: query.ended === 'with',
    after: query.cursor === undefined ? undefined : readCursor(query.cursor, ['receivedAt', 'id']),
    limit: PAGE + 1,
  })
  const shown = rows.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    items: await planAnswers(deps, actor, shown),
    ...(rows.length > PAGE && last ? { next: cursorOf({ receivedAt: last.at, id: last.id }) } : {}),
  }
}

/** The plan, for whoever may read it. */
export async function mustSeePlan(
  { db }: Pick<PlansDeps, 'db'>,
  actor: Actor,
  id: string,
  field?: string,
): Promise<PlanRow> {
  const plan = await findPlan(db.pool, id)
  if (!plan || !isSeen(actor, plan.regionCode)) throw unknownPlan(id, field)
  noteAudit({ regionCode: plan.regionCode, subjectKind: 'plan', subjectId: id })
  return plan
}

/** The version that is asked for, or the newest. */
export async function mustFindVersion(
  { db }: Pick<PlansDeps, 'db'>,
  plan: string,
  asked: string | undefined,
  field = 'version',
): Promise<number> {
  const versions = (await listVersionKeys(db.pool, plan)).map(({ version }) => version)
  const version = asked === undefined ? versions[0] : Number(asked)
  if (version !== undefined && versions.includes(version)) return version
  throw notFound(
    'plan.versionNotFound',
    {
      zh: `没有第 ${asked} 版，共有 ${versions.length} 版。`,
      en: `There is no version ${asked}; there are ${versions.length}.`,
    },
    { field, value: asked, expected: versions },
  )
}

export async function getPlan(deps: PlansDeps, actor: Actor, id: string, asked?: string): Promise<Plan> {
  const plan = await mustSeePlan(deps, actor, id)
  const version = await mustFindVersion(deps, id, asked)
  await mustBeRead(deps, { plan: id, version })
  return (await planAnswers(deps, actor, [plan], version))[0]!
}

export async function addPlan(deps: PlansDeps, actor: Actor, body: BodyOf<Plans['addPlan']>): Promise<Plan> {
  const { id, region, above, fileName } = body
  mustSeeRegion(actor, region)
  if (region === 'all' || !(await findRegion(deps.db.pool, region, deps.clock.today())))
    throw unseenRegion(region)
  noteAudit({ regionCode: region, subjectKind: 'plan', subjectId: id })
  const sha256 = digestOf(body.text)
  if (await mustBeTheSame(deps, actor, body, sha256)) return getPlan(deps, actor, id)
  if (above !== undefined) await mustBeAbove(deps, actor, { id, regionCode: region }, above)
  const reading = await deps.texts.run({ kind: 'read', text: body.text })
  await withTransaction(deps.db, async (tx) => {
    const [at, by] = [deps.clock.now(), actor.accountId]
    // Somebody sent the same id while we read: what is there decides, below.
    if (!(await insertPlan(tx.client, { id, region, above, by, at }))) return
    const first = { plan: id, version: 1 }
    await insertVersion(tx.client, { ...first, text: body.text, sha256, fileName, reason: undefined, by, at })
    await storeReading(tx.client, first, reading)
  })
  if (!(await mustBeTheSame(deps, actor, body, sha256))) throw otherPlan(id)
  return getPlan(deps, actor, id)
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** Whether it is there already; another one under its id is refused. */
async function mustBeTheSame(
  deps: PlansDeps,
  actor: Actor,
  body: BodyOf<Plans['addPlan']>,
  sha256: Buffer,
): Promise<boolean> {
  const known = await findPlan(deps.db.pool, body.id)
  if (!known) return false
  const first = (await listVersionKeys(deps.db.pool, body.id)).at(-1)
  const isSame =
    isSeen(actor, known.regionCode) &&
    known.regionCode === body.region &&
    first?.sha256.equals(sha256) &&
    first.fileName === (body.fileName ?? null)
  if (!isSame) throw otherPlan(body.id)
  return true
}

function otherPlan(id: string) {
  return conflict(
    'plan.differentBody',
    { zh: `编号 ${id} 的方案已存在，内容不同。`, en: `A plan ${id} is there already, with another body.` },
    { field: 'id', value: id },
  )
}

/** A plan carries out one of its own region or of one above, and none that carries it out. */
export async function mustBeAbove(
  deps: PlansDeps,
  actor: Actor,
  plan: Pick<PlanRow, 'id' | 'regionCode'>,
  above: string,
): Promise<void> {
  const upper = await findPlan(deps.db.pool, above)
  if (!upper || !isSeen(actor, upper.regionCode)) throw unknownPlan(above, 'above')
  const isBelow = isWithin(plan.regionCode, upper.regionCode)
  if (isBelow && !(await listAbove(deps.db.pool, above)).includes(plan.id)) return
  throw refused(
    'plan.above',
    isBelow
      ? {
          zh: '这份文件是本方案的下级文件，不能又作它的上级文件。',
          en: 'That plan carries out this one, so it cannot be above it as well.',
        }
      : {
          zh: '上级文件应是本地区或上级地区的文件。',
          en: 'The plan above is one of the same region or of a region above it.',
        },
    { field: 'above', value: above, expected: plan.regionCode },
  )
}

export async function addPlanVersion(
  deps: PlansDeps,
  actor: Actor,
  id: string,
  body: BodyOf<Plans['addPlanVersion']>,
): Promise<Plan> {
  const plan = await mustSeePlan(deps, actor, id)
  mustOwn(actor, plan.regionCode)
  const sha256 = digestOf(body.text)
  const asked = { ...body, reason: body.reason.trim(), sha256 }
  if (await mustBeNext({ client: deps.db.pool }, id, asked)) return getPlan(deps, actor, id)
  const reading = await deps.texts.run({ kind: 'read', text: body.text })
  await withTransaction(deps.db, async (tx) => {
    await lockPlan(tx.client, id)
    if (await mustBeNext(tx, id, asked)) return
    const place = { plan: id, version: body.version }
    const { text, fileName } = body
    await insertVersion(tx.client, {
      ...place,
      text,
      sha256,
      fileName,
      reason: asked.reason,
      by: actor.accountId,
      at: deps.clock.now(),
    })
    await storeReading(tx.client, place, reading)
  })
  return getPlan(deps, actor, id)
}

/** Whether the same version is there already; refuses another one, and one that is not the next. */
async function mustBeNext(
  { client }: { readonly client: Pick<Tx['client'], 'query'> },
  plan: string,
  asked: { version: number; sha256: Buffer; fileName?: string | undefined; reason: string },
): Promise<boolean> {
  const versions = await listVersionKeys(client, plan)
  const known = versions.find(({ version }) => version === asked.version)
  if (known) {
    const { sha256, fileName, reason } = known
    if (sha256.equals(asked.sha256) && fileName === (asked.fileName ?? null) && reason === asked.reason)
      return true
  }
  const newest = versions[0]!
  const next = newest.version + 1
  if (asked.version !== next) {
    throw conflict(
      'plan.version',
      {
        zh: `下一版是第 ${next} 版，收到的是第 ${asked.version} 版：可能已有人收录了更正后的文本。`,
        en: `The next version is ${next}, and ${asked.version} was sent: somebody may have filed a corrected text.`,
      },
      { field: 'version', value: asked.version, expected: next },
    )
  }
  if (newest.sha256.equals(asked.sha256)) {
    throw refused(
      'plan.sameText',
      {
        zh: `文本与第 ${newest.version} 版完全相同。`,
        en: `The text is the same as that of version ${newest.version}.`,
      },
      { field: 'text' },
    )
  }
  return false
}
