import type { SimulatedHousehold, SimulatedSide, Simulation } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { Mark } from '../../parts/outcome.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { StatusTag } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { type Asked, simulatedQuery } from './queries.ts'

const sides = [
  'gained',
  'lost',
  'changed',
  'met',
  'unmet',
  'undetermined',
  'dueBefore',
  'dueAfter',
] as const satisfies readonly SimulatedSide[]

/** The households behind a number of the simulation, each opening its own page. */
export function SimulatedHouseholds(props: {
  readonly asked: Asked
  readonly side: string
  readonly within: string | undefined
  readonly cost: string | undefined
  readonly regions: Simulation['byRegion']
}) {
  const { t } = useWords()
  const { asked, within, cost } = props
  const side = sides.find((each) => each === props.side) ?? 'changed'
  const query = useInfiniteQuery(simulatedQuery(asked, { side, within, cost }))
  const rows = query.data?.pages.flatMap((page) => page.items)
  const region = props.regions.find(({ code }) => code === within)
  const box = useRef<HTMLElement>(null)
  // Whoever opened a number wants to see what is behind it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another side or region is another list.
  useEffect(() => {
    void box.current?.scrollIntoView({ block: 'nearest' })
  }, [side, within, cost, rows === undefined])
  return (
    <section ref={box} className="panel" id="simulated" data-part="list" aria-label={t('simulation.list')}>
      <div className="panel-head">
        <h2>{t(`simulation.listOf.${side}`)}</h2>
        {rows && (
          <p className="quiet figure" role="status">
            {query.hasNextPage
              ? t('list.loaded', { count: rows.length })
              : t('list.all', { count: rows.length })}
          </p>
        )}
        {within !== undefined && (
          <>
            <span className="tag">{t('simulation.listIn', { region: region?.name ?? within })}</span>
            <Link to="." search={(before) => ({ ...before, within: undefined })} className="in-text">
              {t('simulation.listAll')}
            </Link>
          </>
        )}
        <Link
          to="."
          search={(before) => ({ ...before, side: undefined, within: undefined, cost: undefined })}
          className="push in-text"
        >
          {t('simulation.close')}
        </Link>
      </div>
      {query.error && !rows ? (
        <ProblemNotice error={query.error} retry={() => void query.refetch()} />
      ) : rows === undefined ? (
        <Loading lines={6} />
      ) : rows.length === 0 ? (
        <Notice mark="0" title={t('simulation.listNone')} />
      ) : (
        <>
          <div className="table-scroll simulated-list">
            <Rows rows={rows} />
          </div>
          <More list={query} />
        </>
      )}
    </section>
  )
}

function Rows({ rows }: { readonly rows: readonly SimulatedHousehold[] }) {
  const { t, say } = useWords()
  const { region } = usePlace()
  const measured = rows[0]?.measured ?? []
  return (
    <table className="table">
      <caption className="unseen">{t('simulation.list')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('simulation.head')}</th>
          <th scope="col">{t('simulation.householdNumber')}</th>
          <th scope="col" className="number">
            {t('simulation.size')}
          </th>
          <th scope="col">{t('simulation.statusOf')}</th>
          <th scope="col">{t('simulation.place')}</th>
          <th scope="col">
            {t('simulation.before')} → {t('simulation.after')}
          </th>
          {measured.map(({ label }) => (
            <th key={label.en} scope="col" className="number">
              {say(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody onKeyDown={moveAmongRows}>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="narrow">
              <Link to="/households/$id" params={{ id: row.id }} search={{}} data-row-link>
                {row.headName ?? t('simulation.nameUnknown')}
              </Link>
            </th>
            <td className="figure">{row.number}</td>
            <td className="number">{row.size}</td>
            <td>
              <StatusTag status={row.status} />
            </td>
            <td>
              {row.region
                .filter(({ code }) => code.length > region.length || region === 'all')
                .map(({ name }) => name)
                .join(' ')}
            </td>
            <td className="narrow">
              <Mark outcome={row.before} word /> → <Mark outcome={row.after} word />
            </td>
            {row.measured.map(({ label, value, known }) => (
              <td key={label.en} className={known ? 'number' : 'number quiet'}>
                {say(value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
