/**
 * Whether complaints are what was received, and their entries what was done: each is opened, and its digest made again
 * and compared with the event that came into the sealed audit journal with it. Where one stands is the fold of its entries.
 */
import type { ComplaintAct, ComplaintState } from '@lika/contract'
import type { Keyring } from '../../platform/crypto/index.ts'
import type { Tx } from '../../platform/db.ts'
import { withoutIdentityData } from '../../platform/http/log.ts'
import type { FoldDifference } from '../registry/index.ts'
import { openSaid, openText } from './contents.ts'
import { digestOfEntry, digestOfReceived } from './digests.ts'
import { stateAfter } from './states.ts'
import {
  type ArrivedRow,
  type DoneRow,
  type EventRow,
  listArrived,
  listDone,
  listEvents,
  listGone,
  listLinked,
} from './verify.store.ts'

/** Reads only, portion by portion: `missing` is what the journal has and nobody finds, `extra` what is other than it says. */
export async function verifyComplaints(tx: Tx, keyring: Keyring): Promise<FoldDifference[]> {
  const wrong = { complaint: namesOf(), complaint_entry: namesOf() }
  for (let after = FIRST; ; ) {
    const arrived = await listArrived(tx.client, after)
    if (arrived.length === 0) break
    after = arrived.at(-1)!.id
    const ids = arrived.map(({ id }) => id)
    const done = Map.groupBy(await listDone(tx.client, ids), ({ complaintId }) => complaintId)
    const links = [...done.values()].flatMap((rows) => rows.filter(({ act }) => act === 'link'))
    const linked = await listLinked(
      tx.client,
      links.map(({ digest }) => asTold(digest)),
    )
    const events = Map.groupBy(await listEvents(tx.client, ids), ({ complaintId }) => complaintId)
    for (const row of arrived) {
      const [entries, told] = [done.get(row.id) ?? [], events.get(row.id) ?? []]
      if (!isAsReceived(keyring, row, told) || !standsWhereEntriesSay(row, entries))
        wrong.complaint.add(row.id)
      for (const entry of entries)
        if (!isAsDone(keyring, entry, told, linked)) wrong.complaint_entry.add(entry.id)
    }
  }
  const gone = await listGone(tx.client)
  return (['complaint', 'complaint_entry'] as const).map((fold) => {
    const missing = gone.filter((row) => row.fold === fold)
    const { names, count } = wrong[fold]
    return {
      fold,
      missing: missing.reduce((sum, { n }) => sum + n, 0),
      extra: count(),
      examples: [...missing.flatMap(({ examples }) => examples), ...names].slice(0, 3),
    }
  })
}

const FIRST = '00000000-0000-0000-0000-000000000000'

function namesOf() {
  const names: string[] = []
  let count = 0
  return {
    names,
    count: () => count,
    add: (id: string) => {
      count++
      if (names.length < 3) names.push(id)
    },
  }
}

function isAsReceived(keyring: Keyring, row: ArrivedRow, told: readonly EventRow[]): boolean {
  const content = opened(() => openSaid(keyring, row.id, row.secret))
  if (content === undefined || row.anonymous !== (content.name === null)) return false
  const digest = digestOfReceived(keyring, row, content)
  return (
    row.digest === digest &&
    told.some(
      ({ entry, accountId, detail }) =>
        entry === null &&
        accountId === row.receivedBy &&
        detail.digest === asTold(digest) &&
        saysSame(detail, 'on', row.receivedOn) &&
        saysSame(detail, 'acceptDue', row.acceptDue) &&
        saysSame(detail, 'answerDue', row.answerDue),
    )
  )
}

function isAsDone(
  keyring: Keyring,
  row: DoneRow,
  told: readonly EventRow[],
  linked: ReadonlySet<string>,
): boolean {
  const text = opened(() => openText(keyring, row.id, row.secret))
  if (text === undefined) return false
  const digest = digestOfEntry(keyring, row, text)
  if (row.digest !== digest) return false
  // The event of a case that is opened because of it bears the digest alone.
  if (row.act === 'link' && linked.has(asTold(digest))) return true
  return told.some(
    ({ entry, accountId, detail }) =>
      entry === row.id &&
      accountId === row.authorId &&
      detail.digest === asTold(digest) &&
      saysSame(detail, 'on', row.on) &&
      saysSame(detail, 'to', row.toRegion),
  )
}

/** What the journal keeps of a text: a run of digits in a digest may look like somebody's number. */
const asTold = (text: string) => withoutIdentityData(text)

/** Events of earlier versions do not say it. */
function saysSame(
  detail: EventRow['detail'],
  key: 'on' | 'acceptDue' | 'answerDue' | 'to',
  is: string | null,
) {
  const told = detail[key]
  return told === undefined || told === (is === null ? null : asTold(is))
}

/** Sealed for another id, or changed since: nothing opens it. */
function opened<T>(open: () => T): T | undefined {
  try {
    return open()
  } catch {
    return undefined
  }
}

function standsWhereEntriesSay(row: ArrivedRow, entries: readonly DoneRow[]): boolean {
  const last = (act: ComplaintAct) => entries.findLast((entry) => entry.act === act)
  const accepted = entries.find(({ act }) => act === 'accept')
  const passed = last('pass')
  const state = entries.reduce<ComplaintState>((now, { act }) => stateAfter(now, act), 'received')
  return (
    row.state === state &&
    row.lastId === (entries.at(-1)?.id ?? row.id) &&
    row.acceptedOn === (accepted?.on ?? null) &&
    row.answeredOn === (last('answer')?.on ?? null) &&
    row.passedRegion === (passed?.toRegion ?? null) &&
    row.passedUnit === (passed?.toUnit ?? null) &&
    row.caseId === (last('link')?.caseId ?? null)
  )
}
