import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/**
 * To the sentence that an accepted statement came from, in the reader of its plan: the reader finds it by the statement in
 * every version of the text. What was set by hand has no place, and the link leads to the plan.
 */
export function SentenceLink(props: {
  readonly plan: string
  readonly statement: string
  readonly part: number | null
  /** The sentence itself, where it is known. */
  readonly sentence?: string | null
  readonly label?: string
  readonly children: ReactNode
}) {
  const { plan, statement, part, sentence } = props
  return (
    <Link
      to="/plans/$id"
      params={{ id: plan }}
      search={part === null ? {} : { part: String(part), at: statement }}
      title={sentence ?? undefined}
      aria-label={props.label}
    >
      {props.children}
    </Link>
  )
}
