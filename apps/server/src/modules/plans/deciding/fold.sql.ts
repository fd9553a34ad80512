/**
 * What is in force of plans, made from the journal alone: of each statement the latest decision counts. Every fold is one
 * SELECT, so that the same text writes it and verifies it.
 *
 * `judged (plan_id, statement)` names what is folded; statement null for all of a plan.
 */

const LAST = `last as materialized (
  select distinct on (d.subject_id, d.facts ->> 'statement') (d.facts ->> 'statement')::uuid as id, d.subject_id as plan_id, d.region_code, d.kind,
    d.facts, d.reason, d.author_id, d.received_at, d.id as decision_id
  from decision d where d.subject_kind = 'plan' and starts_with(d.kind, 'statement')
    and exists (select from judged j where j.plan_id = d.subject_id and (j.statement is null or j.statement::text = d.facts ->> 'statement'))
  order by d.subject_id, d.facts ->> 'statement', d.received_at desc, d.id desc),
-- A plan that was withdrawn has nothing in force until it is taken in again.
withdrawn as materialized (
  select subject_id as plan_id from (
    select distinct on (d.subject_id) d.subject_id, d.kind from decision d
    where d.subject_kind = 'plan' and d.kind in ('planWithdrawn', 'planTakenIn') and d.subject_id in (select plan_id from judged)
    order by d.subject_id, d.received_at desc, d.id desc) w where kind = 'planWithdrawn'),
in_force as materialized (
  select l.*, l.facts -> 'content' as content from last l
  where l.kind = 'statementAccepted' and l.plan_id not in (select plan_id from withdrawn))`

export interface Fold {
  readonly table: string
  readonly columns: string
  readonly select: string
}

/** In the order in which they refer to each other. */
export const FOLDS: readonly Fold[] = [
  {
    table: 'plan_statement',
    columns:
      'id, plan_id, region_code, kind, state, version, part, range_from, range_to, content, reason, decided_by, decided_at, decision_id',
    select: `select l.id, l.plan_id, l.region_code, l.facts ->> 'kind',
        case l.kind when 'statementAccepted' then 'accepted' else 'rejected' end,
        (l.facts #>> '{place,version}')::integer, (l.facts #>> '{place,part}')::integer,
        (l.facts #>> '{place,range,0}')::integer, (l.facts #>> '{place,range,1}')::integer,
        l.facts -> 'content', l.reason, l.author_id, l.received_at, l.decision_id
      from last l where l.kind <> 'statementTakenBack'`,
  },
  {
    table: 'target',
    columns:
      'id, plan_id, region_code, of_id, kind, label, indicator, begins_on, ends_on, bound, value, up_to, unit, clause',
    select: `select f.id, f.plan_id, c.region, c."of", c.kind, c.label, c.indicator, c."from", c."to", c.bound, c.value, c."upTo",
        c.unit, c.clause
      from in_force f cross join lateral jsonb_to_record(f.content) as c (region text, "of" uuid, kind text, label text,
        indicator text, "from" date, "to" date, bound text, value numeric, "upTo" numeric, unit text, clause text)
      where f.facts ->> 'kind' = 'target'`,
  },
  {
    table: 'task',
    columns: 'id, plan_id, region_code, clause, text, begins_on, due_on, every, ends_on',
    select: `select f.id, f.plan_id, f.region_code, c.clause, c.text, c."from",
        case when c.every is null then c."to" end, c.every, case when c.every is not null then c."to" end
      from in_force f cross join lateral jsonb_to_record(f.content) as c (clause text, text text, "from" date, "to" date, every text)
      where f.facts ->> 'kind' = 'task'`,
  },
  {
    table: 'task_unit',
    columns: 'task_id, role, name, department, unit_id',
    select: `select distinct on (f.id, r.role, u.name) f.id, r.role, u.name, null::text, u.unit
      from in_force f cross join unnest(array['lead', 'cooperating', 'responsible']) as r (role)
      cross join lateral jsonb_to_recordset(f.content -> r.role) as u (name text, unit uuid)
      where f.facts ->> 'kind' = 'task' order by f.id, r.role, u.name, u.unit`,
  },
  {
    table: 'fund_line',
    columns: 'id, plan_id, region_code, clause, title, side, nature, amount, bound, terms',
    select: `select f.id, f.plan_id, f.region_code, c.clause, c.title, c.side, c.nature, c.yuan, c.bound, c.terms
      from in_force f cross join lateral jsonb_to_record(f.content) as c (clause text, title text, side text, nature text,
        yuan numeric, bound text, terms jsonb)
      where f.facts ->> 'kind' = 'fundLine'`,
  },
]

/** The query that makes a fold anew; `judged` is a query of its own. */
export function foldOf({ select }: Pick<Fold, 'select'>, judged: string): string {
  return `with judged (plan_id, statement) as materialized (${judged}), ${LAST} ${select}`
}
