/** What has become of a lead `l`: worked out from its entries and the cases of its household, and stored nowhere. */

export interface StateValues {
  readonly recognitions: readonly string[]
}

type Bind = (value: unknown) => string

const OWN = 'left join case_file f on f.county_code = l.county_code and f.id = l.case_id'

/** Of a household: its open cases of recognition, and the last that ended. */
const OTHERS = `array_agg(id order by id) filter (where state = 'open') as ids,
  max(opened_on) filter (where state = 'ended') as seen_on,
  (array_agg(id order by opened_on desc, id desc) filter (where state = 'ended'))[1] as seen_by`

/** For a page, or for some by their ids: the cases of each household are looked up. */
export const joinCases = ({ recognitions }: StateValues, bind: Bind) =>
  `${OWN}
   left join lateral (select ${OTHERS} from case_file where county_code = l.county_code and subject_id = l.household_id
     and state in ('open', 'ended') and procedure = any(${bind(recognitions)}::text[])) o on true`

/** For all leads of a region: the cases are read once for however many. */
export const joinAllCases = ({ recognitions }: StateValues, bind: Bind) =>
  `${OWN}
   left join (select county_code, subject_id, ${OTHERS} from case_file
     where state in ('open', 'ended') and procedure = any(${bind(recognitions)}::text[]) group by county_code, subject_id) o
     on o.county_code = l.county_code and o.subject_id = l.household_id`

/**
 * A case that was withdrawn leaves the lead where it was; one of the household that was opened since the day of the list, and
 * has ended, has checked whatever lists named the household.
 */
export const STATE = `(case when l.dismissed then 'dismissed' when f.state = 'open' then 'checking' when f.state = 'ended' then 'checked'
  when o.ids is not null then 'superseded' when o.seen_on >= l.heard_on then 'checked' else 'open' end)`

/** Another case of recognition of the household, or null: one that is open, or the one by which it was checked. */
export const OTHER_CASE = `coalesce((select i.id from unnest(o.ids) i (id) where i.id is distinct from l.case_id limit 1),
  case when o.ids is null and f.state is distinct from 'ended' and o.seen_on >= l.heard_on then o.seen_by end)`
