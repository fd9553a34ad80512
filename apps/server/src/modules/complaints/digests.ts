/** What was received and what was done, as one keyed digest each: told the sealed journal, and made again to verify. */
import type { ComplaintAct } from '@lika/contract'
import type { Keyring } from '../../platform/crypto/index.ts'
import { digestOf, type Said } from './contents.ts'

export function digestOfReceived(
  keyring: Keyring,
  {
    id,
    kind,
    channel,
    about,
    regionCode,
    accusedRegion,
    accusedUnit,
  }: {
    readonly id: string
    readonly kind: string
    readonly channel: string
    readonly about: string
    readonly regionCode: string
    readonly accusedRegion: string | null
    readonly accusedUnit: string | null
  },
  { said, name, contact }: Said,
): string {
  const content = { said, name, contact }
  return digestOf(keyring, [id, kind, channel, about, regionCode, accusedRegion, accusedUnit, content])
}

/** Of the place that it was passed to, what was asked for: of a unit the unit, whose region follows from it. */
export function digestOfEntry(
  keyring: Keyring,
  {
    id,
    complaintId,
    authorId,
    act,
    toRegion,
    toUnit,
    caseId,
  }: {
    readonly id: string
    readonly complaintId: string
    readonly authorId: string
    readonly act: ComplaintAct
    readonly toRegion: string | null
    readonly toUnit: string | null
    readonly caseId: string | null
  },
  text: string,
): string {
  const region = act === 'pass' && toUnit === null ? toRegion : null
  const unit = act === 'pass' ? toUnit : null
  const linked = act === 'link' ? caseId : null
  return digestOf(keyring, [id, complaintId, authorId, act, region, unit, linked, text])
}
