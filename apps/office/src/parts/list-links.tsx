// The lists behind the numbers. Region and date are kept from the page unless the link names its own.

import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export type HouseholdFilter = {
  readonly region?: string
  readonly status?: string | undefined
  readonly cause?: string | undefined
  readonly set?: string | undefined
  readonly criterion?: string | undefined
  readonly outcome?: string | undefined
  readonly indicator?: string | undefined
  readonly gap?: string | undefined
  readonly gapKind?: string | undefined
  readonly exitedIn?: string | undefined
}

type LinkProps = { readonly label?: string; readonly className?: string; readonly children: ReactNode }

export function HouseholdsLink({ filter, label, ...rest }: LinkProps & { readonly filter: HouseholdFilter }) {
  return <Link to="/households" search={filter} aria-label={label} {...rest} />
}

export type VillageFilter = {
  readonly region?: string
  readonly status?: string | undefined
  readonly poor?: string | undefined
  readonly criterion?: string | undefined
  readonly outcome?: string | undefined
  readonly indicator?: string | undefined
  readonly gap?: string | undefined
  readonly gapKind?: string | undefined
  readonly exitedIn?: string | undefined
}

export function VillagesLink({ filter, label, ...rest }: LinkProps & { readonly filter: VillageFilter }) {
  return <Link to="/villages" search={filter} aria-label={label} {...rest} />
}
