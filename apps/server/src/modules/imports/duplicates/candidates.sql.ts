/**
 * Which pairs are worth scoring: those that share an id number, or a birth date and the sound of the name, or a name
 * in one town with a birth date that is near. Joins on equal keys, so the work grows with the persons, not their square.
 */

/** Columns that both sides have. */
export const traitColumns =
  'county_code, person_id, name, birth_date, sex, id_number, region_code, household_id, id_number_check'

/** Persons registered now, in a range of regions given by two SQL expressions. */
export function registeredPersons(lo: string, hi: string): string {
  return `select ${traitColumns} from person_snapshot
    where valid_to = 'infinity' and household_id is not null and region_code >= ${lo} and region_code < ${hi}`
}

/** What all forms of an id number have in common (`kinOf` of @lika/codes), out of what stands for it. */
const kin = `case when split_part(id_number, ':', 4) in ('15', '18', '20', '22') then split_part(id_number, ':', 2) end`

function keyed(traits: string): string {
  return `select t.*, ${kin} as kin,
    t.id_number_check is not distinct from 'valid' as is_sure, left(t.region_code, 9) as town,
    coalesce(i1.surname_initial, substr(t.name, 1, 1)) as surname_initial,
    coalesce(i1.surname_initial, substr(t.name, 1, 1)) || coalesce(i2.initial, substr(t.name, 2, 1)) || coalesce(i3.initial, substr(t.name, 3, 1)) as initials
  from (${traits}) t
  left join han_initial i1 on i1.han = substr(t.name, 1, 1)
  left join han_initial i2 on i2.han = substr(t.name, 2, 1)
  left join han_initial i3 on i3.han = substr(t.name, 3, 1)`
}

/** As `isNearDay`, for choosing pairs; a missing date excludes nobody. */
const near = `(p.birth_date is null or k.birth_date is null or p.birth_date = k.birth_date
  or (extract(month from p.birth_date) = extract(month from k.birth_date) and extract(day from p.birth_date) = extract(day from k.birth_date) and abs(extract(year from p.birth_date) - extract(year from k.birth_date)) <= 10)
  or (extract(year from p.birth_date) = extract(year from k.birth_date) and (extract(month from p.birth_date) = extract(month from k.birth_date)
    or extract(day from p.birth_date) = extract(day from k.birth_date)
    or (extract(month from p.birth_date) = extract(day from k.birth_date) and extract(day from p.birth_date) = extract(month from k.birth_date)))))`

/**
 * SELECT of both persons of each pair with their traits, `a_…` and `b_…`. `probe` are the persons in question, `known`
 * those they may be; where both hold the same person, each pair comes once.
 */
export function candidatePairs(probe: string, known: string): string {
  const columns = (side: string, alias: string) =>
    ['county_code', 'person_id', 'name', 'birth_date', 'sex', 'id_number', 'region_code', 'household_id']
      .map((column) => `${alias}.${column} as ${side}_${column}`)
      .join(', ')
  const pair = (condition: string, p = 'probe', k = 'known') =>
    `select least(p.person_id, k.person_id) as a, greatest(p.person_id, k.person_id) as b
     from ${p} p join ${k} k on ${condition} and p.person_id <> k.person_id`
  // Two valid numbers that differ are two persons, whatever else is alike: most pairs are never made.
  const alike = (condition: string) =>
    `${pair(condition, 'unsure_probe', 'known')} union ${pair(condition, 'probe', 'unsure_known')}`
  return `with probe as materialized (${keyed(probe)}), known as materialized (${keyed(known)}),
  unsure_probe as materialized (select * from probe where not is_sure),
  unsure_known as materialized (select * from known where not is_sure),
  pair as (
    ${pair('p.kin = k.kin')}
    union ${alike('p.birth_date = k.birth_date and p.initials = k.initials')}
    union ${alike('p.birth_date = k.birth_date and p.surname_initial = k.surname_initial and p.town = k.town')}
    union ${alike(`p.name = k.name and p.town = k.town and ${near}`)}
  ),
  someone as (select ${traitColumns} from probe union select ${traitColumns} from known)
  select ${columns('a', 'x')}, ${columns('b', 'y')}
  from pair join someone x on x.person_id = pair.a join someone y on y.person_id = pair.b`
}
