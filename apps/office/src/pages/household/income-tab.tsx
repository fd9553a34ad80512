import type { Household } from '@lika/contract'
import { useFacts } from '../../parts/facts.ts'
import { grouped } from '../../parts/numbers.ts'
import { Notice } from '../../parts/problem.tsx'
import { monthsOf } from '../../parts/record/months.ts'
import { RecordLink } from '../../parts/record/record-link.tsx'
import { useWords } from '../../words/index.ts'

const COMPLETE = 'incomeComplete'

/** The income book: dated amounts by the income tree, and which of them the standard's window counts. */
export function IncomeTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const { from, to, items } = household.income
  const inWindow = (item: { from: string; to: string }) => item.from < to && item.to > from
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('household.tabs.income')}</h2>
        <span className="quiet figure">{t('household.incomeWindow', monthsOf({ from, to }))}</span>
      </div>
      {items.length === 0 ? (
        <Notice mark="0" title={t('household.incomeEmpty')} text={t('household.incomeEmptyText')} />
      ) : (
        <div className="table-scroll">
          <table className="table">
            <caption className="unseen">{t('household.tabs.income')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('household.incomeItem')}</th>
                <th scope="col">{t('household.incomePeriod')}</th>
                <th scope="col" className="number">
                  {t('household.incomeAmount')}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => {
                const months = monthsOf(entry)
                return (
                  <tr key={`${entry.recordId}${entry.item}`}>
                    <th scope="row">
                      {entry.item === COMPLETE ? (
                        t(entry.amount === '0' ? 'household.incomeIncomplete' : 'household.incomeComplete')
                      ) : (
                        <RecordLink fact={entry.item}>{facts.label(entry.item, 'household')}</RecordLink>
                      )}
                    </th>
                    <td className="figure narrow">
                      {months.from === months.to ? months.from : `${months.from} – ${months.to}`}
                    </td>
                    <td className="number">
                      {entry.item === COMPLETE
                        ? ''
                        : entry.amount === null
                          ? t('household.incomeUnknown')
                          : grouped(entry.amount)}
                    </td>
                    <td className="narrow quiet">
                      {inWindow(entry) ? t('household.incomeIn') : t('household.incomeOut')}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
