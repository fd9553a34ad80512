import type { Household } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import CorrectDrawer from '../../parts/record/correct.tsx'
import { Refusal } from '../../parts/record/refusal.tsx'
import { timelineQuery } from './queries.ts'

/** The drawer that corrects a record, once the record is here: the address names it by its id alone. */
export default function CorrectLoader(props: {
  readonly household: Household
  readonly id: string
  readonly fact: string | undefined
  readonly close: () => void
}) {
  const { household, id, fact } = props
  const query = useInfiniteQuery(timelineQuery(household.id, fact ? { fact } : {}))
  const entry = query.data?.pages.flatMap((page) => page.items).find((each) => each.id === id)
  const { hasNextPage, isFetching, fetchNextPage } = query
  useEffect(() => {
    if (!entry && hasNextPage && !isFetching) void fetchNextPage()
  }, [entry, hasNextPage, isFetching, fetchNextPage])
  if (query.error && !entry) return <Refusal error={query.error} />
  if (!entry) return null
  return (
    <CorrectDrawer
      key={id}
      entry={entry}
      owner={{
        householdId: household.id,
        villageCode: household.region.find(({ code }) => code.length === 12)?.code,
      }}
      close={props.close}
    />
  )
}
