import type { CatalogueFact, Household } from '@lika/contract'
import { useFacts } from '../../../parts/facts.ts'
import { Notice } from '../../../parts/problem.tsx'
import { factValueOf, valueFault } from '../../../parts/record/check.ts'
import type { Typed } from '../../../parts/record/fact-fields.tsx'
import { useWords } from '../../../words/index.ts'

/** From what to what: everything that the record will say. */
export function Review(props: {
  readonly list: readonly CatalogueFact[]
  readonly typed: Typed
  readonly known: Household['facts']
  readonly undo: (fact: string) => void
}) {
  const { t, say } = useWords()
  const facts = useFacts()
  const said = props.list.filter((fact) => props.typed[fact.id])
  if (said.length === 0) return <Notice mark="0" title={t('edit.nothing')} text={t('edit.nothingText')} />
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">{t('edit.review')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('household.fact')}</th>
            <th scope="col">{t('record.from')}</th>
            <th scope="col">{t('record.to')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {said.map((fact) => {
            const held = props.typed[fact.id]!
            const last = props.known.find((each) => each.fact === fact.id)
            const fault = held.unknown ? undefined : valueFault(t, held.value, fact)
            return (
              <tr key={fact.id}>
                <th scope="row">{say(fact.label)}</th>
                <td className="quiet figure">
                  {last ? facts.show(fact, last.value) : t('record.currentNone')}
                </td>
                <td className="figure">
                  {fault ? (
                    <span className="fault">
                      {held.value}：{fault}
                    </span>
                  ) : (
                    <strong>{facts.show(fact, factValueOf(held, fact))}</strong>
                  )}
                </td>
                <td className="narrow">
                  <button
                    type="button"
                    className="button button-quiet button-small"
                    aria-label={t('fields.undoOf', { fact: say(fact.label) })}
                    onClick={() => props.undo(fact.id)}
                  >
                    {t('fields.undo')}
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
