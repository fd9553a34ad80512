import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { usePlace } from '../../app/place.ts'

/** Opens the form for a fact, for those who may record. Others see the name only. */
export function RecordLink(props: {
  readonly fact: string
  readonly subject?: string
  readonly className?: string
  readonly children: ReactNode
}) {
  const { can } = usePlace()
  if (!can('registry.record')) return props.children
  return (
    <Link
      to="."
      search={(before) => ({ ...before, record: props.fact, subject: props.subject })}
      replace
      className={props.className ?? ''}
    >
      {props.children}
    </Link>
  )
}
