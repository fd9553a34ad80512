/**
 *   received ─→ accepted ─→ answered ─→ closed        withdrawn: from anywhere before the answer
 *       └─→ passed ──┴────────↑   (an answer may be followed by a better one)
 */
import type { ComplaintAct, ComplaintKind, ComplaintState } from '@lika/contract'

const acts: Readonly<Record<ComplaintState, readonly ComplaintAct[]>> = {
  received: ['accept', 'pass', 'withdraw'],
  accepted: ['answer', 'pass', 'link', 'withdraw'],
  passed: ['answer', 'pass', 'link', 'withdraw'],
  answered: ['close', 'answer', 'link'],
  closed: [],
  withdrawn: [],
}

/** handles: answers for complaints; lead: works on clues and applications of the place; passed: it was passed on to. */
export type Standing = 'handles' | 'lead' | 'passed'

const allowed: Readonly<Record<Standing, readonly ComplaintAct[]>> = {
  handles: ['accept', 'pass', 'answer', 'link', 'close', 'withdraw'],
  lead: ['accept', 'answer', 'link', 'close', 'withdraw'],
  passed: ['answer', 'link'],
}

export function mayAct(of: {
  readonly state: ComplaintState
  readonly kind: ComplaintKind
  readonly standing: Standing
}): ComplaintAct[] {
  return acts[of.state].filter(
    (act) => allowed[of.standing].includes(act) && (act !== 'link' || of.kind !== 'complaint'),
  )
}

export function stateAfter(state: ComplaintState, act: ComplaintAct): ComplaintState {
  const next: Readonly<Partial<Record<ComplaintAct, ComplaintState>>> = {
    accept: 'accepted',
    pass: 'passed',
    answer: 'answered',
    close: 'closed',
    withdraw: 'withdrawn',
  }
  // A case that is linked changes nothing of where it stands.
  return next[act] ?? state
}
