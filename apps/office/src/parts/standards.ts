import { useQuery } from '@tanstack/react-query'
import { summaryQuery } from '../api/queries.ts'
import { usePlace } from '../app/place.ts'

/** The sets, criteria and gap indicators in force where the page looks: the same answer that the overview shows. */
export function useStandards() {
  const { region, date } = usePlace()
  const { data } = useQuery(summaryQuery({ region, date, status: 'expected' }))
  return { sets: data?.sets ?? [], indicators: data?.indicators ?? [] }
}
