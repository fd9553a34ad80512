import type { Summary } from '@lika/contract'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { GapLink } from './gaps.tsx'
import { isMonitoring } from './sets.ts'

/** Who is watched so that nobody falls back into poverty: by kind and by risk, as the packs in force divide them. */
export function Monitored({ summary }: { readonly summary: Summary }) {
  const { t, say } = useWords()
  const unit = useUnit()
  return (
    <table className="table">
      <caption className="unseen">{t('overview.monitored')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('overview.monitored')}</th>
          <th scope="col" className="number">
            {t('overview.gapNow')}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {summary.indicators.filter(isMonitoring).map((figure) => (
          <tr key={figure.id}>
            <th scope="row" title={[figure.source.title, figure.source.clause].filter(Boolean).join(' ')}>
              {say(figure.label)}
            </th>
            <td className="number narrow">
              <GapLink gap={figure} />
            </td>
            <td className="narrow quiet gap-unit">{unit(figure.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
