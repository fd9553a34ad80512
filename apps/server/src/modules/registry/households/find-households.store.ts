/** The reads of the search box. Each begins at an index and reads no more than it needs for its few rows. */
import { inRanges, type Range, type Runner } from './households.store.ts'

export interface FoundRow {
  readonly household_id: string
  readonly number: string
  readonly region_code: string
  readonly head_name: string | null
  readonly status: string | null
  /** Name of the member that was found, when it is not the head. */
  readonly member: string | null
}

// A household with all its members under one name would otherwise push the others out of the list.
const PERSONS_A_HOUSEHOLD = 8

/** Whoever bears a name that begins so, or whose initials do: exact ones first. */
export async function findByName(
  runner: Runner,
  name: string,
  ranges: readonly Range[],
  limit: number,
): Promise<FoundRow[]> {
  const values: unknown[] = [name, limit, limit * PERSONS_A_HOUSEHOLD]
  const bind = (value: unknown) => `$${values.push(value)}`
  const scope = inRanges('k.region_code', ranges, bind)
  const { rows } = await runner.query<FoundRow>(
    `with hit as (
       select k.county_code, k.person_id, k.household_id, k.key from person_search k
       where k.key ^@ $1 and ${scope} order by k.key, k.region_code limit $3
     ), household as (
       select distinct on (h.household_id) h.household_id, h.key, s.number, s.region_code, s.head_name, s.status,
         case when s.head_id is distinct from h.person_id then p.name end as member
       from hit h
       join household_snapshot s on s.county_code = h.county_code and s.household_id = h.household_id and s.valid_to = 'infinity'
       join person_snapshot p on p.county_code = h.county_code and p.person_id = h.person_id and p.valid_to = 'infinity'
       where s.ended_because is null
       order by h.household_id, s.head_id is distinct from h.person_id, h.key
     )
     select household_id, number, region_code, head_name, status, member from household
     order by key <> $1, member is not null, key, region_code, household_id limit $2`,
    values,
  )
  return rows
}

export async function findByNumber(
  runner: Runner,
  number: string,
  ranges: readonly Range[],
  limit: number,
): Promise<FoundRow[]> {
  const values: unknown[] = [number, limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<FoundRow>(
    `select s.household_id, s.number, s.region_code, s.head_name, s.status, null as member from household_snapshot s
     where s.valid_to = 'infinity' and s.ended_because is null and s.number ^@ $1 and ${inRanges('s.region_code', ranges, bind)}
     order by s.number limit $2`,
    values,
  )
  return rows
}

/** The household of whoever bears an id number. */
export async function findByIdentity(
  runner: Runner,
  hash: Buffer,
  ranges: readonly Range[],
): Promise<FoundRow[]> {
  const values: unknown[] = [hash]
  const bind = (value: unknown) => `$${values.push(value)}`
  const { rows } = await runner.query<FoundRow>(
    `select s.household_id, s.number, s.region_code, s.head_name, s.status,
       case when s.head_id is distinct from p.person_id then p.name end as member
     from person_identity i
     join person_snapshot p on p.county_code = i.county_code and p.person_id = i.person_id and p.valid_to = 'infinity'
     join household_snapshot s on s.county_code = p.county_code and s.household_id = p.household_id and s.valid_to = 'infinity'
     where i.id_hash = $1 and s.ended_because is null and ${inRanges('s.region_code', ranges, bind)}`,
    values,
  )
  return rows
}
