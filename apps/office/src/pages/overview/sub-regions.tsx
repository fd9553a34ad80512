import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { useWords } from '../../words/index.ts'
import { useChoices } from './choices.ts'
import { type Column, nextSort, readSort, type SubRegionRow, sorted } from './sort.ts'

/** The regions below with their outcomes on one criterion, or on the whole set. */
export function SubRegions(props: {
  readonly items: readonly SubRegionRow[]
  readonly status: string | undefined
  readonly set: string | undefined
  readonly criterion: string | undefined
}) {
  const { t } = useWords()
  const { sort } = useChoices()
  const { set, criterion, status } = props
  return (
    <table className="table sub-regions">
      <caption className="unseen">{t('overview.subRegions')}</caption>
      <thead>
        <tr>
          <SortHead column="name" word={t('region.label')}>
            {t('region.label')}
          </SortHead>
          <SortHead column="households" word={t('unit.household')}>
            {t('unit.household')}
          </SortHead>
          <SortHead column="persons" word={t('unit.person')}>
            {t('unit.person')}
          </SortHead>
          <td />
          {outcomes.map((outcome) => (
            <SortHead key={outcome} column={outcome} word={t(`outcome.${outcome}`)}>
              <Mark outcome={outcome} />
            </SortHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {sorted(props.items, sort).map(({ region, households, persons, outcomes: counts }) => (
          <tr key={region.code}>
            <th scope="row">
              <Link to="/" search={(before) => ({ ...before, region: region.code })}>
                {region.name}
              </Link>
            </th>
            <td className="number">
              <HouseholdsLink filter={{ region: region.code, status }}>{grouped(households)}</HouseholdsLink>
            </td>
            <td className="number">
              <HouseholdsLink
                filter={{ region: region.code, status }}
                label={`${region.name} ${grouped(persons)} ${t('unit.person')}`}
              >
                {grouped(persons)}
              </HouseholdsLink>
            </td>
            <td className="bar-cell">
              <OutcomeBar counts={counts} />
            </td>
            {outcomes.map((outcome) => (
              <td key={outcome} className="number">
                {counts[outcome] === 0 ? (
                  <span className="quiet">0</span>
                ) : (
                  <HouseholdsLink
                    filter={{ region: region.code, status, set, criterion, outcome }}
                    label={`${region.name} ${t(`outcome.${outcome}`)} ${grouped(counts[outcome])} ${t('unit.household')}`}
                  >
                    {grouped(counts[outcome])}
                  </HouseholdsLink>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function SortHead(props: { readonly column: Column; readonly word: string; readonly children: ReactNode }) {
  const { t } = useWords()
  const { sort } = useChoices()
  const { column } = props
  const by = readSort(sort)
  const isBy = by?.column === column
  return (
    <th
      scope="col"
      className={column === 'name' ? undefined : 'number'}
      aria-sort={isBy ? (by.isDown ? 'descending' : 'ascending') : undefined}
    >
      <Link
        to="/"
        replace
        resetScroll={false}
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        className="sort-link"
        title={t('overview.sortBy', { column: props.word })}
        search={(before) => ({ ...before, sort: nextSort(sort, column) })}
      >
        {props.children}
        {isBy && <span aria-hidden>{by.isDown ? '↓' : '↑'}</span>}
      </Link>
    </th>
  )
}
