/**
 * Two registered persons are one: what was recorded of the second is recorded of the first as well, by new records
 * that keep day and author's words; the second ends as a duplicate, and the id numbers of both lead to the first.
 */
import { isWithin } from '@lika/codes'
import type { Tx } from '../../../platform/db.ts'
import { type AppError, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { refoldHouseholds, refoldPersons } from '../../registry/index.ts'
import type { ImportsDeps } from '../deps.ts'
import type { PersonRow } from './duplicates.store.ts'

export interface Merge {
  readonly kept: PersonRow
  readonly merged: PersonRow
  readonly reason: string
}

/** Facts of membership stay with the person they were said of. */
const membership = ['householdId', 'regionCode', 'endedBecause', 'relation']
/** What the kept person has of these is not overwritten by the other's, however late that was observed. */
const identity = ['name', 'idNumber', 'idNumberCheck', 'birthDate', 'sex']

export async function mergePersons(tx: Tx, deps: ImportsDeps, actor: Actor, merge: Merge): Promise<void> {
  const { kept, merged } = merge
  mustBeHers(actor, merge)
  mustBeSameCounty(merge)
  await mustNotBeHeadOfOthers(tx, merge)
  const county = kept.county_code
  const now = deps.registry.clock.now()
  const today = deps.registry.clock.today()
  const operationId = uuidv7()
  await tx.client.query(
    `insert into operation (county_code, id, kind, detail, reason, effective_on, made_by) values ($1, $2, 'mergePersons', $3, $4, $5, $6)`,
    [
      county,
      operationId,
      { keptId: kept.person_id, mergedId: merged.person_id },
      merge.reason,
      today,
      actor.accountId,
    ],
  )
  const isKnown: Readonly<Record<string, unknown>> = {
    name: kept.name,
    idNumber: kept.id_number,
    idNumberCheck: kept.id_number,
    birthDate: kept.birth_date,
    sex: kept.sex,
  }
  const left = [...membership, ...identity.filter((fact) => isKnown[fact] !== null)]
  await tx.client.query(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, evidence, reason, operation_id)
     select county_code, uuidv7(), 'person', $3::uuid, $4::text, observed_on, $5::timestamptz, $6::uuid, 'operation', facts - $7::text[], evidence, $8::text, $9::uuid
     from record r where county_code = $1 and subject_id = $2 and subject_kind = 'person' and corrects is null and facts - $7::text[] <> '{}'
       and not exists (select from record c where c.county_code = r.county_code and c.corrects = r.id)
     order by observed_on, received_at, id`,
    [
      county,
      merged.person_id,
      kept.person_id,
      kept.region_code,
      now,
      actor.accountId,
      left,
      merge.reason,
      operationId,
    ],
  )
  await tx.client.query(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, reason, operation_id)
     values ($1, uuidv7(), 'person', $2, $3, $4, $5, $6, 'operation', '{"householdId": null, "endedBecause": "duplicate"}', $7, $8)`,
    [county, merged.person_id, merged.region_code, today, now, actor.accountId, merge.reason, operationId],
  )
  await endHouseholdIfEmpty(tx, merge, { today, now, accountId: actor.accountId, operationId })
  await tx.client.query(
    'update person_identity set person_id = $3 where county_code = $1 and person_id = $2',
    [county, merged.person_id, kept.person_id],
  )
  await foldAndJudge(tx, deps, merge)
}

/** The last member takes the household along, as whoever moves out does: nobody would ever be asked about an empty one. */
async function endHouseholdIfEmpty(
  tx: Tx,
  { kept, merged, reason }: Merge,
  by: {
    readonly today: string
    readonly now: string
    readonly accountId: string
    readonly operationId: string
  },
): Promise<void> {
  if (merged.household_id === null || merged.household_id === kept.household_id) return
  await tx.client.query(
    `insert into record (county_code, id, subject_kind, subject_id, region_code, observed_on, received_at, author_id, source, facts, reason, operation_id)
     select $1, uuidv7(), 'household', $2, $3, $4, $5, $6, 'operation', '{"endedBecause": "merged"}', $7, $8
     where not exists (select from person_snapshot p where p.county_code = $1 and p.household_id = $2 and p.valid_to = 'infinity' and p.person_id <> $9)`,
    [
      merged.county_code,
      merged.household_id,
      merged.region_code,
      by.today,
      by.now,
      by.accountId,
      reason,
      by.operationId,
      merged.person_id,
    ],
  )
}

async function foldAndJudge(tx: Tx, deps: ImportsDeps, { kept, merged }: Merge): Promise<void> {
  const countyCode = kept.county_code
  const keys = (ids: readonly (string | null)[]) =>
    [...new Set(ids)].flatMap((id) => (id === null ? [] : [{ countyCode, id }]))
  await refoldPersons(tx, deps.registry.catalogue, keys([kept.person_id, merged.person_id]))
  const households = keys([kept.household_id, merged.household_id])
  await refoldHouseholds(tx, deps.registry.catalogue, households)
  const { rows } = await tx.client.query<{ id: string }>(
    'select id from village where county_code = $1 and code = any($2)',
    [countyCode, [kept.region_code.slice(0, 12), merged.region_code.slice(0, 12)]],
  )
  await deps.registry.verdicts.judgeChanged(tx, {
    households,
    villages: keys(rows.map(({ id }) => id)),
    persons: keys([merged.person_id]),
  })
}

function mustBeHers(actor: Actor, { kept, merged }: Merge): void {
  const both = [kept, merged].every((person) =>
    actor.regions.some((granted) => isWithin(person.region_code, granted)),
  )
  if (both) return
  throw notFound('duplicate.notFound', {
    zh: '没有这一对，或者不在您的范围内。',
    en: 'There is no such pair, or it is not within your scope.',
  })
}

function mustBeSameCounty({ kept, merged }: Merge): void {
  if (kept.county_code === merged.county_code) return
  throw refused(
    'duplicate.otherCounty',
    {
      zh: '两人分属两个县，须由上级作为专门事项办理。',
      en: 'The two are in different counties: that is a case of its own for the office above.',
    },
    { value: merged.county_code, expected: kept.county_code },
  )
}

/** A household must not lose its head to a merge while others live in it. */
async function mustNotBeHeadOfOthers(tx: Tx, { kept, merged }: Merge): Promise<void> {
  if (merged.relation !== 'head' || merged.household_id === kept.household_id) return
  const { rows } = await tx.client.query<{ others: number }>(
    `select count(*) as others from person_snapshot where county_code = $1 and household_id = $2 and valid_to = 'infinity' and person_id <> $3`,
    [merged.county_code, merged.household_id, merged.person_id],
  )
  if (rows[0]!.others === 0) return
  throw headOfOthers(merged)
}

function headOfOthers(merged: PersonRow): AppError {
  return refused(
    'duplicate.headOfOthers',
    {
      zh: `${merged.name ?? ''}是另一户（${merged.household_number ?? ''}）的户主，户内还有其他成员；请先变更户主或并户，或者保留此人。`,
      en: `${merged.name ?? ''} heads another household (${merged.household_number ?? ''}) with other members: change its head or merge the households first, or keep this person.`,
    },
    { value: merged.person_id },
  )
}
