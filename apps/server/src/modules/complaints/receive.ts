/** What arrives: over the public site without an account, or taken down by an officer. Sent twice, it is there once. */

import { isWithin } from '@lika/codes'
import type { ComplaintAbout, ComplaintChannel, ComplaintKind } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { type Tx, withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { mustSeeRegion } from '../registry/index.ts'
import { findReceived, findUnit, insertComplaint } from './complaints.store.ts'
import { sealSaid } from './contents.ts'
import { duesOf, findDeadlines } from './deadlines.ts'
import type { ComplaintsDeps } from './deps.ts'
import { digestOfReceived } from './digests.ts'
import { numberFor, numberHash } from './number.ts'
import { accusedElsewhere, otherContent, unknownRegion, unknownUnit } from './refusals.ts'
import { aboveAccused } from './sight.ts'

export interface Received {
  readonly id: string
  readonly number: string
  readonly acceptDue: string | null
  readonly answerDue: string | null
}

interface Arriving {
  readonly id: string
  readonly kind: ComplaintKind
  readonly about: ComplaintAbout
  readonly region: string
  readonly accusedRegion?: string | undefined
  readonly accusedUnit?: string | undefined
  readonly said: string
  readonly name?: string | undefined
  readonly contact?: string | undefined
}

export interface FromSite extends Arriving {
  /** Nobody but the sender and the server knows it: the number is made of it. */
  readonly secret: string
}

export function receiveFromSite(deps: ComplaintsDeps, arriving: FromSite): Promise<Received> {
  return receive(deps, arriving, { channel: 'site', by: null, seed: `site ${arriving.secret}` })
}

export async function takeComplaint(
  deps: ComplaintsDeps,
  actor: Actor,
  input: Arriving & { readonly channel: Exclude<ComplaintChannel, 'site'> },
): Promise<Received> {
  mustSeeRegion(actor, input.region)
  return receive(deps, input, {
    channel: input.channel,
    by: actor.accountId,
    seed: `${actor.accountId} ${input.id}`,
  })
}

interface How {
  readonly channel: ComplaintChannel
  readonly by: string | null
  readonly seed: string
}

async function receive(deps: ComplaintsDeps, arriving: Arriving, how: How): Promise<Received> {
  const { id, kind, about, region, accusedRegion = null, accusedUnit = null } = arriving
  const { clock, keyring } = deps
  const content = {
    said: arriving.said.trim(),
    name: arriving.name?.trim() || null,
    contact: arriving.contact?.trim() || null,
  }
  const number = numberFor(keyring, how.seed)
  const received = { id, kind, channel: how.channel, about, regionCode: region, accusedRegion, accusedUnit }
  const digest = digestOfReceived(keyring, received, content)
  const receivedOn = clock.today()
  return withTransaction(deps.system, async (tx) => {
    const unit = await mustBeThere(deps, tx, arriving)
    const dues = duesOf(deps, receivedOn, await findDeadlines(tx.client))
    noteAudit({
      subjectKind: 'complaint',
      subjectId: id,
      regionCode: aboveAccused(region, [accusedRegion, unit?.regionCode ?? null]),
      detail: { kind, channel: how.channel, digest, on: receivedOn, ...dues },
    })
    const isNew = await insertComplaint(tx.client, {
      ...received,
      countyCode: region.slice(0, 6),
      numberHash: numberHash(keyring, number),
      secret: sealSaid(keyring, id, content),
      digest,
      anonymous: content.name === null,
      receivedOn,
      receivedAt: clock.now(),
      receivedBy: how.by,
      ...dues,
    })
    if (isNew) return { id, number, ...dues }
    const known = await findReceived(tx.client, id)
    if (known?.digest !== digest || known.receivedBy !== how.by) throw otherContent(id)
    // It arrived when it came first.
    const { receivedOn: on, acceptDue, answerDue } = known
    noteAudit({ detail: { on, acceptDue, answerDue } })
    return { id, number, acceptDue: known.acceptDue, answerDue: known.answerDue }
  })
}

/** Answers the unit that is accused. */
async function mustBeThere(
  { findPlaces }: ComplaintsDeps,
  { client }: Tx,
  { region, accusedRegion, accusedUnit }: Arriving,
): Promise<Awaited<ReturnType<typeof findUnit>>> {
  const places = await findPlaces(client, [region])
  if (region.length < 6 || !places.has(region)) throw unknownRegion('region', region)
  if (accusedRegion !== undefined) {
    // From the village up to the county; above that nobody of the installation could handle it.
    if (accusedRegion.length < 6 || accusedRegion.length > 12 || !isWithin(region, accusedRegion))
      throw accusedElsewhere(accusedRegion)
  }
  if (accusedUnit === undefined) return undefined
  const unit = await findUnit(client, accusedUnit)
  if (!unit) throw unknownUnit('accusedUnit', accusedUnit)
  return unit
}
