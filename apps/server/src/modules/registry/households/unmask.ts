/** One masked number in full: whoever asks says what for, and the asking is kept before the answer is given. */
import { noteAudit } from '../../../platform/audit.ts'
import { withTransaction } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { openTokens } from '../../../platform/sealed/index.ts'
import type { RegistryDeps } from '../deps.ts'
import { findPlace } from '../records/records.store.ts'
import { mustBeInScope } from '../scope.ts'
import { listKnownFacts } from './household.store.ts'

interface Asked {
  readonly subjectKind: 'household' | 'person'
  readonly subjectId: string
  readonly fact: 'idNumber' | 'phone' | 'bankAccount'
  readonly purpose: string
}

export async function unmaskFact(deps: RegistryDeps, actor: Actor, asked: Asked) {
  const { subjectKind, subjectId, fact, purpose } = asked
  noteAudit({ detail: { fact } })
  return withTransaction(deps.db, async (tx) => {
    const place = await findPlace(tx, subjectKind, subjectId)
    if (!place) throw unknownSubject(subjectId)
    mustBeInScope(actor, place.regionCode, () => unknownSubject(subjectId))
    await tx.client.query(
      `insert into unmasking (county_code, account_id, subject_kind, subject_id, region_code, fact, purpose, asked_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        place.countyCode,
        actor.accountId,
        subjectKind,
        subjectId,
        place.regionCode,
        fact,
        purpose.trim(),
        deps.clock.now(),
      ],
    )
    const today = deps.clock.today()
    const known = await listKnownFacts(tx.client, place.countyCode, [subjectId], today, 'infinity')
    const found = known.find((row) => row.fact === fact)
    const token = typeof found?.value === 'string' ? found.value : null
    const opened = await openTokens(tx.client, deps.keyring, token === null ? [] : [token])
    const value = token === null ? null : (opened.get(token)?.value ?? null)
    return { value, observedOn: value === null ? null : (found?.observed_on ?? null) }
  })
}

function unknownSubject(id: string) {
  return notFound(
    'registry.notFound',
    {
      zh: '没有这个对象，或者不在您的范围内。',
      en: 'There is no such subject, or it is not within your scope.',
    },
    { field: 'subjectId', value: id },
  )
}
