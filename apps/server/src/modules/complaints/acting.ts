/** Accept, pass on, answer, link a case, close, withdraw: each is an entry that stays, and the state is its fold. */

import { isWithin } from '@lika/codes'
import type { Complaint, ComplaintAct } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import {
  type ComplaintRow,
  findUnit,
  insertEntry,
  isCaseThere,
  isUnitWithin,
  listEntries,
  lockComplaint,
  moveComplaint,
} from './complaints.store.ts'
import { sealText } from './contents.ts'
import type { ComplaintsDeps } from './deps.ts'
import { digestOfEntry } from './digests.ts'
import { getRow, readComplaint } from './reading.ts'
import {
  actedMeanwhile,
  caseNeeded,
  notNow,
  otherContent,
  passedToAccused,
  targetNeeded,
  textNeeded,
  unknownRegion,
  unknownUnit,
} from './refusals.ts'
import { standingOf } from './sight.ts'
import { mayAct, stateAfter } from './states.ts'

export interface Act {
  readonly id: string
  readonly act: ComplaintAct
  readonly text: string
  readonly toRegion?: string | undefined
  readonly toUnit?: string | undefined
  readonly case?: string | undefined
  readonly after: string
}

export async function actOnComplaint(
  deps: ComplaintsDeps,
  actor: Actor,
  complaintId: string,
  input: Act,
): Promise<Complaint> {
  return withTransaction(deps.db, async (tx) => {
    const { countyCode } = await getRow(tx, actor, complaintId)
    await lockComplaint(tx.client, countyCode, complaintId)
    // Read again: somebody may have acted while we waited.
    const row = await getRow(tx, actor, complaintId)
    const text = input.text.trim()
    const digest = digestOfEntry(
      deps.keyring,
      {
        ...{ id: input.id, complaintId, authorId: actor.accountId, act: input.act },
        ...{ toRegion: input.toRegion ?? null, toUnit: input.toUnit ?? null, caseId: input.case ?? null },
      },
      text,
    )
    const known = (await listEntries(tx.client, countyCode, complaintId)).find(({ id }) => id === input.id)
    if (known) {
      if (known.digest !== digest) throw otherContent(input.id)
      return readComplaint(deps, tx, actor, complaintId)
    }
    if (row.lastId !== input.after) throw actedMeanwhile()
    const may = mayAct({ ...row, standing: standingOf(actor, row) })
    if (!may.includes(input.act)) throw notNow(input.act, row.state, may)
    if (['answer', 'pass', 'withdraw'].includes(input.act) && text.length < 2) throw textNeeded(input.act)
    const target = input.act === 'pass' ? await targetOf(deps, tx, row, input) : { region: null, unit: null }
    const caseId = input.act === 'link' ? await caseOf(tx, row, input) : null
    const entry = {
      countyCode,
      id: input.id,
      complaintId,
      act: input.act,
      on: deps.clock.today(),
      at: deps.clock.now(),
      authorId: actor.accountId,
      toRegion: target.region,
      toUnit: target.unit,
      caseId,
      secret: sealText(deps.keyring, input.id, text),
      digest,
    }
    noteAudit({ detail: { act: input.act, entry: input.id, digest, on: entry.on, to: entry.toRegion } })
    await insertEntry(tx.client, entry)
    await moveComplaint(tx.client, entry, stateAfter(row.state, input.act))
    return readComplaint(deps, tx, actor, complaintId)
  })
}

async function targetOf(
  { findPlaces }: ComplaintsDeps,
  { client }: Tx,
  row: ComplaintRow,
  { toRegion, toUnit }: Act,
): Promise<{ region: string; unit: string | null }> {
  const unit = toUnit === undefined ? undefined : await findUnit(client, toUnit)
  if (toUnit !== undefined && !unit) throw unknownUnit('toUnit', toUnit)
  const region = unit?.regionCode ?? toRegion
  if (region === undefined) throw targetNeeded()
  if (region === 'all' || !(await findPlaces(client, [region])).has(region))
    throw unknownRegion('toRegion', region)
  const isThere = row.accusedRegion !== null && isWithin(region, row.accusedRegion)
  const isTheirs = unit && row.accusedUnit !== null && (await isUnitWithin(client, unit.id, row.accusedUnit))
  if (isThere || isTheirs) throw passedToAccused()
  return { region, unit: unit?.id ?? null }
}

async function caseOf({ client }: Tx, row: ComplaintRow, { case: id }: Act): Promise<string> {
  if (id === undefined || !(await isCaseThere(client, row.countyCode, id))) throw caseNeeded(id)
  return id
}
