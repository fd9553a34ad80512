import type { Summary } from '@lika/contract'
import type { ReactNode } from 'react'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { StatusTag, useCodeOrder } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'

/** Households and persons by status, villages by theirs. */
export function Figures({ summary }: { readonly summary: Summary }) {
  const { t } = useWords()
  const order = useCodeOrder('householdStatus')
  const statuses = Object.keys(summary.byStatus).sort((a, b) => rank(order, a) - rank(order, b))
  return (
    <section className="figures" aria-label={t('overview.registered')}>
      <dl>
        <Figure label={t('overview.registered')} wide>
          <HouseholdsLink filter={{}}>{grouped(summary.households)}</HouseholdsLink>
          <Unit name="household" />
          <HouseholdsLink filter={{}}>{grouped(summary.persons)}</HouseholdsLink>
          <Unit name="person" />
        </Figure>
        {statuses.map((status) => (
          <Figure key={status} label={<StatusTag status={status} />}>
            <HouseholdsLink filter={{ status }}>{grouped(summary.byStatus[status] ?? 0)}</HouseholdsLink>
            <Unit name="household" />
            <HouseholdsLink filter={{ status }} className="figure-second">
              {grouped(summary.personsByStatus[status] ?? 0)}
            </HouseholdsLink>
            <Unit name="person" />
          </Figure>
        ))}
      </dl>
      <dl>
        <Figure label={t('overview.villageTotal')}>
          <VillagesLink filter={{}}>{grouped(summary.villages.total)}</VillagesLink>
        </Figure>
        <Figure label={t('overview.villagePoor')}>
          <VillagesLink filter={{ poor: 'true' }}>{grouped(summary.villages.poor)}</VillagesLink>
        </Figure>
        <Figure label={t('overview.villageExited')}>
          <VillagesLink filter={{ status: 'exited' }}>{grouped(summary.villages.exited)}</VillagesLink>
        </Figure>
        <Figure label={t('overview.villageExpected')}>
          <VillagesLink filter={{ status: 'expected' }}>{grouped(summary.villages.expected)}</VillagesLink>
        </Figure>
      </dl>
    </section>
  )
}

function rank(order: readonly string[], code: string): number {
  const index = order.indexOf(code)
  return index < 0 ? order.length : index
}

function Figure(props: { readonly label: ReactNode; readonly wide?: boolean; readonly children: ReactNode }) {
  return (
    <div className={props.wide ? 'big-figure is-first' : 'big-figure'}>
      <dt>{props.label}</dt>
      <dd className="figure">{props.children}</dd>
    </div>
  )
}

function Unit({ name }: { readonly name: 'household' | 'person' }) {
  const { t } = useWords()
  return (
    <span className="big-unit" title={t(`unit.${name}`)}>
      {t(`unitShort.${name}`)}
    </span>
  )
}
