import { Link } from '@tanstack/react-router'

/** Household numbers, each the way to its household. */
export function HouseholdNumbers(props: { readonly numbers: readonly string[]; readonly region: string }) {
  return (
    <span className="household-numbers figure">
      {props.numbers.map((number) => (
        <Link key={number} to="/households" search={{ region: props.region, search: number }}>
          {number}
        </Link>
      ))}
    </span>
  )
}
