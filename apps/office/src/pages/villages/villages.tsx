import { routes, urlOf, type VillageFacets } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { SaveLink, SavingRefusal, useSaving } from '../../parts/save-link.tsx'
import { useTitle } from '../../parts/title.ts'
import { useUnit } from '../../parts/unit.ts'
import { useWords } from '../../words/index.ts'
import { ColumnChooser } from './columns.tsx'
import { Facets } from './facets.tsx'
import { type VillageQuery, villageFacetsQuery, villageListQuery, villageQueryOf } from './queries.ts'
import { VillageTable } from './table.tsx'
import '../../parts/filters.css'
import './villages.css'
import { More } from '../../parts/more.tsx'

/** The villages of a region that match what the address says. */
export function VillagesPage() {
  const { t } = useWords()
  const place = usePlace()
  const address = useSearch({ from: '/frame/villages' })
  const asked = villageQueryOf(place, address)
  const list = useInfiniteQuery(villageListQuery(asked.list))
  const counted = useQuery(villageFacetsQuery(asked.filter))
  const rows = list.data?.pages.flatMap((page) => page.items)
  const facets = counted.data
  useTitle(t('title.villages'))
  return (
    <>
      <div className="page-head">
        <h1>{t('title.villages')}</h1>
        {facets && rows && (
          <p className="figure" role="status">
            {rows.length < facets.total
              ? t('villages.loaded', { shown: grouped(rows.length), all: grouped(facets.total) })
              : t('villages.total', { all: grouped(facets.total) })}
          </p>
        )}
        {facets && <Sums facets={facets} />}
        <div className="villages-tools">
          <ColumnChooser facets={facets} columns={asked.columns} />
          {place.can('registry.export') && <Export asked={asked} />}
        </div>
      </div>
      <div className="villages">
        <Facets facets={facets} />
        {list.error && !rows ? (
          <ProblemNotice error={list.error} retry={() => void list.refetch()} />
        ) : rows ? (
          <div
            className={list.isPlaceholderData ? 'panel is-older' : 'panel'}
            aria-busy={list.isPlaceholderData}
          >
            <VillageTable rows={rows} facets={facets} columns={asked.columns} />
            <More list={list} />
          </div>
        ) : (
          <div className="panel">
            <Loading lines={14} />
          </div>
        )}
      </div>
    </>
  )
}

/** What the indicators of the columns add up to over the whole list. */
function Sums({ facets }: { readonly facets: VillageFacets }) {
  const { t, say } = useWords()
  const unit = useUnit()
  return Object.entries(facets.sums).map(([id, value]) => {
    const indicator = facets.indicators.find((each) => each.indicator === id)
    if (!indicator) return null
    return (
      <p key={id} className="villages-sum figure">
        {t('villages.sum', { name: say(indicator.label), value: grouped(value), unit: unit(indicator.unit) })}
      </p>
    )
  })
}

/** The list as it stands, as a file. */
function Export({ asked }: { readonly asked: VillageQuery }) {
  const { t } = useWords()
  const saving = useSaving()
  return (
    <>
      <SavingRefusal saving={saving} />
      {(['xlsx', 'csv'] as const).map((format) => (
        <SaveLink
          key={format}
          className="button"
          saving={saving}
          href={urlOf(routes.exports.exportVillages, { query: { ...asked.list, format } })}
        >
          {t(format === 'xlsx' ? 'villages.exportXlsx' : 'villages.exportCsv')}
        </SaveLink>
      ))}
    </>
  )
}
