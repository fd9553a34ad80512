/** Dismissing leads and taking that back: each an entry that stays. Up to 500 at once, all or none. */
import type { BodyOf, LeadItem, routes } from '@lika/contract'
import { noteAudit } from '../../platform/audit.ts'
import { withTransaction } from '../../platform/db.ts'
import type { Actor } from '../../platform/http.ts'
import { digestOf, sealText } from './contents.ts'
import type { LeadsDeps } from './deps.ts'
import {
  appendEntries,
  findEntries,
  findLeadsById,
  type LeadRowRead,
  lockLeads,
  type NewEntry,
} from './leads.store.ts'
import { askedBy, itemsOf } from './listing.ts'
import { faultTexts, type LeadFault, namedTwice, notAll, otherContent, unknownLead } from './refusals.ts'

type Body = BodyOf<(typeof routes)['leads']['actOnLeads']>

export async function actOnLeads(deps: LeadsDeps, actor: Actor, body: Body): Promise<{ items: LeadItem[] }> {
  const { clock, db, keyring } = deps.registry
  mustBeOnce(body)
  const asked = askedBy(actor, 'all')
  const ids = body.leads.map(({ lead }) => lead)
  const text = body.text.trim()
  await withTransaction(db, async ({ client }) => {
    await lockLeads(client, ids)
    const rows = await findLeadsById(client, asked, ids)
    const known = await findEntries(
      client,
      body.leads.map(({ id }) => id),
    )
    const faults: LeadFault[] = []
    const entries: NewEntry[] = []
    for (const [index, { id, lead, after }] of body.leads.entries()) {
      const row = rows.get(lead)
      if (!row) throw unknownLead(lead, `leads.${index}.lead`)
      const digest = digestOf(keyring, [id, lead, actor.accountId, body.act, text])
      const there = known.get(id)
      if (there) {
        if (there.digest !== digest) throw otherContent(id, `leads.${index}.id`)
        continue
      }
      const message = faultOf(body.act, row, after)
      if (message) faults.push({ field: `leads.${index}.lead`, value: lead, message })
      entries.push({
        countyCode: row.countyCode,
        id,
        lead,
        act: body.act,
        caseId: null,
        secret: sealText(keyring, id, text),
        digest,
      })
    }
    if (faults.length > 0) throw notAll(faults, body.leads.length)
    if (entries.length === 0) return
    const first = rows.get(entries[0]!.lead)!
    noteAudit({
      ...(entries.length === 1 ? { subjectKind: 'household', subjectId: first.householdId } : {}),
      regionCode: regionOf(entries.map(({ lead }) => rows.get(lead)!.regionCode)),
      detail: {
        act: body.act,
        leads: entries.map(({ lead }) => lead),
        digests: entries.map(({ digest }) => digest),
      },
    })
    const made = { on: clock.today(), at: clock.now(), by: actor.accountId }
    const appended = await appendEntries(client, made, entries)
    // An id that another entry has, of a lead beyond what whoever asks may see.
    if (appended < entries.length) throw otherContent(entries[0]!.id, 'leads')
  })
  const rows = await findLeadsById(db.pool, asked, ids)
  return {
    items: await itemsOf(
      deps,
      ids.flatMap((id) => rows.get(id) ?? []),
    ),
  }
}

function faultOf(act: Body['act'], { state, lastId }: LeadRowRead, after: string | undefined) {
  if (after !== undefined && after !== lastId) return faultTexts.actedMeanwhile
  if (act === 'reopen') return state === 'dismissed' ? undefined : faultTexts.notDismissed
  return state === 'open' || state === 'superseded' ? undefined : faultTexts[state]
}

/** What all of them lie in. */
export function regionOf(codes: readonly string[]): string {
  const [first = '', ...others] = codes
  const common = [14, 12, 9, 6, 4, 2].find(
    (length) => length <= first.length && others.every((code) => code.startsWith(first.slice(0, length))),
  )
  return common === undefined ? 'all' : first.slice(0, common)
}

function mustBeOnce({ leads }: Body): void {
  for (const key of ['id', 'lead'] as const) {
    const seen = new Set<string>()
    for (const [index, each] of leads.entries()) {
      if (seen.has(each[key])) throw namedTwice(`leads.${index}.${key}`, each[key])
      seen.add(each[key])
    }
  }
}
