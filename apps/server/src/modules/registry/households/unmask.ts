/** One masked fact in full: whoever asks says what for, and the asking is counted and kept before the answer is given. */
import { isSealed } from '@lika/codes'
import type { FactValue } from '@lika/contract'
import { noteAudit } from '../../../platform/audit.ts'
import { type Tx, withTransaction } from '../../../platform/db.ts'
import { conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { spend } from '../../../platform/load/budget.ts'
import { openTokens } from '../../../platform/sealed/index.ts'
import type { RegistryDeps } from '../deps.ts'
import { findPlace } from '../records/records.store.ts'
import { mustBeInScope } from '../scope.ts'
import { listKnownFacts } from './household.store.ts'

interface Asked {
  readonly id: string
  readonly subjectKind: 'household' | 'person'
  readonly subjectId: string
  /** Of class identifier or sensitive. */
  readonly fact: string
  readonly purpose: string
}

export async function unmaskFact(deps: RegistryDeps, actor: Actor, asked: Asked) {
  const { id, subjectKind, subjectId, fact, purpose } = asked
  mustBeMasked(deps, subjectKind, fact)
  noteAudit({ detail: { fact } })
  return withTransaction(deps.db, async (tx) => {
    const place = await findPlace(tx, subjectKind, subjectId)
    if (!place) throw unknownSubject(subjectId)
    mustBeInScope(actor, place.regionCode, () => unknownSubject(subjectId))
    // Those that come at once wait here for the first.
    const { rowCount: isNew } = await tx.client.query(
      `insert into unmasking (id, county_code, account_id, subject_kind, subject_id, region_code, fact, purpose, asked_at)
       values ($9, $1, $2, $3, $4, $5, $6, $7, $8) on conflict (county_code, id) do nothing`,
      [
        place.countyCode,
        actor.accountId,
        subjectKind,
        subjectId,
        place.regionCode,
        fact,
        purpose.trim(),
        deps.clock.now(),
        id,
      ],
    )
    if (isNew) await spend(tx.client, actor, 'unmaskings', 1, deps.clock.now())
    else await mustBeSame(tx, actor, place.countyCode, asked)
    const today = deps.clock.today()
    const known = await listKnownFacts(tx.client, place.countyCode, [subjectId], today, 'infinity')
    const found = known.find((row) => row.fact === fact)
    const value = await openedValue(tx, deps, found?.value)
    return { value, observedOn: value === null ? null : (found?.observed_on ?? null) }
  })
}

/** Asked before: told again, and neither counted nor kept again. */
async function mustBeSame(tx: Tx, actor: Actor, countyCode: string, asked: Asked): Promise<void> {
  const { rowCount } = await tx.client.query(
    `select from unmasking where county_code = $1 and id = $2 and account_id = $3 and subject_kind = $4 and subject_id = $5
       and fact = $6 and purpose = $7`,
    [
      countyCode,
      asked.id,
      actor.accountId,
      asked.subjectKind,
      asked.subjectId,
      asked.fact,
      asked.purpose.trim(),
    ],
  )
  if (rowCount) return
  throw conflict(
    'unmask.otherBody',
    {
      zh: `编号 ${asked.id} 已用于查看另一项内容：请重新点击查看。`,
      en: `The id ${asked.id} was used to see something else: ask again with another one.`,
    },
    { field: 'id', value: asked.id },
  )
}

async function openedValue(tx: Tx, deps: RegistryDeps, stored: unknown): Promise<FactValue> {
  if (!isSealed(stored)) return (stored ?? null) as FactValue
  const opened = await openTokens(tx.client, deps.keyring, [stored])
  return opened.get(stored)?.value ?? null
}

function mustBeMasked(deps: RegistryDeps, kind: Asked['subjectKind'], id: string): void {
  const fact = deps.catalogue[kind].find((each) => each.id === id)
  if (fact?.class === 'identifier' || fact?.class === 'sensitive') return
  throw refused(
    'unmask.notMasked',
    {
      zh: `${id} 不是遮盖显示的事实。`,
      en: `${id} is no fact that is masked.`,
    },
    { field: 'fact', value: id },
  )
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
