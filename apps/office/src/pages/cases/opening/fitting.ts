/** Which of the households that leads are about can go by a procedure, and which cannot and why. */
import type { CaseCandidate, CaseProcedure, LeadItem } from '@lika/contract'

export interface Fitting {
  readonly fit: readonly LeadItem[]
  readonly left: readonly { readonly lead: LeadItem; readonly why: 'status' | 'busy' | 'channel' }[]
  /** Leads about a household that another of them is about already. */
  readonly same: number
}

/** One lead a household: a case is opened once, however many lists name it. Those opened together come by one channel. */
export function fittingOf(
  { statuses }: Pick<CaseProcedure, 'statuses'>,
  leads: readonly LeadItem[],
  channelOf: (kind: string) => string,
): Fitting {
  const seen = new Set<string>()
  const fit: LeadItem[] = []
  const left: Fitting['left'][number][] = []
  for (const lead of leads) {
    if (seen.has(lead.household.id)) continue
    seen.add(lead.household.id)
    const status = lead.household.status ?? 'none'
    if (lead.otherCase !== null) left.push({ lead, why: 'busy' })
    else if (statuses.length > 0 && !statuses.includes(status)) left.push({ lead, why: 'status' })
    else if (fit[0] && channelOf(fit[0].kind) !== channelOf(lead.kind)) left.push({ lead, why: 'channel' })
    else fit.push(lead)
  }
  return { fit, left, same: leads.length - seen.size }
}

/** A lead as the form that opens cases knows whom it is for. */
export const candidateOf = ({ household, region, outcome, otherCase }: LeadItem): CaseCandidate => ({
  subject: {
    kind: 'household',
    id: household.id,
    name: household.headName,
    number: household.number,
    householdSize: household.size,
    status: household.status,
  },
  region: [...region],
  outcome,
  openCase: otherCase,
  refused: null,
})
