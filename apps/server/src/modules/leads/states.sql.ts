/** What has become of a lead `l`: worked out from its entries and the cases of its household, and stored nowhere. */

export interface StateValues {
  readonly recognitions: readonly string[]
}

type Bind = (value: unknown) => string

/** Another open case of recognition of the household, or null. */
export const otherCaseSql = ({ recognitions }: StateValues, bind: Bind) =>
  `(select o.id from case_file o where o.county_code = l.county_code and o.subject_id = l.household_id and o.state = 'open'
    and o.procedure = any(${bind(recognitions)}::text[]) and o.id is distinct from l.case_id order by o.id limit 1)`

const ownCase = `(select f.state from case_file f where f.county_code = l.county_code and f.id = l.case_id)`

/** A case that was withdrawn leaves the lead where it was. */
export const stateSql = (of: StateValues, bind: Bind) =>
  `(case when l.dismissed then 'dismissed'
    when l.case_id is not null and ${ownCase} = 'open' then 'checking'
    when l.case_id is not null and ${ownCase} = 'ended' then 'checked'
    when ${otherCaseSql(of, bind)} is not null then 'superseded' else 'open' end)`
