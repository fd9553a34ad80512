// What is typed but not saved outlives a reload of the page, in this window only.

import type { EvidenceFile } from '@lika/contract'
import { useEffect, useState } from 'react'
import { newRecordId } from './record-id.ts'

export type Draft = {
  /** The record's id: the same over every try, so that no try is saved twice. */
  readonly id: string
  readonly subject: string
  readonly fact: string
  /** As typed; codes of a list are joined by commas. */
  readonly value: string
  readonly unknown: boolean
  readonly observedOn: string
  readonly monthFrom: string
  readonly monthTo: string
  readonly reason: string
  readonly evidence: readonly EvidenceFile[]
}

export function emptyDraft(subject: string, fact: string, observedOn: string): Draft {
  return {
    id: newRecordId(),
    subject,
    fact,
    value: '',
    unknown: false,
    observedOn,
    monthFrom: '',
    monthTo: '',
    reason: '',
    evidence: [],
  }
}

export function useDraft(owner: string, start: Draft) {
  const key = `lika.draft.${owner}`
  const [kept] = useState(() => readDraft(key, start))
  const [draft, setDraft] = useState(kept ?? start)
  const isTouched = draft.value !== '' || draft.unknown || draft.reason !== '' || draft.evidence.length > 0
  useEffect(() => {
    if (isTouched) sessionStorage.setItem(key, JSON.stringify(draft))
    else sessionStorage.removeItem(key)
  }, [key, draft, isTouched])
  return {
    draft,
    change: (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed })),
    reset: (fresh: Draft) => setDraft(fresh),
    wasKept: kept !== undefined,
  }
}

/** A draft about another fact than the one asked for is not what the person wants to see now. */
function readDraft(key: string, start: Draft): Draft | undefined {
  const stored = sessionStorage.getItem(key)
  if (stored === null) return undefined
  const draft = { ...start, ...(JSON.parse(stored) as Partial<Draft>) }
  return start.fact === '' || (draft.fact === start.fact && draft.subject === start.subject)
    ? draft
    : undefined
}
