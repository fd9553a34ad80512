import type { PlanTarget } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import type { Deciding } from './decide.ts'
import { KindTag } from './kind-tag.tsx'
import { OriginLink } from './origin-link.tsx'
import { PartsVerdict } from './parts-cell.tsx'
import { planTargetsQuery } from './queries.ts'
import { Missing, Reality } from './reality.tsx'
import { TakeBack } from './take-back.tsx'
import { goalText, periodText } from './target-text.ts'

/** The parts of a target, and what they add up to. */
export function OpenedParts(props: { readonly target: PlanTarget; readonly deciding: Deciding }) {
  const { t } = useWords()
  const { region, date, can } = usePlace()
  const { target, deciding } = props
  const query = useQuery(planTargetsQuery({ region, date, of: target.id }))
  return (
    <Fetched query={query} lines={3}>
      {({ items }) => (
        <table className="table parts-table">
          <caption>{t('targets.partsOf', { label: target.label })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('targets.region')}</th>
              <th scope="col" className="number">
                {t('targets.value')}
              </th>
              <th scope="col">{t('targets.now')}</th>
              <th scope="col">{t('targets.missing')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((part) => (
              <tr key={part.id} className={part.counts ? undefined : 'gives-way'}>
                <th scope="row">
                  {part.region.name} {part.label !== target.label && part.label}{' '}
                  {periodText(t, part) !== periodText(t, target) && (
                    <span className="quiet figure">{periodText(t, part)} </span>
                  )}
                  <span className="target-origin">
                    <OriginLink origin={part.origin} statement={part.id} />
                  </span>
                </th>
                <td className="number">
                  {goalText(t, part)} <span className="quiet">{part.unit}</span>
                  <KindTag target={part} />
                </td>
                <td>
                  <Reality target={part} />
                </td>
                <td className="narrow">
                  <Missing target={part} />
                </td>
                <td className="narrow">
                  <Parts part={part} deciding={deciding} />
                  {can('plans.edit') && part.origin.range === null && (
                    <TakeBack target={part} deciding={deciding} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          {target.parts.sum !== null && (
            <tfoot>
              <tr>
                <th scope="row">{t('targets.sum')}</th>
                <td className="number">
                  {grouped(target.parts.sum)} <span className="quiet">{target.unit}</span>
                </td>
                <td colSpan={3}>
                  <PartsVerdict parts={target.parts} />
                </td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
    </Fetched>
  )
}

/** Parts of a part are asked for when somebody opens them. */
function Parts({ part, deciding }: { readonly part: PlanTarget; readonly deciding: Deciding }) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  if (part.parts.count === 0) return null
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {part.parts.sum === null
          ? t('targets.partsCount', { number: part.parts.count })
          : t('targets.partsOpen', { number: part.parts.count, sum: grouped(part.parts.sum) })}{' '}
        <PartsVerdict parts={part.parts} />
      </summary>
      {isOpen && <OpenedParts target={part} deciding={deciding} />}
    </details>
  )
}
