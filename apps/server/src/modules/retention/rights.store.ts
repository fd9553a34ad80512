/**
 * What a person was told and asked for stands in the journal of decisions: what somebody signed, with evidence, sealed like
 * the rest. It says nothing about the person that a fold would read.
 */
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'

type Runner = Pick<pg.Pool, 'query'>

export type StepKind = 'noticeTold' | 'requestReceived' | 'requestAnswered'

export interface StepRow {
  readonly id: string
  readonly kind: StepKind
  readonly day: string
  readonly facts: Readonly<Record<string, string | number>>
  readonly text: string
  readonly evidence: readonly string[]
  readonly author: string | null
}

export async function listSteps(runner: Runner, countyCode: string, personId: string): Promise<StepRow[]> {
  const { rows } = await runner.query<StepRow>(
    `select d.id, d.kind, d.decided_on as day, d.facts, d.reason as text, d.evidence, a.display_name as author
     from decision d left join account a on a.id = d.author_id
     where d.county_code = $1 and d.subject_id = $2 and d.subject_kind = 'person'
       and d.kind in ('noticeTold', 'requestReceived', 'requestAnswered')
     order by d.received_at, d.id`,
    [countyCode, personId],
  )
  return rows
}

export interface NewStep {
  readonly id: string
  readonly countyCode: string
  readonly personId: string
  readonly regionCode: string
  readonly kind: StepKind
  readonly day: string
  readonly facts: Readonly<Record<string, string | number>>
  readonly text: string
  readonly evidence: readonly string[]
  readonly authorId: string
  readonly now: string
}

/** False when a row of that id was there: `isSameStep` tells whether it says the same. */
export async function insertStep(tx: Tx, step: NewStep): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id,
       facts, reason, evidence)
     values ($1, $2, 'person', $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (county_code, id) do nothing`,
    [
      step.countyCode,
      step.id,
      step.personId,
      step.regionCode,
      step.kind,
      step.day,
      step.now,
      step.authorId,
      JSON.stringify(step.facts),
      step.text,
      step.evidence,
    ],
  )
  return rowCount === 1
}

export async function isSameStep(tx: Tx, step: NewStep): Promise<boolean> {
  const { rows } = await tx.client.query(
    `select from decision where county_code = $1 and id = $2 and subject_id = $3 and kind = $4 and decided_on = $5
       and author_id = $6 and facts = $7::jsonb and reason = $8 and evidence = $9::text[]`,
    [
      step.countyCode,
      step.id,
      step.personId,
      step.kind,
      step.day,
      step.authorId,
      JSON.stringify(step.facts),
      step.text,
      step.evidence,
    ],
  )
  return rows.length === 1
}

/** One who answers at a time. */
export async function lockPerson(tx: Tx, countyCode: string, personId: string): Promise<void> {
  await tx.client.query('select id from person where county_code = $1 and id = $2 for no key update', [
    countyCode,
    personId,
  ])
}

export async function unknownEvidence(tx: Tx, evidence: readonly string[]): Promise<string | undefined> {
  const { rows } = await tx.client.query<{ sha256: string }>(
    `select sha256 from unnest($1::text[]) sha256 where not exists (select from evidence_file e where e.sha256 = sha256.sha256) limit 1`,
    [evidence],
  )
  return rows[0]?.sha256
}

export interface NameRow {
  readonly name: string | null
}

export async function findName(runner: Runner, countyCode: string, personId: string): Promise<string | null> {
  const { rows } = await runner.query<NameRow>(
    `select name from person_snapshot where county_code = $1 and person_id = $2 and valid_to = 'infinity'`,
    [countyCode, personId],
  )
  return rows[0]?.name ?? null
}

export interface OpenRequestRow {
  readonly id: string
  readonly personId: string
  readonly name: string | null
  readonly householdId: string | null
  readonly regionCode: string
  readonly kind: 'copy' | 'correction' | 'deletion' | 'objection'
  readonly receivedOn: string
}

/** Those nobody has answered, the oldest first. */
export async function listOpenRequestRows(
  runner: Runner,
  ranges: readonly { readonly lo: string; readonly hi: string }[],
  after: { readonly day: string; readonly id: string } | undefined,
  limit: number,
): Promise<OpenRequestRow[]> {
  const { rows } = await runner.query<OpenRequestRow>(
    `select d.id, d.subject_id as "personId", p.name, p.household_id as "householdId", p.region_code as "regionCode",
       d.facts->>'kind' as kind, d.decided_on as "receivedOn"
     from decision d join person_snapshot p on p.county_code = d.county_code and p.person_id = d.subject_id and p.valid_to = 'infinity'
     where d.kind = 'requestReceived'
       and exists (select from unnest($1::text[], $2::text[]) as r (lo, hi)
         where p.region_code collate "C" >= r.lo and p.region_code collate "C" < r.hi)
       and not exists (select from decision a where a.county_code = d.county_code and a.subject_id = d.subject_id
         and a.kind = 'requestAnswered' and a.facts->>'request' = d.id::text)
       and ($3::date is null or (d.decided_on, d.id) > ($3::date, $4::uuid))
     order by d.decided_on, d.id limit $5`,
    [ranges.map(({ lo }) => lo), ranges.map(({ hi }) => hi), after?.day ?? null, after?.id ?? null, limit],
  )
  return rows
}
