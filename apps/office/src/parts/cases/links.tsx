// The cases behind the numbers. Region and date are kept from the page unless the link names its own.

import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export type CaseFilter = {
  readonly region?: string
  readonly procedure?: string | undefined
  readonly step?: string | undefined
  readonly state?: string | undefined
  readonly due?: string | undefined
  readonly mine?: string | undefined
  readonly outcome?: string | undefined
  readonly subject?: string | undefined
  readonly notice?: string | undefined
  readonly dueOn?: string | undefined
  readonly standing?: string | undefined
  readonly endedFrom?: string | undefined
  readonly endedTo?: string | undefined
}

type LinkProps = { readonly label?: string; readonly className?: string; readonly children: ReactNode }

export function CasesLink({ filter, label, ...rest }: LinkProps & { readonly filter: CaseFilter }) {
  return <Link to="/cases" search={filter} aria-label={label} {...rest} />
}

export function CaseLink({ id, label, ...rest }: LinkProps & { readonly id: string }) {
  return <Link to="/cases/$id" params={{ id }} search={{}} aria-label={label} {...rest} />
}
