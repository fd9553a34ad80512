/** Decisions about plans in the journal. They are appended, never changed. */
import type pg from 'pg'

type Runner = Pick<pg.Pool, 'query'>

export type PlanDecisionKind =
  | 'statementAccepted'
  | 'statementRejected'
  | 'statementTakenBack'
  | 'planWithdrawn'
  | 'planTakenIn'
  | 'planAboveNamed'

export interface PlanDecision {
  readonly id: string
  readonly plan: string
  readonly region: string
  readonly kind: PlanDecisionKind
  readonly facts: Readonly<Record<string, unknown>>
  readonly reason: string
  /** The decision about the same that it comes after. */
  readonly corrects: string | null
}

/** Ids that were taken by a decision about any plan are left alone and not returned. */
export async function appendDecisions(
  runner: Runner,
  decisions: readonly PlanDecision[],
  signed: { readonly by: string; readonly on: string; readonly at: string },
): Promise<string[]> {
  const { rows } = await runner.query<{ id: string }>(
    `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id,
       facts, reason, corrects)
     select left(d.region, 6), d.id, 'plan', d.plan, d.region, d.kind, $2, $3, $4, d.facts, d.reason, d.corrects
     from jsonb_to_recordset($1::jsonb) as d (id uuid, plan uuid, region text, kind text, facts jsonb, reason text, corrects uuid)
     on conflict do nothing returning id`,
    [JSON.stringify(decisions), signed.on, signed.at, signed.by],
  )
  return rows.map(({ id }) => id)
}

/** Decisions about a plan by their ids. */
export async function findDecisions(
  runner: Runner,
  plan: string,
  ids: readonly string[],
): Promise<Map<string, PlanDecision>> {
  const { rows } = await runner.query<PlanDecision>(
    `select d.id, d.subject_id as plan, d.region_code as region, d.kind, d.facts, d.reason, d.corrects from decision d
     where d.subject_kind = 'plan' and d.subject_id = $1 and d.id = any($2::uuid[])`,
    [plan, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The last decision about each of some statements. */
export async function findLast(
  runner: Runner,
  plan: string,
  statements: readonly string[],
): Promise<Map<string, PlanDecision>> {
  const { rows } = await runner.query<PlanDecision>(
    `select distinct on (d.facts ->> 'statement') d.id, d.subject_id as plan, d.region_code as region, d.kind, d.facts, d.reason,
       d.corrects
     from decision d where d.subject_kind = 'plan' and d.subject_id = $1 and d.facts ->> 'statement' = any($2::text[])
     order by d.facts ->> 'statement', d.received_at desc, d.id desc`,
    [plan, statements],
  )
  return new Map(rows.map((row) => [String(row.facts.statement), row]))
}

/** Of two who decide in one instant, one is the later: the fold goes by when a decision came. */
export async function instantAfter(runner: Runner, plan: string, now: string): Promise<string> {
  const { rows } = await runner.query<{ at: string }>(
    `select greatest($2::timestamptz, max(received_at) + interval '1 millisecond') as at from decision
     where subject_kind = 'plan' and subject_id = $1`,
    [plan, now],
  )
  return rows[0]!.at
}
