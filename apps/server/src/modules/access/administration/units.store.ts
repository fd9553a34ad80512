/** The SQL of units and staff. */
import type { Runner } from '../accounts.store.ts'
import type { Place } from './cursor.ts'
import { inRanges, type Ranges } from './scope.ts'

export interface UnitRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly region_code: string
  readonly parent_id: string | null
  readonly parent_name: string | null
  readonly closed_at: string | null
  readonly accounts: number
}

const selectUnits = `
  select u.id, u.kind, u.name, u.region_code, u.parent_id, p.name as parent_name, u.closed_at,
    (select count(*) from staff s join account a on a.staff_id = s.id where s.unit_id = u.id and a.state = 'active') as accounts
  from unit u left join unit p on p.id = u.parent_id`

export interface UnitQuery {
  readonly ranges: Ranges
  readonly search?: string | undefined
  readonly kind?: string | undefined
}

function conditionsOf({ ranges, search, kind }: UnitQuery): { text: string; values: unknown[] } {
  const values: unknown[] = [ranges.lo, ranges.hi]
  const conditions = [inRanges('u.region_code', '$1', '$2')]
  if (search)
    conditions.push(
      `lower(u.name) like $${values.push(`%${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`)}`,
    )
  if (kind) conditions.push(`u.kind = $${values.push(kind)}`)
  return { text: conditions.join(' and '), values }
}

export async function listUnitRows(
  runner: Runner,
  query: UnitQuery,
  after: Place | undefined,
  limit: number,
): Promise<UnitRow[]> {
  const { text, values } = conditionsOf(query)
  const from = after
    ? ` and (u.region_code, u.name) > ($${values.push(after.region)} collate "C", $${values.push(after.name)})`
    : ''
  const { rows } = await runner.query<UnitRow>(
    `${selectUnits} where ${text}${from} order by u.region_code, u.name limit $${values.push(limit)}`,
    values,
  )
  return rows
}

export async function countUnitRows(runner: Runner, query: UnitQuery): Promise<number> {
  const { text, values } = conditionsOf(query)
  const { rows } = await runner.query<{ total: number }>(
    `select count(*) as total from unit u where ${text}`,
    values,
  )
  return rows[0]!.total
}

export async function findUnitRow(runner: Runner, id: string): Promise<UnitRow | undefined> {
  const { rows } = await runner.query<UnitRow>(`${selectUnits} where u.id = $1`, [id])
  return rows[0]
}

/** Where an open unit belongs; for whoever knows its id, without who works there. */
export async function findOpenUnit(
  runner: Runner,
  id: string,
): Promise<Pick<UnitRow, 'id' | 'name' | 'region_code'> | undefined> {
  const { rows } = await runner.query<Pick<UnitRow, 'id' | 'name' | 'region_code'>>(
    'select id, name, region_code from unit where id = $1 and closed_at is null',
    [id],
  )
  return rows[0]
}

/** Open units of regions, and those of the wanted names within the ranges: what a document can mean by its names. */
export async function listUnitsNamed(
  runner: Runner,
  wanted: { readonly regions: readonly string[]; readonly names: readonly string[]; readonly ranges: Ranges },
): Promise<Pick<UnitRow, 'id' | 'name' | 'region_code'>[]> {
  const { rows } = await runner.query<Pick<UnitRow, 'id' | 'name' | 'region_code'>>(
    `select u.id, u.name, u.region_code from unit u where u.closed_at is null
       and (u.region_code = any($1::text[]) or (u.name = any($2::text[]) and ${inRanges('u.region_code', '$3', '$4')}))
     order by u.region_code, u.name, u.id`,
    [wanted.regions, wanted.names, wanted.ranges.lo, wanted.ranges.hi],
  )
  return rows
}

export interface NewUnitRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly region: string
  readonly parent: string | null
}

/** False when a unit of that id is there. */
export async function insertUnit(runner: Runner, unit: NewUnitRow): Promise<boolean> {
  const { rowCount } = await runner.query(
    'insert into unit (id, kind, name, region_code, parent_id) values ($1, $2, $3, $4, $5) on conflict (id) do nothing',
    [unit.id, unit.kind, unit.name, unit.region, unit.parent],
  )
  return rowCount === 1
}

/** Another open unit of that name in that region: two of one name would be taken for each other. */
export async function hasNamesake(
  runner: Runner,
  name: string,
  region: string,
  but: string,
): Promise<boolean> {
  const { rowCount } = await runner.query(
    'select from unit where name = $1 and region_code = $2 and id <> $3 and closed_at is null',
    [name, region, but],
  )
  return (rowCount ?? 0) > 0
}

export async function updateUnit(
  runner: Runner,
  id: string,
  unit: { readonly name: string; readonly kind: string; readonly closedAt: string | null },
): Promise<void> {
  await runner.query('update unit set name = $2, kind = $3, closed_at = $4 where id = $1', [
    id,
    unit.name,
    unit.kind,
    unit.closedAt,
  ])
}

export interface StaffRow {
  readonly id: string
  readonly unit_id: string
  readonly name: string
  readonly position: string | null
}

/** Whoever works there under that id; made when nobody does. */
export async function ensureStaff(runner: Runner, staff: StaffRow): Promise<StaffRow> {
  await runner.query(
    'insert into staff (id, unit_id, name, position) values ($1, $2, $3, $4) on conflict (id) do nothing',
    [staff.id, staff.unit_id, staff.name, staff.position],
  )
  const { rows } = await runner.query<StaffRow>(
    'select id, unit_id, name, position from staff where id = $1',
    [staff.id],
  )
  return rows[0]!
}

/** The person works there from now on, and every account of the person is at home there. */
export async function moveStaffRow(
  runner: Runner,
  id: string,
  to: { readonly unitId: string; readonly region: string; readonly position: string | null },
): Promise<void> {
  await runner.query('update staff set unit_id = $2, position = $3 where id = $1', [
    id,
    to.unitId,
    to.position,
  ])
  await runner.query('update account set region_code = $2 where staff_id = $1', [id, to.region])
}

export async function setStaff(runner: Runner, accountId: string, staffId: string): Promise<void> {
  await runner.query('update account set staff_id = $2 where id = $1', [accountId, staffId])
}
