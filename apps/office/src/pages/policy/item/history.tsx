import type { PolicyItemPage } from '@lika/contract'
import { Source } from '../../../parts/source.tsx'
import { useWords } from '../../../words/index.ts'
import { ValueAndRules } from '../rules.tsx'

/** What the item said over time, the latest first; the period that is looked at is marked. */
export function ItemHistory(props: { readonly history: PolicyItemPage['history']; readonly asOf: string }) {
  const { t } = useWords()
  return (
    <section className="panel table-scroll item-part">
      <table className="table item-history">
        <caption>
          <h2>
            {t('policyItem.history')} <span className="quiet figure">{props.history.length}</span>
          </h2>
          <p className="quiet">{t('policyItem.historyText')}</p>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('policyItem.period')}</th>
            <th scope="col">{t('policy.value')}</th>
            <th scope="col">{t('policy.clause')}</th>
            <th scope="col">{t('policy.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {props.history.map(({ from, to, item }) => {
            const isNow = from <= props.asOf && (to === undefined || props.asOf <= to)
            return (
              <tr key={from} aria-current={isNow ? 'true' : undefined}>
                <th scope="row" className="figure">
                  {to === undefined ? t('policyItem.onwards', { from }) : t('policyItem.until', { from, to })}
                  {isNow && <span className="tag">{t('policyItem.now')}</span>}
                </th>
                {item ? (
                  <>
                    <td className="policy-rule">
                      <ValueAndRules item={item} />
                    </td>
                    <td>
                      <Source source={item.source} confirmed={item.confirmed} />
                    </td>
                    <td>
                      {item.origin.pack} <span className="block figure quiet">{item.origin.version}</span>
                    </td>
                  </>
                ) : (
                  <td colSpan={3} className="quiet">
                    {t('policyItem.absent')}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
