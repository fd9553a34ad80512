import type { Household } from '@lika/contract'
import { FactTable } from '../../parts/fact-table.tsx'

/** What is known of the household itself, value by value with its provenance. */
export function FactsTab({ household }: { readonly household: Household }) {
  return (
    <section className="panel stack">
      <FactTable subject="household" facts={household.facts} />
    </section>
  )
}
