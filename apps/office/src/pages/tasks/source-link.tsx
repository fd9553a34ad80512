import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** To the sentence that a task came from, in the reader of its plan. */
export function SourceLink(props: {
  readonly plan: string
  readonly place: { readonly part: number; readonly range: readonly [number, number] } | null
  readonly children: ReactNode
}) {
  const { plan, place } = props
  const search = place ? { part: String(place.part), at: place.range.join('-') } : {}
  return (
    <Link to="/plans/$id" params={{ id: plan }} search={search}>
      {props.children}
    </Link>
  )
}
