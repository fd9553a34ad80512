/** What persons are told: versions of the notice, each out of the field register as it was when it was published. */
import type { PrivacyNotice } from '@lika/contract'
import { type Tx, withTransaction } from '../../platform/db.ts'
import { conflict, refused } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { handledFacts } from '../dictionary/index.ts'
import type { RetentionDeps } from './deps.ts'
import { findVersionOn, insertNotice, listNoticeRows, type NoticeRow } from './notices.store.ts'

type Content = PrivacyNotice['content']

export async function listPrivacyNotices(
  deps: RetentionDeps,
): Promise<{ items: PrivacyNotice[]; draft: Content }> {
  const rows = await listNoticeRows(deps.system.pool)
  const today = deps.registry.clock.today()
  const last = rows[0]?.content
  return {
    items: rows.map((row) => noticeOf(row, today)),
    draft: contentOf(deps, { handler: last?.handler ?? '', contact: last?.contact ?? '' }),
  }
}

export interface NewNotice {
  readonly version: number
  readonly validFrom: string
  readonly handler: string
  readonly contact: string
  readonly reason: string
}

export async function publishPrivacyNotice(
  deps: RetentionDeps,
  actor: Actor,
  input: NewNotice,
): Promise<PrivacyNotice> {
  const { clock } = deps.registry
  return withTransaction(deps.system, async (tx) => {
    await tx.client.query('lock table privacy_notice in share row exclusive mode')
    const rows = await listNoticeRows(tx.client)
    const known = rows.find(({ version }) => version === input.version)
    // The same again, whose answer was lost.
    if (known && isSame(known, input, actor)) return noticeOf(known, clock.today())
    const next = (rows[0]?.version ?? 0) + 1
    if (input.version !== next) throw notNext(input.version, next)
    mustBegin(input.validFrom, rows, clock.today())
    await insertNotice(tx.client, {
      version: next,
      validFrom: input.validFrom,
      content: contentOf(deps, { handler: input.handler.trim(), contact: input.contact.trim() }),
      reason: input.reason.trim(),
      madeBy: actor.accountId,
      madeAt: clock.now(),
    })
    return noticeOf((await listNoticeRows(tx.client))[0]!, clock.today())
  })
}

/** The first version of a demo world, whose persons are told something as well. */
export async function publishDemoNotice(
  tx: Tx,
  catalogue: RetentionDeps['registry']['catalogue'],
  validFrom: string,
): Promise<void> {
  await insertNotice(tx.client, {
    version: 1,
    validFrom,
    content: {
      handler: '北海市扶贫开发办公室（演示）',
      contact: '所在乡镇人民政府扶贫工作站（演示）',
      handled: handledFacts(catalogue),
    },
    reason: '首次发布',
    madeBy: null,
    madeAt: `${validFrom}T00:00:00Z`,
  })
}

export function findNoticeOn(deps: RetentionDeps, day: string): Promise<number | undefined> {
  return findVersionOn(deps.system.pool, day)
}

function contentOf(
  { registry }: RetentionDeps,
  said: { readonly handler: string; readonly contact: string },
): Content {
  return { ...said, handled: handledFacts(registry.catalogue) } as Content
}

function isSame(known: NoticeRow, input: NewNotice, actor: Actor): boolean {
  const { content, reason, validFrom, madeBy } = known
  return (
    madeBy === actor.accountId &&
    validFrom === input.validFrom &&
    reason === input.reason.trim() &&
    content.handler === input.handler.trim() &&
    content.contact === input.contact.trim()
  )
}

/** What somebody was told yesterday was not in force yet when it is published today. */
function mustBegin(day: string, rows: readonly NoticeRow[], today: string): void {
  const last = rows[0]?.validFrom
  const earliest = last !== undefined && last >= today ? last : undefined
  if (day < today || (earliest !== undefined && day <= earliest)) {
    throw refused(
      'notice.tooEarly',
      {
        zh: `新版告知书只能从今天（${today}）起、在上一版（${last ?? '无'}）之后生效。`,
        en: `A version begins today (${today}) at the earliest, and after the one before (${last ?? 'none'}).`,
      },
      { field: 'validFrom', value: day },
    )
  }
}

function noticeOf(row: NoticeRow, today: string): PrivacyNotice {
  const { version, validFrom, validTo, content, reason, author, madeAt } = row
  const state = validFrom > today ? 'coming' : validTo !== null && validTo < today ? 'ended' : 'inForce'
  return { version, validFrom, validTo, state, reason, madeBy: author, madeAt, content }
}

function notNext(version: number, next: number) {
  return conflict(
    'notice.notNext',
    {
      zh: `下一版是第 ${next} 版；其间可能有人发布过，请刷新后重试。`,
      en: `The next version is ${next}; somebody may have published one meanwhile. Load the page again.`,
    },
    { field: 'version', value: version, expected: next },
  )
}
