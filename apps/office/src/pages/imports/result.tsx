import type { Import } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { HouseholdsLink, VillagesLink } from '../../parts/list-links.tsx'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { StatusTag } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { HouseholdNumbers } from './household-numbers.tsx'
import { broughtQuery } from './queries.ts'
import { timeText } from './refusal.tsx'
import { SheetDownloads } from './sheet-panel.tsx'
import { UndoPanel } from './undo.tsx'

/** What the import brought, the way to it, and the way back. */
export function ResultStep({ given, mayWrite }: { readonly given: Import; readonly mayWrite: boolean }) {
  const { t } = useWords()
  const { can } = usePlace()
  const counts = given.counts!
  const isUndone = given.state === 'undone'
  const leftOut = counts.error + (counts.error > 0 ? (counts.dependent ?? 0) : 0)
  const changed = counts.newHouseholds + counts.changedHouseholds + counts.newPersons + counts.changedPersons
  return (
    <>
      <div className="preview-head">
        <section className="panel" aria-labelledby="result">
          <h2 id="result">{t(isUndone ? 'imports.undo.done' : 'imports.result.title')}</h2>
          {isUndone && given.undo ? (
            <Undone undo={given.undo} region={given.region} />
          ) : given.kind === 'households' && changed === 0 ? (
            <p>{t('imports.result.nothing')}</p>
          ) : (
            <p>
              {t('imports.result.text', {
                when: given.committedAt ? timeText(given.committedAt) : '',
                newHouseholds: grouped(counts.newHouseholds),
                newPersons: grouped(counts.newPersons),
                changedHouseholds: grouped(counts.changedHouseholds),
                changedPersons: grouped(counts.changedPersons),
              })}
            </p>
          )}
          <p className="record-actions">
            {given.kind === 'villages' && (
              <VillagesLink className="button" filter={{ region: given.region }}>
                {t('imports.result.villages')}
              </VillagesLink>
            )}
            {counts.duplicate > 0 && !isUndone && can('duplicates.decide') && (
              <Link className="button" to="/imports/duplicates" search={{ region: given.region }}>
                {t('imports.result.duplicates')}
              </Link>
            )}
            {mayWrite && (
              <Link className="button" to="/imports" search={{ new: 'upload' }}>
                {t('imports.result.next')}
              </Link>
            )}
          </p>
        </section>
        {!isUndone && leftOut > 0 && (
          <section className="panel sheet-panel" aria-labelledby="left-out">
            <h2 id="left-out">{t('imports.result.leftOut')}</h2>
            <p className="quiet">{t('imports.result.leftOutText', { rows: grouped(leftOut) })}</p>
            <SheetDownloads given={given} />
          </section>
        )}
        {!isUndone && mayWrite && <UndoPanel given={given} />}
      </div>
      {given.kind === 'households' && (!isUndone || (given.undo?.left ?? 0) > 0) && <Brought given={given} />}
    </>
  )
}

function Undone(props: { readonly undo: NonNullable<Import['undo']>; readonly region: string }) {
  const { t } = useWords()
  const { undo } = props
  return (
    <>
      <p>{t('imports.undo.doneText', { taken: grouped(undo.taken), reason: undo.reason })}</p>
      {undo.left > 0 ? (
        <p>
          {t('imports.undo.doneLeft', { count: undo.left })}{' '}
          <HouseholdNumbers numbers={undo.numbers} region={props.region} />
        </p>
      ) : (
        <p className="quiet">{t('imports.undo.doneAll')}</p>
      )}
      <p>
        <HouseholdsLink className="in-text" filter={{ region: props.region }}>
          {t('imports.undo.see')}
        </HouseholdsLink>
      </p>
    </>
  )
}

function Brought({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const query = useInfiniteQuery(broughtQuery(given.id))
  const rows = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !rows) {
    return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  }
  return (
    <section className="panel" aria-labelledby="brought">
      <h2 id="brought">{t('imports.result.households')}</h2>
      {rows === undefined ? (
        <Loading lines={6} />
      ) : rows.length === 0 ? (
        <Notice mark="0" title={t('imports.result.none')} text={t('imports.result.noneText')} />
      ) : (
        <>
          <div className="table-scroll">
            <table className="table">
              <caption className="unseen">{t('imports.result.caption')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('imports.result.head')}</th>
                  <th scope="col">{t('imports.result.number')}</th>
                  <th scope="col" className="number">
                    {t('imports.result.size')}
                  </th>
                  <th scope="col">{t('imports.result.status')}</th>
                  <th scope="col">{t('imports.result.place')}</th>
                  <th scope="col">{t('imports.result.what')}</th>
                </tr>
              </thead>
              <tbody onKeyDown={moveAmongRows}>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row" className="narrow">
                      <Link to="/households/$id" params={{ id: row.id }} search={{}} data-row-link>
                        {row.headName ?? t('households.nameUnknown')}
                      </Link>
                    </th>
                    <td className="figure narrow">{row.number}</td>
                    <td className="number">{row.size}</td>
                    <td className="narrow">
                      {row.status === null ? '—' : <StatusTag status={row.status} />}
                    </td>
                    <td>{row.place}</td>
                    <td className="narrow">
                      {t(row.isNew ? 'imports.result.isNew' : 'imports.result.isChanged')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <More list={query} />
        </>
      )}
    </section>
  )
}
