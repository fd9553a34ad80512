/** The only SQL of case_file and case_step. */
import type { Standing } from '@lika/contract'
import type pg from 'pg'
import type { Tx } from '../../platform/db.ts'

export type Runner = Pick<pg.Pool, 'query'>

export interface CaseFile {
  readonly countyCode: string
  readonly id: string
  readonly subjectKind: 'household' | 'village' | 'county'
  readonly subjectId: string
  readonly regionCode: string
  readonly procedure: string
  readonly digest: string
  readonly channel: string
  readonly state: 'open' | 'ended' | 'withdrawn'
  readonly green: boolean
  readonly openedOn: string
  readonly dueOn: string | null
  readonly nextDue: string | null
  readonly endedOn: string | null
  readonly outcome: string | null
  readonly status: string | null
  /** How its subject stood when it was opened. */
  readonly standing: Standing
  /** Where it stands, the main step first; none once it is over. */
  readonly steps: readonly string[]
  readonly lastId: string
  readonly lastAt: string
}

export interface CaseStep {
  readonly countyCode: string
  readonly caseId: string
  readonly step: string
  readonly regionCode: string
  readonly procedure: string
  readonly beside: boolean
  readonly actors: readonly string[]
  readonly since: string
  readonly dueOn: string | null
}

export const fileColumns = (alias: string) =>
  `${alias}.county_code as "countyCode", ${alias}.id, ${alias}.subject_kind as "subjectKind", ${alias}.subject_id as "subjectId",
   ${alias}.region_code as "regionCode", ${alias}.procedure, ${alias}.digest, ${alias}.channel, ${alias}.state, ${alias}.green,
   ${alias}.opened_on as "openedOn", ${alias}.due_on as "dueOn", ${alias}.next_due as "nextDue", ${alias}.ended_on as "endedOn",
   ${alias}.outcome, ${alias}.status, ${alias}.standing, ${alias}.steps, ${alias}.last_id as "lastId", ${alias}.last_at as "lastAt"`

export async function findFiles(runner: Runner, ids: readonly string[]): Promise<CaseFile[]> {
  const { rows } = await runner.query<CaseFile>(
    `select ${fileColumns('f')} from case_file f where f.id = any($1::uuid[])`,
    [ids],
  )
  return rows
}

/** One after the other acts on a case. Everybody locks in the order of ids. */
export async function lockFiles(tx: Tx, ids: readonly string[]): Promise<CaseFile[]> {
  const { rows } = await tx.client.query<CaseFile>(
    `select ${fileColumns('f')} from case_file f where f.id = any($1::uuid[]) order by f.id for update`,
    [ids],
  )
  return rows
}

export interface FoldedCase {
  readonly file: CaseFile
  readonly steps: readonly CaseStep[]
}

const fileRecord = `("countyCode" text, id uuid, "subjectKind" text, "subjectId" uuid, "regionCode" text, procedure text, digest text,
  channel text, state text, green boolean, "openedOn" date, "dueOn" date, "nextDue" date, "endedOn" date, outcome text, status text,
  standing text, steps text[], "lastId" uuid, "lastAt" timestamptz)`
const stepRecord = `("countyCode" text, "caseId" uuid, step text, "regionCode" text, procedure text, beside boolean, actors text[],
  since date, "dueOn" date)`

/** Writes what the journal yields in the place of what was there. */
export async function writeFiles(tx: Tx, folded: readonly FoldedCase[]): Promise<void> {
  if (folded.length === 0) return
  const files = JSON.stringify(folded.map(({ file }) => file))
  const steps = JSON.stringify(folded.flatMap((each) => each.steps))
  await tx.client.query(
    `insert into case_file (county_code, id, subject_kind, subject_id, region_code, procedure, digest, channel, state, green, opened_on,
       due_on, next_due, ended_on, outcome, status, standing, steps, last_id, last_at)
     select f."countyCode", f.id, f."subjectKind", f."subjectId", f."regionCode", f.procedure, f.digest, f.channel, f.state, f.green,
       f."openedOn", f."dueOn", f."nextDue", f."endedOn", f.outcome, f.status, f.standing, f.steps,
       f."lastId", f."lastAt"
     from jsonb_to_recordset($1::jsonb) as f ${fileRecord}
     on conflict (county_code, id) do update set region_code = excluded.region_code, digest = excluded.digest, state = excluded.state,
       green = excluded.green, due_on = excluded.due_on, next_due = excluded.next_due, ended_on = excluded.ended_on,
       outcome = excluded.outcome, status = excluded.status, standing = excluded.standing, steps = excluded.steps, last_id = excluded.last_id, last_at = excluded.last_at`,
    [files],
  )
  await tx.client.query(
    `delete from case_step s using jsonb_to_recordset($1::jsonb) as f ${fileRecord}
     where s.county_code = f."countyCode" and s.case_id = f.id`,
    [files],
  )
  await tx.client.query(
    `insert into case_step (county_code, case_id, step, region_code, procedure, beside, actors, since, due_on)
     select s."countyCode", s."caseId", s.step, s."regionCode", s.procedure, s.beside, s.actors, s.since, s."dueOn"
     from jsonb_to_recordset($1::jsonb) as s ${stepRecord}`,
    [steps],
  )
}

export async function listSteps(
  runner: Runner,
  cases: readonly { readonly countyCode: string; readonly id: string }[],
): Promise<CaseStep[]> {
  const { rows } = await runner.query<CaseStep>(
    `select s.county_code as "countyCode", s.case_id as "caseId", s.step, s.region_code as "regionCode", s.procedure, s.beside,
       s.actors, s.since, s.due_on as "dueOn"
     from case_step s where s.county_code = any($1) and s.case_id = any($2::uuid[]) order by s.case_id, s.beside, s.step`,
    [[...new Set(cases.map(({ countyCode }) => countyCode))], cases.map(({ id }) => id)],
  )
  return rows
}

export interface Subject {
  readonly countyCode: string
  readonly id: string
  readonly regionCode: string
  readonly name: string | null
  readonly number: string | null
  readonly householdSize: number | null
  readonly status: string | null
  readonly endedBecause: string | null
}

const subjectQueries = {
  household: `select s.county_code as "countyCode", s.household_id as id, s.region_code as "regionCode", s.head_name as name, s.number,
      s.household_size as "householdSize", s.status, s.ended_because as "endedBecause"
    from household_snapshot s where s.household_id = any($1::uuid[]) and s.valid_to = 'infinity'`,
  village: `select s.county_code as "countyCode", s.village_id as id, s.region_code as "regionCode", r.name, null as number,
      null::integer as "householdSize", s.status, s.ended_because as "endedBecause"
    from village_snapshot s left join region r on r.code = s.region_code and r.valid_to = 'infinity'
    where s.village_id = any($1::uuid[]) and s.valid_to = 'infinity'`,
} as const

/** As they are today. */
export async function findSubjects(
  runner: Runner,
  kind: 'household' | 'village',
  ids: readonly string[],
): Promise<Map<string, Subject>> {
  if (ids.length === 0) return new Map()
  const { rows } = await runner.query<Subject>(subjectQueries[kind], [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

/** Outcomes of today, by subject and set; those that are missing have not been judged. */
export async function findOutcomes(
  runner: Runner,
  subjects: readonly { readonly countyCode: string; readonly id: string }[],
  sets: readonly string[],
): Promise<Map<string, Record<string, 0 | 1 | 2>>> {
  const found = new Map<string, Record<string, 0 | 1 | 2>>()
  if (subjects.length === 0 || sets.length === 0) return found
  const { rows } = await runner.query<{ id: string; set: string; outcome: 0 | 1 | 2 }>(
    `select v.subject_id as id, v.set_id as set, v.outcome from verdict v
     where v.county_code = any($1) and v.subject_id = any($2::uuid[]) and v.set_id = any($3)`,
    [[...new Set(subjects.map(({ countyCode }) => countyCode))], subjects.map(({ id }) => id), sets],
  )
  for (const { id, set, outcome } of rows) found.set(id, { ...found.get(id), [set]: outcome })
  return found
}

/** Those of some cases whose subject has another case of the same procedure open. */
export async function openAnew(runner: Runner, files: readonly CaseFile[]): Promise<Set<string>> {
  if (files.length === 0) return new Set()
  const { rows } = await runner.query<{ id: string }>(
    `select f.id from case_file f join case_file o on o.county_code = f.county_code and o.subject_id = f.subject_id
       and o.procedure = f.procedure and o.state = 'open' and o.id <> f.id
     where f.id = any($1::uuid[])`,
    [files.map(({ id }) => id)],
  )
  return new Set(rows.map(({ id }) => id))
}
