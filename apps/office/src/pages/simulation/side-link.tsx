import type { SimulatedSide } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { grouped } from '../../parts/numbers.ts'

/** A number that opens the households behind it, on this page: nobody has these outcomes outside the simulation. */
export function SideLink(props: {
  readonly side: SimulatedSide
  readonly count: number
  readonly label: string
  readonly within?: string
  readonly cost?: string
}) {
  return (
    <Link
      to="."
      search={(before) => ({ ...before, side: props.side, within: props.within, cost: props.cost })}
      hash="simulated"
      aria-label={`${props.label} ${grouped(props.count)}`}
    >
      {grouped(props.count)}
    </Link>
  )
}

/** Plus, minus or nothing, so that a difference is not read as a number of its own. */
export function signed(value: number | string): string {
  const text = String(value)
  if (Number(text) === 0) return grouped(text.replace('-', ''))
  return text.startsWith('-') ? `−${grouped(text.slice(1))}` : `+${grouped(text)}`
}
