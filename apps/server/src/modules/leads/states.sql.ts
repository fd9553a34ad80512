/** What has become of a lead `l`: worked out from its entries and the cases of its household, and stored nowhere. */

export interface StateValues {
  readonly recognitions: readonly string[]
}

/** Joined once for however many leads: the case that was opened out of it (`f`), open cases of recognition of the household (`o`). */
export const joinCases = ({ recognitions }: StateValues, bind: (value: unknown) => string) =>
  `left join case_file f on f.county_code = l.county_code and f.id = l.case_id
   left join (select county_code, subject_id, array_agg(id order by id) as ids from case_file
     where state = 'open' and procedure = any(${bind(recognitions)}::text[]) group by county_code, subject_id) o
     on o.county_code = l.county_code and o.subject_id = l.household_id`

/** A case that was withdrawn leaves the lead where it was. */
export const STATE = `(case when l.dismissed then 'dismissed' when f.state = 'open' then 'checking' when f.state = 'ended' then 'checked'
  when o.ids is not null then 'superseded' else 'open' end)`

/** Another open case of recognition of the household, or null. */
export const OTHER_CASE =
  '(select i.id from unnest(o.ids) i (id) where i.id is distinct from l.case_id limit 1)'
