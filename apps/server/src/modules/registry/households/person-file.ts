/** Everything that is recorded of one person, whole, for giving it to him: the right to a copy (PIPL 45). */
import { isSealed } from '@lika/codes'
import { noteAudit } from '../../../platform/audit.ts'
import { withTransaction } from '../../../platform/db.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { spend } from '../../../platform/load/budget.ts'
import { openTokens } from '../../../platform/sealed/index.ts'
import type { RegistryDeps } from '../deps.ts'
import { findPlace } from '../records/records.store.ts'
import { mustBeInScope } from '../scope.ts'
import { listKnownFacts } from './household.store.ts'

export interface PersonFile {
  readonly name: string
  /** What holds today. */
  readonly now: readonly PersonFact[]
  /** Every entry of the journal, the first that arrived first; what was corrected is among them, and says so. */
  readonly history: readonly (PersonFact & {
    readonly receivedAt: string
    readonly reason: string | null
    readonly isCorrected: boolean
  })[]
}

interface PersonFact {
  readonly fact: string
  readonly value: unknown
  readonly observedOn: string
  readonly author: string
  readonly source: string
}

interface Row {
  readonly facts: Readonly<Record<string, unknown>>
  readonly observed_on: string
  readonly received_at: string
  readonly author: string | null
  readonly source: string
  readonly reason: string | null
  readonly is_corrected: boolean
}

/** Where somebody is registered is told by the household's page; these are ids. */
const placing = ['householdId', 'regionCode']

export async function readPersonFile(
  deps: RegistryDeps,
  actor: Actor,
  asked: { readonly personId: string; readonly purpose: string },
): Promise<PersonFile> {
  const { personId } = asked
  const purpose = asked.purpose.trim()
  noteAudit({ subjectKind: 'person', subjectId: personId, purpose })
  return withTransaction(deps.db, async (tx) => {
    const place = await findPlace(tx, 'person', personId)
    if (!place) throw unknownPerson(personId)
    mustBeInScope(actor, place.regionCode, () => unknownPerson(personId))
    await spend(tx.client, actor, 'unmaskings', 1, deps.clock.now())
    await tx.client.query(
      `insert into unmasking (county_code, account_id, subject_kind, subject_id, region_code, fact, purpose, asked_at)
       values ($1, $2, 'person', $3, $4, 'personFile', $5, $6)`,
      [place.countyCode, actor.accountId, personId, place.regionCode, purpose, deps.clock.now()],
    )
    const known = await listKnownFacts(
      tx.client,
      place.countyCode,
      [personId],
      deps.clock.today(),
      'infinity',
    )
    const { rows } = await tx.client.query<Row>(
      `select r.facts, r.observed_on, r.received_at, a.display_name as author, r.source, r.reason,
         exists (select from record c where c.county_code = r.county_code and c.corrects = r.id) as is_corrected
       from record r left join account a on a.id = r.author_id
       where r.county_code = $1 and r.subject_id = $2 and r.subject_kind = 'person' order by r.received_at, r.id`,
      [place.countyCode, personId],
    )
    const now = known.map((row) => ({ ...row, observedOn: row.observed_on, author: row.author ?? '' }))
    const history = rows.flatMap((row) =>
      Object.entries(row.facts).map(([fact, value]) => ({
        fact,
        value,
        observedOn: row.observed_on,
        receivedAt: row.received_at,
        author: row.author ?? '',
        source: row.source,
        reason: row.reason,
        isCorrected: row.is_corrected,
      })),
    )
    const tokens = [...now, ...history].flatMap(({ value }) => (isSealed(value) ? [value] : []))
    const opened = await openTokens(tx.client, deps.keyring, tokens)
    const whole = <F extends { readonly fact: string; readonly value: unknown }>(facts: readonly F[]) =>
      facts
        .filter(({ fact }) => !placing.includes(fact))
        .map((each) => ({
          ...each,
          value: isSealed(each.value) ? (opened.get(each.value)?.value ?? null) : each.value,
        }))
    const name = now.find(({ fact }) => fact === 'name')?.value
    return { name: typeof name === 'string' ? name : '', now: whole(now), history: whole(history) }
  })
}

function unknownPerson(id: string) {
  return notFound(
    'registry.notFound',
    {
      zh: '没有这个对象，或者不在您的范围内。',
      en: 'There is no such subject, or it is not within your scope.',
    },
    { field: 'id', value: id },
  )
}
