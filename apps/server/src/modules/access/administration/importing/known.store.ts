/** The SQL of what the rows of a sheet are checked against, asked for once for all of them. */
import type { AccountRowCells } from '@lika/contract'
import type { Message } from '../../../../platform/errors.ts'
import type { Actor } from '../../../../platform/http.ts'
import type { Runner } from '../../accounts.store.ts'
import type { AccessDeps } from '../../deps.ts'
import { UNGRANTED } from '../roles.ts'
import { inRanges, rangesOf, rangesWithin } from '../scope.ts'
import { separations } from '../separations.ts'
import { type Known, type KnownRole, type KnownUnit, namesakeKey } from './check.ts'
import { codesIn, type KnownPlaces, namesIn } from './places.ts'

export async function findKnown(
  deps: AccessDeps,
  runner: Runner,
  actor: Actor,
  asked: { readonly region: string; readonly rows: readonly AccountRowCells[] },
): Promise<Known> {
  const { rows } = asked
  const distinct = (texts: readonly (string | undefined)[]) => [
    ...new Set(texts.flatMap((text) => text?.trim() || [])),
  ]
  const units = await listUnits(runner, actor, distinct(rows.map(({ unit }) => unit)))
  const places = await findPlaces(deps, runner, actor, {
    region: asked.region,
    texts: distinct(rows.flatMap(({ region, unitRegion }) => [region, unitRegion])),
    codes: units.map(({ region }) => region),
  })
  const names = distinct(rows.map(({ account }) => account)).map((name) =>
    name.normalize('NFKC').toLowerCase(),
  )
  return {
    today: deps.clock.today(),
    regions: actor.regions,
    units,
    roles: await listRoles(runner),
    separations,
    places,
    takenNames: await listTaken(runner, names),
    namesakes: await findNamesakes(
      runner,
      units.map(({ id }) => id),
    ),
  }
}

async function listUnits(runner: Runner, actor: Actor, names: readonly string[]): Promise<KnownUnit[]> {
  const { lo, hi } = rangesOf(actor)
  const { rows } = await runner.query<KnownUnit>(
    `select u.id, u.name, u.region_code as region from unit u
     where u.name = any ($1) and u.closed_at is null and ${inRanges('u.region_code', '$2', '$3')} order by u.region_code, u.id`,
    [names, lo, hi],
  )
  return rows
}

/** Roles that somebody may be granted; the retired ones as well, to say so. */
export async function listRoles(runner: Runner): Promise<KnownRole[]> {
  const { rows } = await runner.query<{
    key: string
    label: Message
    based_on: string | null
    retired: boolean
  }>(
    'select key, label, based_on, retired_at is not null as retired from role where key <> $1 order by built_in desc, key',
    [UNGRANTED],
  )
  return rows.map(({ key, label, based_on, retired }) => ({ key, label, duty: based_on ?? key, retired }))
}

async function findPlaces(
  deps: AccessDeps,
  runner: Runner,
  actor: Actor,
  asked: { readonly region: string; readonly texts: readonly string[]; readonly codes: readonly string[] },
): Promise<KnownPlaces> {
  const { lo, hi } = rangesWithin(actor, asked.region)
  const ranges = lo.map((each, index) => ({ lo: each, hi: hi[index]! }))
  const named = await deps.listByNames(runner, [...new Set(asked.texts.flatMap(namesIn))], ranges)
  const byCode = await deps.findPlaces(runner, [...asked.codes, ...asked.texts.flatMap(codesIn)])
  const codes = new Map([...byCode, ...named.map((place) => [place.code, place] as const)])
  return { byCode: codes, byName: Map.groupBy(named, ({ name }) => name) }
}

async function listTaken(runner: Runner, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await runner.query<{ name: string }>('select name from account where name = any ($1)', [
    names,
  ])
  return new Set(rows.map(({ name }) => name))
}

async function findNamesakes(runner: Runner, units: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await runner.query<{ unit_id: string; name: string; account: string }>(
    `select s.unit_id, s.name, min(a.name) as account from staff s join account a on a.staff_id = s.id
     where s.unit_id = any ($1) group by s.unit_id, s.name`,
    [units],
  )
  return new Map(rows.map(({ unit_id, name, account }) => [namesakeKey(unit_id, name), account]))
}
