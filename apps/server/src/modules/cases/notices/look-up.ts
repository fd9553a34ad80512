/** What whoever has the number may know: where the objection stands, and the answer. Nothing of what was said or by whom. */
import type { Day } from '@lika/policy'
import type { CasesDeps } from '../deps.ts'
import { openConfided } from './confided.ts'
import { hashOfNumber } from './looked-up-number.ts'
import { findNotice, type NoticeRow } from './notices.store.ts'
import { listByNumber, type ObjectionRow } from './objections.store.ts'

export interface LookedUpObjection {
  /** Waits for an answer; is answered; or the case was sent back or ended, so that nobody answers any more. */
  readonly state: 'waiting' | 'answered' | 'acted'
  readonly on: Day
  readonly notice: { readonly id: string; readonly number: string; readonly title: string } | null
  /** Different ones, where a whole notice was objected to. */
  readonly answers: readonly { readonly on: Day; readonly upheld: boolean; readonly text: string }[]
}

/** Undefined for a number that nobody was given. */
export async function lookUpObjection(
  { system, registry }: Pick<CasesDeps, 'system' | 'registry'>,
  number: string,
): Promise<LookedUpObjection | undefined> {
  const hash = hashOfNumber(registry.keyring, number)
  if (hash === undefined) return undefined
  const rows = await listByNumber(system.pool, hash)
  const [first] = rows
  if (!first) return undefined
  const notice = first.notice === null ? undefined : await findNotice(system.pool, first.notice)
  const names = namesIn(notice)
  const answers = new Map<string, LookedUpObjection['answers'][number]>()
  for (const row of rows) {
    if (row.upheld === null) continue
    const own = row.secret === null ? null : openConfided(registry.keyring, row.id, row.secret).name
    const text = withoutNames(row.answer ?? '', own === null ? names : [...names, own])
    const answer = { on: row.answeredOn!, upheld: row.upheld, text }
    answers.set(JSON.stringify(answer), answer)
  }
  return {
    state: stateOf(rows),
    on: first.on,
    notice: notice ? { id: notice.id, number: notice.number, title: notice.content.title } : null,
    answers: [...answers.values()],
  }
}

function stateOf(rows: readonly ObjectionRow[]): LookedUpObjection['state'] {
  if (rows.some(({ upheld, isPast }) => upheld === null && !isPast)) return 'waiting'
  return rows.some(({ upheld }) => upheld !== null) ? 'answered' : 'acted'
}

/** Heads of households on the notice: after its last day they are nowhere public, not even in an answer. */
function namesIn(notice: NoticeRow | undefined): string[] {
  const at = notice?.content.columns.findIndex(({ id }) => id === 'headName') ?? -1
  if (!notice || at < 0) return []
  return notice.content.rows.map(({ cells }) => cells[at]!)
}

function withoutNames(text: string, names: readonly string[]): string {
  return names
    .filter((name) => [...name].length >= 2)
    .sort((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, '某某'), text)
}
