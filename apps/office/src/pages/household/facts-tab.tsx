import type { Household } from '@lika/contract'
import { FactTable } from '../../parts/fact-table.tsx'
import { useFacts } from '../../parts/facts.ts'
import { isMasked, Unmask } from '../../parts/unmask.tsx'

/** What is known of the household itself, value by value with its provenance; masked numbers for a purpose. */
export function FactsTab({ household }: { readonly household: Household }) {
  const facts = useFacts()
  const masked = household.facts.filter(({ fact, value }) => isMasked(fact) && typeof value === 'string')
  return (
    <section className="panel stack">
      {masked.length > 0 && (
        <dl className="masked-facts">
          {masked.map(({ fact, value }) =>
            isMasked(fact) ? (
              <div key={fact}>
                <dt className="quiet">{facts.label(fact, 'household')}</dt>
                <dd>
                  <Unmask
                    subjectKind="household"
                    subjectId={household.id}
                    fact={fact}
                    masked={String(value)}
                    label={facts.label(fact, 'household')}
                  />
                </dd>
              </div>
            ) : null,
          )}
        </dl>
      )}
      <FactTable subject="household" facts={household.facts} />
    </section>
  )
}
