/** What is typed about the progress of a task, and what is still wrong with it. */
import type { EvidenceFile, ReportState } from '@lika/contract'
import { newRecordId } from '../../parts/record/record-id.ts'

export interface ReportDraft {
  /** The same over every try, so that no try is kept twice. */
  readonly id: string
  readonly on: string
  readonly state: ReportState
  readonly percent: string
  readonly text: string
  readonly unit: string
  readonly evidence: readonly EvidenceFile[]
}

export const emptyReport = (today: string): ReportDraft => ({
  id: newRecordId(),
  on: today,
  state: 'underway',
  percent: '',
  text: '',
  unit: '',
  evidence: [],
})

export const isTouched = ({ text, percent, evidence }: ReportDraft) =>
  text !== '' || percent !== '' || evidence.length > 0

export type ReportFault = 'text' | 'on' | 'percent' | 'done' | 'round'

/** The first thing to be said about each field. */
export function reportFaults(
  draft: ReportDraft,
  asked: { readonly today: string; readonly needsRound: boolean },
): ReadonlySet<ReportFault> {
  const faults = new Set<ReportFault>()
  if (draft.text.trim().length < 2) faults.add('text')
  if (draft.on === '' || draft.on > asked.today) faults.add('on')
  const isWhole = /^(\d{1,2}|100)$/.test(draft.percent)
  if (draft.percent !== '' && !isWhole) faults.add('percent')
  else if (draft.state === 'done' && draft.percent !== '' && draft.percent !== '100') faults.add('done')
  if (asked.needsRound) faults.add('round')
  return faults
}
