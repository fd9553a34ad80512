/** The SQL of accounts that are made from a sheet, a statement for each table however many there are. */
import { uuidv7 } from '../../../../platform/uuid.ts'
import type { Runner } from '../../accounts.store.ts'
import type { NewChange } from '../changes.store.ts'
import { inRanges, type Ranges } from '../scope.ts'
import type { PlannedAccount, PlannedUnit } from './check.ts'

export interface NewImport {
  readonly id: string
  readonly region: string
  readonly fileName: string
  readonly sha256: string
  readonly reason: string
  readonly by: string
  readonly at: string
}

export interface ImportRow {
  readonly id: string
  readonly region_code: string
  readonly file_name: string
  readonly sha256: string
  readonly reason: string
  readonly accounts: number
  /** Those that nobody has entered yet and may be invited. */
  readonly waiting: number
  readonly made_by_name: string
  readonly made_at: string
}

/** Nobody has entered yet: no factor of any kind, and no use. */
const waiting = `a.state = 'active' and a.last_used_at is null
  and not exists (select from account_password p where p.account_id = a.id)
  and not exists (select from account_passkey p where p.account_id = a.id)
  and not exists (select from account_totp p where p.account_id = a.id)`

const selectImports = `
  select i.id, i.region_code, i.file_name, encode(i.sha256, 'hex') as sha256, i.reason, i.accounts, i.made_at,
    b.display_name as made_by_name,
    (select count(*) from account a where a.import_id = i.id and ${waiting}) as waiting
  from account_import i join account b on b.id = i.made_by`

export async function findImportRow(runner: Runner, id: string): Promise<ImportRow | undefined> {
  const { rows } = await runner.query<ImportRow>(`${selectImports} where i.id = $1`, [id])
  return rows[0]
}

export async function listImportRows(
  runner: Runner,
  ranges: Ranges,
  before: string | undefined,
  limit: number,
): Promise<ImportRow[]> {
  const { rows } = await runner.query<ImportRow>(
    `${selectImports} where ${inRanges('i.region_code', '$1', '$2')} and ($3::uuid is null or i.id < $3)
     order by i.id desc limit $4`,
    [ranges.lo, ranges.hi, before ?? null, limit],
  )
  return rows
}

/** Sheets take turns, so that two of them cannot both find a unit missing and add it. */
export async function lockImports(runner: Runner): Promise<void> {
  await runner.query(`select pg_advisory_xact_lock(hashtextextended('lika account import', 0))`)
}

interface Made {
  readonly id: string
  readonly staffId: string
  readonly unitId: string
  readonly account: PlannedAccount
  readonly grants: readonly { readonly id: string; readonly grant: PlannedAccount['grants'][number] }[]
}

/** False when a name was taken meanwhile. */
export async function insertPlanned(
  runner: Runner,
  given: NewImport,
  planned: { readonly units: readonly PlannedUnit[]; readonly accounts: readonly PlannedAccount[] },
): Promise<boolean> {
  const { accounts } = planned
  await runner.query(
    `insert into account_import (id, region_code, file_name, sha256, accounts, reason, made_by, made_at)
     values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8)`,
    [given.id, given.region, given.fileName, given.sha256, accounts.length, given.reason, given.by, given.at],
  )
  const unitIds = await insertUnits(runner, planned.units)
  const made = accounts.map((account) => ({
    id: uuidv7(),
    staffId: uuidv7(),
    unitId: unitIds.get(account.unit) ?? account.unit.id!,
    account,
    grants: account.grants.map((grant) => ({ id: uuidv7(), grant })),
  }))
  await insertStaff(runner, made)
  if (!(await insertAccounts(runner, made, given.id))) return false
  await insertGrants(runner, made, given)
  await insertChanges(runner, given, [
    ...[...unitIds.values()].map((unitId) => ({ kind: 'unitAdded' as const, unitId })),
    ...made.flatMap(({ id, unitId, grants }) => [
      { kind: 'accountMade' as const, accountId: id, unitId },
      ...grants.map(({ id: grantId, grant: { role } }) => ({
        kind: 'granted' as const,
        accountId: id,
        grantId,
        role,
      })),
    ]),
  ])
  return true
}

async function insertUnits(
  runner: Runner,
  units: readonly PlannedUnit[],
): Promise<ReadonlyMap<PlannedUnit, string>> {
  const ids = new Map(units.map((unit) => [unit, uuidv7()]))
  const rows = units.map((unit) => ({ ...unit, id: ids.get(unit) }))
  await runner.query(
    `insert into unit (id, kind, name, region_code)
     select id, kind, name, region from jsonb_to_recordset($1) as r (id uuid, kind text, name text, region text)`,
    [JSON.stringify(rows)],
  )
  return ids
}

async function insertStaff(runner: Runner, made: readonly Made[]): Promise<void> {
  const rows = made.map(({ staffId, unitId, account: { person, position } }) => ({
    id: staffId,
    unit: unitId,
    name: person,
    position,
  }))
  await runner.query(
    `insert into staff (id, unit_id, name, position)
     select id, unit, name, position from jsonb_to_recordset($1) as r (id uuid, unit uuid, name text, position text)`,
    [JSON.stringify(rows)],
  )
}

async function insertAccounts(runner: Runner, made: readonly Made[], importId: string): Promise<boolean> {
  const rows = made.map(({ id, staffId, account: { name, person, unit } }) => ({
    id,
    staff: staffId,
    name,
    person,
    region: unit.region,
  }))
  const { rowCount } = await runner.query(
    `insert into account (id, name, display_name, region_code, staff_id, import_id)
     select id, name, person, region, staff, $2 from jsonb_to_recordset($1) as r (id uuid, name text, person text, region text, staff uuid)
     on conflict (name) do nothing`,
    [JSON.stringify(rows), importId],
  )
  return rowCount === made.length
}

async function insertGrants(runner: Runner, made: readonly Made[], given: NewImport): Promise<void> {
  const rows = made.flatMap(({ id: account, grants }) =>
    grants.map(({ id, grant: { role, region, from, to, exception } }) => ({
      id,
      account,
      role,
      region,
      from,
      to,
      exception,
    })),
  )
  await runner.query(
    `insert into role_grant (id, account_id, role, region_code, valid_from, valid_to, granted_by, granted_at, reason, exception_reason)
     select id, account, role, region, "from", coalesce("to", 'infinity'), $2, $3, $4, exception
     from jsonb_to_recordset($1) as r (id uuid, account uuid, role text, region text, "from" date, "to" date, exception text)`,
    [JSON.stringify(rows), given.by, given.at, given.reason],
  )
}

type ManyChanges = readonly Pick<NewChange, 'kind' | 'accountId' | 'grantId' | 'unitId' | 'role'>[]

/** The history of every account; the audit journal has the import as one event. */
export async function insertChanges(
  runner: Runner,
  { by, at, reason }: Pick<NewImport, 'by' | 'at' | 'reason'>,
  changes: ManyChanges,
): Promise<void> {
  const rows = changes.map(({ kind, accountId: account, grantId: grant, unitId: unit, role }) => ({
    id: uuidv7(),
    kind,
    account,
    grant,
    unit,
    role,
  }))
  await runner.query(
    `insert into access_change (id, at, made_by, kind, reason, account_id, grant_id, unit_id, role)
     select id, $2, $3, kind, $4, account, "grant", unit, role
     from jsonb_to_recordset($1) as r (id uuid, kind text, account uuid, "grant" uuid, unit uuid, role text)`,
    [JSON.stringify(rows), at, by, reason],
  )
}

export interface Waiting {
  readonly id: string
  readonly name: string
  readonly display_name: string
  readonly unit: string | null
  readonly position: string | null
}

/** Whoever of the import waits for a code and is wholly within the ranges, but never the one who asks. */
export async function listWaiting(
  runner: Runner,
  asked: {
    readonly importId: string
    readonly ranges: Ranges
    readonly today: string
    readonly but: string
  },
): Promise<Waiting[]> {
  const { rows } = await runner.query<Waiting>(
    `select a.id, a.name, a.display_name, u.name as unit, s.position
     from account a left join staff s on s.id = a.staff_id left join unit u on u.id = s.unit_id
     where a.import_id = $1 and a.id <> $5 and ${waiting} and ${inRanges('a.region_code', '$2', '$3')}
       and not exists (select from role_grant g where g.account_id = a.id and g.revoked_at is null and $4::date < g.valid_to
         and not ${inRanges('g.region_code', '$2', '$3')})
     order by u.region_code, u.name, a.name for update of a`,
    [asked.importId, asked.ranges.lo, asked.ranges.hi, asked.today, asked.but],
  )
  return rows
}

/** A code for each account in place of those that wait for it. */
export async function replaceCodes(
  runner: Runner,
  codes: readonly { readonly accountId: string; readonly hash: Buffer }[],
  made: { readonly by: string; readonly at: string; readonly until: string },
): Promise<void> {
  const accounts = codes.map(({ accountId }) => accountId)
  await runner.query(
    'update one_time_code set valid_until = $2 where account_id = any ($1) and used_at is null and valid_until > $2',
    [accounts, made.at],
  )
  await runner.query(
    `insert into one_time_code (code_hash, account_id, made_by, made_at, valid_until)
     select hash, account, $3, $4, $5 from unnest($1::bytea[], $2::uuid[]) as c (hash, account)`,
    [codes.map(({ hash }) => hash), accounts, made.by, made.at, made.until],
  )
}
