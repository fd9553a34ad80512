/** Leads out of which cases are opened: linked in the transaction that opens them, by an entry each. */
import { noteAudit } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import { regionsWith } from '../registry/index.ts'
import { digestOf } from './contents.ts'
import type { LeadsDeps } from './deps.ts'
import { kindOf, recognitions } from './kinds.ts'
import { appendEntries, findLeadsById, isLeadWithin, type LeadRowRead, lockLeads } from './leads.store.ts'
import { askedBy } from './listing.ts'
import { faultTexts, type LeadFault } from './refusals.ts'

/** A case that is opened now, and the lead that it is opened out of. */
export interface LeadOfCase {
  readonly lead: string
  readonly case: string
  /** The household that the case is about. */
  readonly subject: string
  readonly channel: string
  readonly procedure: string
  /** Where the sender named it. */
  readonly field: string
}

/** Those that cannot be linked are named; without any of them all are linked. */
export async function openOutOfLeads(
  { registry }: Pick<LeadsDeps, 'registry'>,
  tx: Tx,
  actor: Actor,
  links: readonly LeadOfCase[],
): Promise<LeadFault[]> {
  if (links.length === 0) return []
  const handler = { ...actor, regions: regionsWith(actor, 'leads.handle') }
  const ids = links.map(({ lead }) => lead)
  await lockLeads(tx.client, ids)
  const rows =
    handler.regions.length === 0
      ? new Map<string, LeadRowRead>()
      : await findLeadsById(tx.client, askedBy(handler, 'all'), ids)
  const faults = links.flatMap((link): LeadFault[] => {
    const message = faultOf(link, rows.get(link.lead))
    return message ? [{ field: link.field, value: link.lead, message }] : []
  })
  if (faults.length > 0) return faults
  const { clock, keyring } = registry
  const entries = links.map((link) => {
    const id = uuidv7()
    return {
      countyCode: rows.get(link.lead)!.countyCode,
      id,
      lead: link.lead,
      act: 'open' as const,
      caseId: link.case,
      secret: null,
      digest: digestOf(keyring, [id, link.lead, actor.accountId, 'open', link.case]),
    }
  })
  noteAudit({ detail: { leads: ids, digests: entries.map(({ digest }) => digest) } })
  await appendEntries(tx.client, { on: clock.today(), at: clock.now(), by: actor.accountId }, entries)
  return []
}

function faultOf(link: LeadOfCase, row: LeadRowRead | undefined) {
  if (!row) return unknown
  if (row.householdId !== link.subject) return faultTexts.otherHousehold
  if (kindOf(row.kind)?.channel !== link.channel) return faultTexts.channel
  if (!recognitions.includes(link.procedure)) return faultTexts.procedure
  // A case that stands in the way is the engine's to name.
  return row.state === 'open' || row.state === 'superseded' ? undefined : faultTexts[row.state]
}

const unknown = {
  zh: '没有这条线索，或者不在您的范围内',
  en: 'there is no such lead, or it is not yours to handle',
}

/** Whether whoever asks may be told of a lead. */
export async function seesLead(
  { registry }: Pick<LeadsDeps, 'registry'>,
  actor: Actor,
  id: string,
): Promise<boolean> {
  const regions = regionsWith(actor, 'leads.handle')
  if (regions.length === 0) return false
  return isLeadWithin(registry.db.pool, askedBy({ ...actor, regions }, 'all'), id)
}
