/** What a notice may show of those whom it is about: these columns are read, and no others. */
import type { Tx } from '../../../platform/db.ts'

export interface CaseOfNotice {
  readonly id: string
  readonly countyCode: string
  readonly subjectKind: string
  readonly subjectId: string
  readonly regionCode: string
}

export interface Published {
  readonly case: string
  readonly regionCode: string
  /** Of the household; null for villages and counties. */
  readonly number: string | null
  readonly headName: string | null
  readonly householdSize: number | null
  readonly status: string | null
  /** No longer in the registry. */
  readonly isEnded: boolean
  /** The head is known to be 14 or older. */
  readonly headIsOldEnough: boolean
  /** A member is known to be 18 or older. */
  readonly hasAdult: boolean
}

type Query = (tx: Tx, cases: readonly CaseOfNotice[], today: string) => Promise<Published[]>

const asked = (cases: readonly CaseOfNotice[]) => [
  cases.map(({ id }) => id),
  cases.map(({ countyCode }) => countyCode),
  cases.map(({ subjectId }) => subjectId),
]

const findHouseholds: Query = async (tx, cases, today) => {
  // A birth date that nobody has entered proves no age.
  const { rows } = await tx.client.query<Published>(
    `select c.id as "case", s.region_code as "regionCode", s.number, s.head_name as "headName",
       s.household_size as "householdSize", s.status, s.ended_because is not null as "isEnded",
       coalesce(h.birth_date + interval '14 years' <= $4::date, false) as "headIsOldEnough",
       exists (select from person_snapshot p where p.county_code = s.county_code and p.household_id = s.household_id
         and p.valid_to = 'infinity' and p.ended_because is null and p.birth_date + interval '18 years' <= $4::date) as "hasAdult"
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as c (id, county_code, subject_id)
     join household_snapshot s on s.county_code = c.county_code and s.household_id = c.subject_id and s.valid_to = 'infinity'
     left join person_snapshot h on h.county_code = s.county_code and h.person_id = s.head_id and h.valid_to = 'infinity'
     order by s.region_code, s.number, c.id`,
    [...asked(cases), today],
  )
  return rows
}

const findVillages: Query = async (tx, cases) => {
  const { rows } = await tx.client.query<Published>(
    `select c.id as "case", s.region_code as "regionCode", null as number, null as "headName", null::integer as "householdSize",
       s.status, s.ended_because is not null as "isEnded", false as "headIsOldEnough", false as "hasAdult"
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as c (id, county_code, subject_id)
     join village_snapshot s on s.county_code = c.county_code and s.village_id = c.subject_id and s.valid_to = 'infinity'
     order by s.region_code, c.id`,
    asked(cases),
  )
  return rows
}

/** In the order in which they are listed: by place, then by number. Whom the registry does not know is left out. */
export async function findPublished(
  tx: Tx,
  subject: string,
  cases: readonly CaseOfNotice[],
  today: string,
): Promise<Published[]> {
  if (subject === 'household') return findHouseholds(tx, cases, today)
  if (subject === 'village') return findVillages(tx, cases, today)
  return cases.map(({ id, regionCode }) => ({
    case: id,
    regionCode,
    number: null,
    headName: null,
    householdSize: null,
    status: null,
    isEnded: false,
    headIsOldEnough: false,
    hasAdult: false,
  }))
}
