/** Posting a notice: what it says is made out of the registry, once, and kept. */
import { isDeepStrictEqual } from 'node:util'
import { isWithin } from '@lika/codes'
import type { Day } from '@lika/policy'
import type { Tx } from '../../../platform/db.ts'
import { type AppError, conflict, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { digestOf, type NoticeContent } from './content.ts'
import { type Made, makeContent, type NoticeAsk, noticeOf, type PostDeps } from './make.ts'
import { findNotice, insertNotice, type NoticeRow } from './notices.store.ts'
import { numberOf } from './number.ts'

export interface Posted {
  readonly id: string
  readonly sha256: string
  readonly until: Day
}

/**
 * Stores the notice; whoever calls appends the posting entries of its cases in the same transaction. Sent again with the
 * same id it answers what was posted then, whatever the registry says since; asked for something else by that id, it is
 * refused.
 */
export async function postNotice(tx: Tx, deps: PostDeps, actor: Actor, ask: NoticeAsk): Promise<Posted> {
  const countyCode = ask.cases[0]!.countyCode
  const known = await findNotice(tx.client, ask.id, countyCode)
  if (known) return sameAgain(known, ask)
  const { region, content } = await makePostable(tx, deps, actor, ask)
  for (let attempt = 0; ; attempt++) {
    const numbered: NoticeContent = {
      ...content,
      number: numberOf(countyCode, ask.id, deps.clock.today(), attempt),
    }
    const sha256 = digestOf(numbered)
    const row = { countyCode, id: ask.id, regionCode: region.code, content: numbered, sha256 }
    if (await insertNotice(tx.client, row, { by: actor.accountId, at: deps.clock.now() }))
      return { id: ask.id, sha256, until: content.until }
    // Either somebody has posted it this moment, or the number is another notice's.
    const other = await findNotice(tx.client, ask.id, countyCode)
    if (other) return sameAgain(other, ask)
    if (attempt === 20) throw new Error(`no number is free for the notice ${ask.id}`)
  }
}

/** What would be posted; refused as the posting itself would be. */
export async function makePostable(
  tx: Tx,
  deps: PostDeps,
  actor: Actor,
  ask: Omit<NoticeAsk, 'id'>,
): Promise<Made> {
  mustNotBeginBefore(deps.clock.today(), ask.from)
  const made = await makeContent(tx, deps, ask)
  mustPostIn(actor, made.region)
  return made
}

function sameAgain(known: Pick<NoticeRow, 'id' | 'sha256' | 'content' | 'downOn'>, ask: NoticeAsk): Posted {
  const { content } = known
  const then = [content.procedure.id, content.step.id, content.from, content.days, casesOf(content.rows)]
  const now = [ask.procedure.id, ask.step.id, ask.from, ask.days, ask.cases.map(({ id }) => id).sort()]
  if (isDeepStrictEqual(then, now)) {
    // It hangs nowhere any more, and what was taken down is kept as it was.
    if (known.downOn !== null) throw takenDown(ask)
    return { id: known.id, sha256: known.sha256, until: content.until }
  }
  throw conflict(
    'notice.differentBody',
    {
      zh: `编号 ${ask.id} 的${noticeOf(ask.step).kind === 'notice' ? '公示' : '公告'}已经存在，内容不同。`,
      en: `A notice ${ask.id} is there already, with other content.`,
    },
    { field: 'act.notice', value: ask.id },
  )
}

function takenDown({ id, step }: NoticeAsk): AppError {
  const kind = noticeOf(step).kind === 'notice' ? '公示' : '公告'
  return conflict(
    'notice.takenDown',
    {
      zh: `编号 ${id} 的${kind}已经撤下，重新张贴须用新的编号。`,
      en: `The notice ${id} has been taken down: what is posted anew has an id of its own.`,
    },
    { field: 'act.notice', value: id },
  )
}

const casesOf = (rows: NoticeContent['rows']) => rows.map((row) => row.case).sort()

/** Days that have passed did not hang anywhere that the public could see. */
function mustNotBeginBefore(today: Day, from: Day): void {
  if (from >= today) return
  throw refused(
    'notice.past',
    {
      zh: `公示不能从已过去的 ${from} 算起，最早从 ${today} 开始。`,
      en: `A notice cannot begin on ${from}, which has passed: ${today} at the earliest.`,
    },
    { field: 'act.from', value: from, expected: today },
  )
}

/** Who posts answers for the place where it hangs. */
function mustPostIn(actor: Actor, region: { readonly code: string; readonly name: string }): void {
  if (actor.regions.some((granted) => isWithin(region.code, granted))) return
  throw refused(
    'notice.place',
    {
      zh: `它张贴在${region.name}，须由负责该地区的人员张贴。`,
      en: `It hangs in ${region.name}: somebody who answers for that place posts it.`,
    },
    { field: 'act', value: region.code, expected: [...actor.regions] },
  )
}
