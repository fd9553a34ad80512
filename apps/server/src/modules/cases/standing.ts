/** How the subject of a case stood when it was opened. */

/** The entry that opens a case has its id, and says the status of then; a status that nobody gave is none. */
export const standingOf = (alias: string) =>
  `(select case when d.facts ->> 'before' in ('poor', 'expected', 'relapsed') then 'registered'
      when d.facts ->> 'before' = 'exited' then 'exited' else 'unregistered' end
    from decision d where d.county_code = ${alias}.county_code and d.id = ${alias}.id)`
