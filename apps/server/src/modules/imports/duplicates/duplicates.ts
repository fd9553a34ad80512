/** Looking for persons who may be one, listing them, and deciding. */
import { isWithin, normaliseIdNumber, normaliseName, parseCertificateNumber, regionRange } from '@lika/codes'
import type { Duplicate, DuplicatePerson, DuplicateReason } from '@lika/contract'
import { withTransaction } from '../../../platform/db.ts'
import { conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { enqueue } from '../../../platform/jobs.ts'
import { tokenOf } from '../../../platform/sealed/index.ts'
import { scopeWithin, unseenRegion } from '../../registry/index.ts'
import { cursorOf, readCursor } from '../cursor.ts'
import type { ImportsDeps } from '../deps.ts'
import { registeredPersons, traitColumns } from './candidates.sql.ts'
import { decidePair, listPairs, lockPairs, type PairRow, type PersonRow } from './duplicates.store.ts'
import { findDuplicateCandidates } from './find.ts'
import { mergePersons } from './merge.ts'
import { type Reason, reasonText } from './score.ts'
import { duplicateSearchJob } from './search.ts'

const page = 100

export async function listDuplicates(
  deps: ImportsDeps,
  actor: Actor,
  query: {
    readonly region: string
    readonly state?: 'open' | 'merged' | 'distinct' | undefined
    readonly cursor?: string | undefined
  },
): Promise<{ items: Duplicate[]; next?: string }> {
  const place = query.cursor === undefined ? undefined : readCursor(query.cursor, ['score', 'id'])
  const after = place && { score: Number(place.score), id: place.id }
  const ranges = scopeWithin(actor, query.region)
  const rows = await listPairs(deps.registry.db.pool, ranges, query.state ?? 'open', after, page + 1)
  const shown = rows.slice(0, page)
  const places = await deps.registry.findPlaces(
    deps.registry.db.pool,
    shown.flatMap(({ a, b }) => [a, b].flatMap((person) => (person ? [person.region_code] : []))),
  )
  const items = shown.map((row) => answerOf(actor, row, places))
  const last = items.at(-1)
  return {
    items,
    ...(rows.length > page && last ? { next: cursorOf({ score: String(last.score), id: last.id }) } : {}),
  }
}

type Places = ReadonlyMap<string, { readonly name: string }>

function answerOf(actor: Actor, row: PairRow, places: Places): Duplicate {
  return {
    id: row.id,
    score: row.score,
    reasons: row.reasons.map(explained),
    state: row.state,
    persons: [row.a, row.b].flatMap((person) =>
      person && maySee(actor, person) ? [personOf(person, places)] : [],
    ),
    differs: row.a && row.b ? differences(row.a, row.b) : [],
    decidedAt: row.decided_at,
    reason: row.reason,
  }
}

const explained = ({ code, points }: Reason): DuplicateReason => ({ code, points, message: reasonText[code] })

function maySee(actor: Actor, person: PersonRow): boolean {
  return actor.regions.some((granted) => isWithin(person.region_code, granted))
}

const compared = [
  'name',
  'birth_date',
  'sex',
  'id_number',
  'region_code',
  'household_number',
  'relation',
] as const
const nameOf = {
  name: 'name',
  birth_date: 'birthDate',
  sex: 'sex',
  id_number: 'idNumber',
  region_code: 'regionCode',
  household_number: 'householdNumber',
  relation: 'relation',
} as const

/** Compared here, where numbers are not masked: equal ones have equal stand-ins. */
function differences(a: PersonRow, b: PersonRow): string[] {
  return compared.filter((field) => a[field] !== b[field]).map((field) => nameOf[field])
}

function personOf(row: PersonRow, places: Places): DuplicatePerson {
  return {
    id: row.person_id,
    name: row.name,
    birthDate: row.birth_date,
    sex: row.sex,
    idNumber: row.id_number,
    regionCode: row.region_code,
    place: [6, 9, 12, 14]
      .filter((digits) => digits <= row.region_code.length)
      .flatMap((digits) => places.get(row.region_code.slice(0, digits))?.name ?? [])
      .join(' '),
    headName: row.head_name,
    householdSize: row.household_size,
    householdId: row.household_id,
    householdNumber: row.household_number,
    relation: row.relation,
  }
}

/** Everybody of a region against everybody of it, in the background: of a city it takes a minute. */
export async function searchDuplicates(
  deps: ImportsDeps,
  actor: Actor,
  { id, region }: { readonly id: string; readonly region: string },
): Promise<{ jobId: string }> {
  mustReach(actor, region)
  await withTransaction(deps.registry.db, async (tx) => {
    const job = duplicateSearchJob(deps)
    // Not in a queue of its own: a killed server would leave that queue locked for hours.
    await enqueue(tx, job, { region }, { id, madeBy: actor.accountId, about: { region } })
    const { rowCount } = await tx.client.query(
      `select from job_progress where id = $1 and kind = $2 and made_by = $3 and result->>'region' = $4`,
      [id, job.name, actor.accountId, region],
    )
    if (rowCount) return
    throw conflict(
      'duplicate.otherSearch',
      {
        zh: `编号 ${id} 已用于另一项任务：请重新点击查重。`,
        en: `The id ${id} is that of another job: search again with another one.`,
      },
      { field: 'id', value: id },
    )
  })
  return { jobId: id }
}

export interface AskedPerson {
  readonly region: string
  readonly name: string
  readonly birthDate?: string | undefined
  readonly sex?: string | undefined
  readonly idNumber?: string | undefined
}

/** Who is registered in the county and may be a person about to be registered. */
export async function checkDuplicates(deps: ImportsDeps, actor: Actor, asked: AskedPerson) {
  mustReach(actor, asked.region)
  const around = asked.region.length > 6 ? asked.region.slice(0, 6) : asked.region
  const { lo, hi } = regionRange(around)
  const nobody = '00000000-0000-0000-0000-000000000000'
  const probe = `select left($3::text, 6) as county_code, '${nobody}'::uuid as person_id, $4::text as name, $5::date as birth_date,
    $6::text as sex, $7::text as id_number, $3::text as region_code, null::uuid as household_id, $8::text as id_number_check`
  const number = asked.idNumber === undefined ? undefined : normaliseIdNumber(asked.idNumber).text
  const token = number === undefined ? undefined : tokenOf(deps.keyring, 'idNumber', number)
  const unknownNumbers = new Map(number === undefined || token === undefined ? [] : [[token, number]])
  const values = [
    lo,
    hi,
    asked.region,
    normaliseName(asked.name),
    asked.birthDate ?? null,
    asked.sex ?? null,
    token ?? null,
    number !== undefined && parseCertificateNumber(number, { today: deps.registry.clock.today() }).ok
      ? 'valid'
      : null,
  ]
  return withTransaction(
    deps.registry.db,
    async (tx) => {
      const candidates: { score: number; reasons: DuplicateReason[]; person: DuplicatePerson }[] = []
      const known = registeredPersons('$1', '$2')
      const found = findDuplicateCandidates(tx, probe, known, values, deps.keyring, undefined, unknownNumbers)
      for await (const pairs of found) {
        for (const { a, b, score, reasons } of pairs) {
          const person = a.personId === nobody ? b : a
          const { rows } = await tx.client.query<PersonRow>(
            `select ${traitColumns
              .split(', ')
              .map((column) => `p.${column}`)
              .join(', ')}, p.relation, h.number as household_number, h.head_name, h.household_size
             from person_snapshot p left join household_snapshot h on h.county_code = p.county_code and h.household_id = p.household_id and h.valid_to = 'infinity'
             where p.county_code = $1 and p.person_id = $2 and p.valid_to = 'infinity'`,
            [person.countyCode, person.personId],
          )
          const row = rows[0]
          if (row && maySee(actor, row)) {
            const places = await deps.registry.findPlaces(tx.client, [row.region_code])
            candidates.push({ score, reasons: reasons.map(explained), person: personOf(row, places) })
          }
        }
      }
      return { candidates: candidates.sort((x, y) => y.score - x.score).slice(0, 20) }
    },
    { readOnly: true },
  )
}

type Decision =
  | { readonly id: string; readonly decision: 'merge'; readonly keep?: string | undefined }
  | { readonly id: string; readonly decision: 'distinct' }

/** All or none: a bulk decision is one act. */
export async function decideDuplicates(
  deps: ImportsDeps,
  actor: Actor,
  body: { readonly reason: string; readonly decisions: readonly Decision[] },
): Promise<{ merged: number; distinct: number }> {
  return withTransaction(deps.registry.db, async (tx) => {
    const pairs = new Map(
      (
        await lockPairs(
          tx.client,
          body.decisions.map(({ id }) => id),
        )
      ).map((pair) => [pair.id, pair]),
    )
    const by = { accountId: actor.accountId, at: deps.registry.clock.now(), reason: body.reason }
    const counts = { merged: 0, distinct: 0 }
    for (const decision of body.decisions) {
      const state = decision.decision === 'merge' ? 'merged' : 'distinct'
      const found = pairs.get(decision.id)
      const pair = mustBeOpen(actor, found, decision)
      if (pair === undefined) {
        // The answer to whoever sends the same again is the one that was lost.
        if (found?.decided_by === actor.accountId && found.reason === body.reason) counts[state]++
        continue
      }
      if (decision.decision === 'merge') {
        const { kept, merged } = whomToKeep(pair, decision.keep)
        await mergePersons(tx, deps, actor, { kept, merged, reason: body.reason })
      }
      await decidePair(tx.client, pair, state, by)
      counts[state]++
    }
    return counts
  })
}

/** Undefined when just that was decided before: sending it twice is harmless. */
function mustBeOpen(actor: Actor, pair: PairRow | undefined, decision: Decision): PairRow | undefined {
  const isHers = pair && [pair.a, pair.b].some((person) => person && maySee(actor, person))
  const wanted = decision.decision === 'merge' ? 'merged' : 'distinct'
  if (!pair || (pair.state === 'open' && !isHers)) throw unknownPair(decision.id)
  if (pair.state === 'open') return pair
  if (pair.state === wanted && !keepsAnother(pair, decision)) return undefined
  throw conflict(
    'duplicate.decided',
    { zh: '这一对已经认定过了。', en: 'This pair was decided already.' },
    { field: 'decisions', value: decision.id, expected: pair.state },
  )
}

/** Merged before, but into the other of the two. */
function keepsAnother({ a, b }: PairRow, decision: Decision): boolean {
  if (decision.decision !== 'merge' || decision.keep === undefined) return false
  const [kept, other] = [a, b].filter((person) => person && person.household_id !== null)
  return kept !== undefined && other === undefined && kept?.person_id !== decision.keep
}

/** The one registered first, unless the decider says otherwise. Both must be within reach. */
function whomToKeep(pair: PairRow, keep: string | undefined): { kept: PersonRow; merged: PersonRow } {
  const { a, b } = pair
  if (!a || !b || a.household_id === null || b.household_id === null) {
    throw conflict(
      'duplicate.gone',
      { zh: '其中一人已不在登记册中。', en: 'One of the two is no longer in the registry.' },
      { field: 'decisions', value: pair.id },
    )
  }
  if (keep === undefined || keep === a.person_id) return { kept: a, merged: b }
  if (keep === b.person_id) return { kept: b, merged: a }
  throw refused(
    'duplicate.keep',
    { zh: '要保留的人不在这一对之中。', en: 'The person to keep is none of the two.' },
    { field: 'keep', value: keep, expected: [a.person_id, b.person_id] },
  )
}

function mustReach(actor: Actor, region: string): void {
  if (scopeWithin(actor, region).length > 0 && actor.regions.some((granted) => isWithin(region, granted)))
    return
  throw unseenRegion(region)
}

function unknownPair(id: string) {
  return notFound(
    'duplicate.notFound',
    { zh: '没有这一对，或者不在您的范围内。', en: 'There is no such pair, or it is not within your scope.' },
    { field: 'decisions', value: id },
  )
}
