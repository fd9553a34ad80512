import type { Village, VillageGap } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useFacts } from '../../parts/facts.ts'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice } from '../../parts/problem.tsx'
import { RecordLink } from '../../parts/record/record-link.tsx'
import { Source } from '../../parts/source.tsx'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'

/** What the village and its households lack, by the indicators of the packs, what is missing first. */
export function Gaps({ village }: { readonly village: Village }) {
  const { t } = useWords()
  if (village.gaps.length === 0) {
    return (
      <div className="panel">
        <Notice mark="—" title={t('village.gapsEmpty')} />
      </div>
    )
  }
  const order = { met: 0, undetermined: 1, unmet: 2 } as const
  const gaps = village.gaps.toSorted((a, b) => order[a.outcome] - order[b.outcome])
  return (
    <section className="panel table-scroll">
      <table className="table gap-table">
        <caption className="unseen">{t('village.gapCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('village.gap')}</th>
            <th scope="col" className="number">
              {t('village.gapValue')}
            </th>
            <th scope="col">{t('dictionary.unit')}</th>
            <th scope="col">{t('village.gapClause')}</th>
            <th scope="col">{t('village.gapFacts')}</th>
            <th scope="col">
              <span className="unseen">{t('village.gapOthers')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <GapRow key={gap.indicator} gap={gap} village={village} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function GapRow({ gap, village }: { readonly gap: VillageGap; readonly village: Village }) {
  const { t, say } = useWords()
  const unit = useUnit()
  const facts = useFacts()
  const known = new Map(village.facts.map((each) => [each.fact, each]))
  const county = village.code.slice(0, 6)
  return (
    <tr className={gap.outcome === 'unmet' ? 'is-none' : ''}>
      <th scope="row">
        <span className={`gap-mark gap-${gap.outcome}`}>
          {t(
            gap.outcome === 'met'
              ? 'village.gapHas'
              : gap.outcome === 'unmet'
                ? 'village.gapNone'
                : 'village.gapUnknown',
          )}
        </span>{' '}
        {say(gap.label)}
      </th>
      <td className="number">
        {gap.value === null ? (
          <span className="quiet">{t('village.gapUnknown')}</span>
        ) : gap.subject === 'household' && gap.value !== '0' ? (
          <HouseholdsLink
            filter={{ region: village.code, indicator: gap.indicator }}
            label={`${say(gap.label)} ${grouped(gap.value)}`}
          >
            {grouped(gap.value)}
          </HouseholdsLink>
        ) : gap.facts.length > 0 ? (
          <Link
            to="."
            search={(before) => ({
              ...before,
              tab: 'facts',
              find: facts.label(
                gap.facts.find((id) => id !== 'villageStatus') ?? gap.facts[0] ?? '',
                'village',
              ),
            })}
            aria-label={`${say(gap.label)} ${grouped(gap.value)}`}
          >
            {grouped(gap.value)}
          </Link>
        ) : (
          grouped(gap.value)
        )}
        {gap.unknown > 0 && (
          <span className="quiet block">{t('village.gapUnknownHouseholds', { count: gap.unknown })}</span>
        )}
      </td>
      <td>{unit(gap.unit)}</td>
      <td>
        <Source source={gap.source} confirmed={gap.confirmed} />
      </td>
      <td>
        <ul className="gap-facts">
          {gap.facts
            .filter((id) => facts.find(id, 'village') && !facts.find(id, 'village')?.system)
            .map((id) => {
              const value = known.get(id)
              return (
                <li key={id}>
                  <RecordLink fact={id} className="in-text">
                    {facts.label(id, 'village')}
                  </RecordLink>{' '}
                  <span className={value ? 'figure' : 'quiet'}>
                    {value ? facts.show(facts.find(id, 'village'), value.value) : t('household.unknown')}
                  </span>
                  {value && (
                    <span className="quiet figure">
                      {' '}
                      {value.observedOn}
                      {value.stale ? ` ${t('household.stale')}` : ''}
                    </span>
                  )}
                </li>
              )
            })}
        </ul>
      </td>
      <td>
        {gap.subject === 'village' ? (
          <VillagesLink filter={{ region: county, indicator: gap.indicator }}>
            {t('village.gapOthers')}
          </VillagesLink>
        ) : (
          <HouseholdsLink filter={{ region: village.code, indicator: gap.indicator }}>
            {t('villages.seeHouseholds')}
          </HouseholdsLink>
        )}
      </td>
    </tr>
  )
}
