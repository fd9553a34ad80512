/**
 * Cases of a county that has none: as many as it has persons, a fifth of them open. Every entry of every case is in the
 * journal, made in SQL out of a few walks through the procedures; folds are those of the engine, moved to the case's days.
 */
import type { Installation } from '../../apps/server/src/compose.ts'
import { foldCase } from '../../apps/server/src/modules/cases/fold.ts'
import { keepProcedure } from '../../apps/server/src/modules/cases/procedures.ts'
import { withTransaction } from '../../apps/server/src/platform/db.ts'
import { dayAt, stateBy, type Walk, walksOf } from './case-walks.ts'

/** Four ended cases to an open one. */
const ENDED = 4

const ID = `create function pg_temp.id_of(at timestamptz, seed text) returns uuid language sql immutable as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(seed), 1, 3) || '8'
    || substr(md5(seed), 4, 15))::uuid $$`

export async function makeCases(installation: Installation): Promise<{ cases: number; open: number }> {
  const walks = walksOf(installation)
  return withTransaction(installation.db, async (tx) => {
    const { client } = tx
    for (const { known } of walks) await keepProcedure(client, known, '2017-01-01T00:00:00Z')
    await client.query(ID)
    await client.query(
      'create temp table walk (walk int, open boolean, length int, file jsonb) on commit drop',
    )
    await client.query(
      'create temp table walked (walk int, n int, kind text, day int, facts jsonb) on commit drop',
    )
    const all = walks.map((walk, index) => ({
      ...{ walk: index, open: walk.isOpen, length: walk.entries.at(-1)!.day, file: fileOf(walk) },
    }))
    await client.query(
      'insert into walk select * from jsonb_to_recordset($1::jsonb) as w (walk int, open boolean, length int, file jsonb)',
      [JSON.stringify(all)],
    )
    const entries = walks.flatMap((walk, index) =>
      walk.entries.map(({ kind, day, facts }, n) => ({
        ...{ walk: index, n, kind: `case${kind[0]!.toUpperCase()}${kind.slice(1)}`, day, facts },
      })),
    )
    await client.query(
      `insert into walked select * from jsonb_to_recordset($1::jsonb) as w (walk int, n int, kind text, day int, facts jsonb)`,
      [JSON.stringify(entries)],
    )
    await client.query(CHOSEN)
    await client.query(ENTRIES)
    await client.query(FILES)
    await client.query(STEPS)
    await client.query('select fold_counts()')
    const { rows } = await client.query<{ cases: number; open: number }>(
      `select count(*)::int as cases, (count(*) filter (where state = 'open'))::int as open from case_file`,
    )
    return rows[0]!
  })
}

/** Where the engine says that the walk stands, days counted from its first. */
function fileOf({ known, entries }: Walk) {
  const rows = entries.map(({ day, facts }, n) => ({
    ...{ id: String(n), at: dayAt(day), on: dayAt(day), facts, regionCode: '', countyCode: '' },
    ...{ subjectKind: 'household', subjectId: '' },
  }))
  const { file, steps } = foldCase(stateBy(known.procedure, entries), rows)
  const since = (day: string | null) =>
    day === null ? null : Math.round((Date.parse(day) - Date.parse(dayAt(0))) / 86_400_000)
  return {
    ...file,
    dueOn: since(file.dueOn),
    nextDue: since(file.nextDue),
    endedOn: since(file.endedOn),
    last: entries.length - 1,
    at: steps.map((step) => ({ ...step, since: since(step.since), dueOn: since(step.dueOn) })),
  }
}

/** Of most households one case is open; what has ended lies up to four years back. */
const CHOSEN = `create temp table chosen on commit drop as
  with drawn as (
    select s.county_code, s.household_id, s.region_code, s.status, round, abs(hashtextextended(s.household_id::text, round)) as draw,
      (select count(*) from person where county_code = s.county_code)::numeric / 5
        / count(*) over (partition by round) as share
    from household_snapshot s, generate_series(0, ${ENDED}) round where s.valid_to = 'infinity' and s.ended_because is null
  ), picked as (
    select *, (draw / 1000 % 1000)::numeric / 1000 as luck from drawn
  ), walking as (
    select p.*, w.walk, w.length from picked p join lateral (
      select * from (select w.*, row_number() over (order by w.walk) - 1 as place, count(*) over () as all from walk w where w.open = (p.round = 0)) w
      where w.place = p.draw % w.all) w on p.luck < p.share
  )
  select county_code, household_id, region_code, status, round, walk, opened, id_of.id from walking,
    lateral (select (date '2017-03-31' - length - (draw / 7 % 60)::int - case round when 0 then 0 else round * 330 + (draw / 11 % 300)::int end)) as o (opened),
    lateral (select pg_temp.id_of(opened + interval '1 hour', household_id::text || round)) as id_of (id)`

const AT = `(c.opened + w.day) + interval '1 hour' + w.n * interval '1 second'`
const ENTRY_ID = `case w.n when 0 then c.id else pg_temp.id_of(${AT}, c.id::text || w.n) end`

const ENTRIES = `insert into decision (county_code, id, subject_kind, subject_id, region_code, kind, decided_on, received_at, author_id, facts, reason)
  select c.county_code, ${ENTRY_ID}, 'household', c.household_id, c.region_code, w.kind, c.opened + w.day, ${AT}, a.id,
    w.facts || jsonb_build_object('case', c.id) || case w.n when 0 then jsonb_build_object('before', c.status) else '{}' end
      || case when w.facts ? 'from' then jsonb_build_object('from', c.opened + w.day, 'until', c.opened + w.day + 6,
        'notice', pg_temp.id_of(${AT}, 'notice' || w.n || c.region_code)) else '{}' end, ''
  from chosen c join walked w on w.walk = c.walk, (select id from account order by id limit 1) a`

const FILES = `insert into case_file (county_code, id, subject_kind, subject_id, region_code, procedure, digest, channel, state, green, opened_on,
    due_on, next_due, ended_on, outcome, status, standing, steps, last_id, last_at)
  select c.county_code, c.id, 'household', c.household_id, c.region_code, f.procedure, f.digest, f.channel, f.state, f.green, c.opened,
    c.opened + f."dueOn", c.opened + f."nextDue", c.opened + f."endedOn", f.outcome, f.status,
    case when c.status in ('poor', 'expected', 'relapsed') then 'registered' when c.status = 'exited' then 'exited' else 'unregistered' end,
    f.steps, ${ENTRY_ID}, ${AT}
  from chosen c join walk on walk.walk = c.walk, jsonb_to_record(walk.file) as f (procedure text, digest text, channel text, state text,
    green boolean, "dueOn" int, "nextDue" int, "endedOn" int, outcome text, status text, steps text[], last int)
  join walked w on w.n = f.last where w.walk = c.walk`

const STEPS = `insert into case_step (county_code, case_id, step, region_code, procedure, beside, actors, since, due_on)
  select c.county_code, c.id, s.step, c.region_code, s.procedure, s.beside, s.actors, c.opened + s.since, c.opened + s."dueOn"
  from chosen c join walk on walk.walk = c.walk, jsonb_to_recordset(walk.file -> 'at') as s (step text, procedure text, beside boolean,
    actors text[], since int, "dueOn" int)`
