import { conflict } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { PendingStep } from '../deps.ts'

/** The account of whoever has got as far as a step; refuses with 409 where that is not what is asked for. */
export function mustBeAsked(actor: Actor, ...steps: PendingStep[]): string {
  const pending = actor.session?.pending
  if (pending === undefined || !steps.includes(pending)) {
    throw conflict('session.notAsked', {
      zh: '现在不需要这一步。',
      en: 'That is not what is asked for now.',
    })
  }
  return actor.accountId
}
