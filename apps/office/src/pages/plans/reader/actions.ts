// From what somebody presses to the decisions that are sent.

import type { Decision } from '@lika/contract'
import { newRecordId } from '../../../parts/record/record-id.ts'
import type { Card } from './cards.ts'
import type { Content } from './content.ts'

export type Where = { readonly version: number; readonly part: number }

function decisionAbout(card: Card, where: Where, decision: Decision['decision']): Decision {
  const { statement, range, kind } = card
  const place = range && { version: where.version, part: where.part, range }
  return {
    id: newRecordId(),
    kind,
    decision,
    // Whoever decided since is not overruled unseen.
    ...(statement ? { statement: statement.id, after: statement.decision } : {}),
    ...(place && decision !== 'takenBack' ? { place } : {}),
  }
}

export const accepting = (card: Card, where: Where, content: Content = card.content): Decision => ({
  ...decisionAbout(card, where, 'accepted'),
  ...content,
})

export const rejecting = (card: Card, where: Where, reason: string): Decision => ({
  ...decisionAbout(card, where, 'rejected'),
  reason,
})

export const takingBack = (card: Card, where: Where): Decision => decisionAbout(card, where, 'takenBack')

/** Undoing what was just accepted at once. */
export const takingBackAll = (decisions: readonly Decision[]): readonly Decision[] =>
  decisions.map(({ id, statement, kind }) => ({
    id: newRecordId(),
    kind,
    decision: 'takenBack',
    statement: statement ?? id,
  }))
