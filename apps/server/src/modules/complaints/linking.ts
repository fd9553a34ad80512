/**
 * Clues and applications because of which cases are opened: the act `link` of each, in the transaction that opens the cases.
 * The audit event of the opening bears digests alone, since whoever is complained about may read of the case.
 */
import { isWithin } from '@lika/codes'
import { noteAudit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import type { Message } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { regionsWith } from '../registry/index.ts'
import { type ComplaintRow, findComplaint, insertLinks, lockComplaints } from './complaints.store.ts'
import { sealText } from './contents.ts'
import type { ComplaintsDeps } from './deps.ts'
import { digestOfEntry } from './digests.ts'
import { sightOf, standingOf } from './sight.ts'
import { mayAct } from './states.ts'

export interface ComplaintOfCase {
  readonly complaint: string
  readonly case: string
  readonly regionCode: string
  readonly channel: string
  /** Where the sender named it. */
  readonly field: string
}

export interface LinkFault {
  readonly field: string
  readonly value: string
  readonly message: Message
}

/** Ways in which what somebody told the line reaches a case. */
const CHANNELS: readonly string[] = ['complaint', 'public', 'household', 'proxy']

/** Those that cannot be linked are named; without any of them all are linked. */
export async function linkComplaints(
  { clock, keyring }: Pick<ComplaintsDeps, 'clock' | 'keyring'>,
  tx: Tx,
  actor: Actor,
  links: readonly ComplaintOfCase[],
): Promise<LinkFault[]> {
  if (links.length === 0) return []
  const handler = asHandler(actor)
  const ids = links.map(({ complaint }) => complaint)
  const rows = await lockComplaints(tx.client, sightOf(handler, 'all'), ids)
  const faults = links.flatMap((link): LinkFault[] => {
    const message = faultOf(handler, link, rows.get(link.complaint))
    return message ? [{ field: link.field, value: link.complaint, message }] : []
  })
  if (faults.length > 0) return faults
  const entries = links.map((link) => {
    const id = uuidv7()
    return {
      countyCode: rows.get(link.complaint)!.countyCode,
      id,
      complaintId: link.complaint,
      act: 'link' as const,
      on: clock.today(),
      at: clock.now(),
      authorId: actor.accountId,
      toRegion: null,
      toUnit: null,
      caseId: link.case,
      secret: sealText(keyring, id, ''),
      digest: digestOfEntry(
        keyring,
        {
          ...{ id, complaintId: link.complaint, authorId: actor.accountId, act: 'link' },
          ...{ toRegion: null, toUnit: null, caseId: link.case },
        },
        '',
      ),
    }
  })
  noteAudit({ detail: { links: entries.map(({ digest }) => digest) } })
  await insertLinks(tx.client, entries)
  return []
}

function faultOf(actor: Actor, link: ComplaintOfCase, row: ComplaintRow | undefined): Message | undefined {
  if (!row)
    return {
      zh: '没有这件来信来访，或者不在您的范围内',
      en: 'there is no such complaint, or it is not yours to see',
    }
  if (!mayAct({ ...row, standing: standingOf(actor, row) }).includes('link'))
    return {
      zh: '只有已受理的线索和申请可以发起事项',
      en: 'only a clue or an application that was accepted leads to a case',
    }
  if (row.caseId !== null) return { zh: '已经发起过事项', en: 'a case was opened because of it before' }
  if (!isWithin(link.regionCode, row.regionCode))
    return { zh: '反映的是别的地方', en: 'it speaks of another place' }
  if (!CHANNELS.includes(link.channel))
    return { zh: '事项来源与来信来访不符', en: 'the channel is not one of complaints and applications' }
  return undefined
}

/** Whether whoever asks may be told of it, as everywhere else. */
export async function seesComplaint(
  { db }: Pick<ComplaintsDeps, 'db'>,
  actor: Actor,
  id: string,
): Promise<boolean> {
  const handler = asHandler(actor)
  if (handler.regions.length === 0) return false
  return (await findComplaint(db.pool, sightOf(handler, 'all'), id)) !== undefined
}

/** The regions that the routes of complaints would give the same account. */
function asHandler(actor: Actor): Actor {
  return { ...actor, regions: regionsWith(actor, 'leads.handle') }
}
