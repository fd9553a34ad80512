import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loading } from './loading.tsx'
import { ProblemNotice } from './problem.tsx'

/** What a query brought, or that it is under way, or what went wrong. */
export function Fetched<T>(props: {
  readonly query: UseQueryResult<T>
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}) {
  const { query } = props
  if (query.data !== undefined) return props.children(query.data)
  if (query.error) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  return <Loading lines={props.lines ?? 6} />
}
