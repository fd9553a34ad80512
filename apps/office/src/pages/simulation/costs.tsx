import type { SimulatedCost } from '@lika/contract'
import { grouped } from '../../parts/numbers.ts'
import { Source } from '../../parts/source.tsx'
import { useWords } from '../../words/index.ts'
import type { zh } from '../../words/zh.ts'
import { differenceOf } from './change.ts'
import { SideLink, signed } from './side-link.tsx'

type Period = keyof typeof zh.simulation.period

/** What it costs, as far as packs and facts say it, each with how it is worked out. */
export function CostTable({ costs }: { readonly costs: readonly SimulatedCost[] }) {
  const { t } = useWords()
  return (
    <section className="panel" data-part="costs">
      <div className="panel-head">
        <h2>{t('simulation.costs')}</h2>
      </div>
      {costs.length === 0 ? (
        <p className="quiet">{t('simulation.noCosts')}</p>
      ) : (
        <div className="table-scroll">
          <table className="table cost-table">
            <caption className="unseen">{t('simulation.costs')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('simulation.cost')}</th>
                <th scope="col" className="number">
                  {t('simulation.costBefore')}
                </th>
                <th scope="col" className="number">
                  {t('simulation.costAfter')}
                </th>
                <th scope="col" className="number">
                  {t('simulation.costDifference')}
                </th>
                <th scope="col" className="number">
                  {t('simulation.concerned')}
                </th>
              </tr>
            </thead>
            <tbody>
              {costs.map((cost) => (
                <Cost key={cost.id} cost={cost} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Cost({ cost }: { readonly cost: SimulatedCost }) {
  const { t, say } = useWords()
  const { before, after } = cost
  return (
    <tr data-cost={cost.id}>
      <th scope="row">
        <strong>{say(cost.label)}</strong>{' '}
        <span className="quiet">{t(`simulation.period.${cost.period as Period}`)}</span>
        <span className="block quiet cost-formula">
          {t('simulation.formula')}
          {t('app.colon')}
          {say(cost.formula)}
        </span>
        {after && after.unknown > 0 && (
          <span className="block quiet">{t('simulation.unknownIncome', { count: after.unknown })}</span>
        )}
        <Source source={cost.source} confirmed={cost.confirmed} />
      </th>
      {before && after ? (
        <>
          <td className="number">{grouped(before.amount)}</td>
          <td className="number">{grouped(after.amount)}</td>
          <td className="number">{signed(differenceOf(before.amount, after.amount))}</td>
          <td className="number">
            <SideLink
              side="dueBefore"
              cost={cost.id}
              count={before.subjects}
              label={`${t('simulation.before')} ${say(cost.label)}`}
            />{' '}
            →{' '}
            <SideLink
              side="dueAfter"
              cost={cost.id}
              count={after.subjects}
              label={`${t('simulation.after')} ${say(cost.label)}`}
            />
          </td>
        </>
      ) : (
        <td colSpan={4} className="quiet">
          {t('simulation.notSummed')}
        </td>
      )}
    </tr>
  )
}
