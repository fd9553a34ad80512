import type { Household, HouseholdRow } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Loading } from '../../../parts/loading.tsx'
import { More } from '../../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { moveAmongRows } from '../../../parts/rows.ts'
import { StatusTag } from '../../../parts/status.tsx'
import { useTypedText } from '../../../parts/typed-text.ts'
import { useWords } from '../../../words/index.ts'
import { foundHouseholdsQuery } from '../queries.ts'
import { PlaceOf } from '../who.tsx'

/** Whom it is about: a household of the region, found by what somebody said. */
export function Whom({ complaint, name }: { readonly complaint: string; readonly name: string | null }) {
  const { t } = useWords()
  const { region, can } = usePlace()
  const { search } = useSearch({ from: '/frame/cases/new' })
  const navigate = useNavigate({ from: '/cases/new' })
  const find = (text: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, search: text }), replace: true })
  const typed = useTypedText(search ?? '', find)
  const list = useInfiniteQuery(foundHouseholdsQuery(region, search))
  const rows = list.data?.pages.flatMap(({ items }) => items)
  return (
    <section className="panel" aria-labelledby="whom">
      <div className="panel-head">
        <h2 id="whom">{t('cases.from.whom')}</h2>
        <span className="quiet push">
          {t('cases.notRegistered')}{' '}
          {can('registry.operate') ? (
            <Link to="/households/new" search={{ complaint }} className="in-text">
              {t('cases.register')}
            </Link>
          ) : (
            t('cases.from.registerElsewhere')
          )}
        </span>
      </div>
      <search className="new-filters">
        <label className="filter">
          <span>{t('cases.searchLabel')}</span>
          <input
            className="input"
            type="search"
            maxLength={40}
            placeholder={t('households.search')}
            {...typed.fields}
          />
        </label>
        {name !== null && search !== name && (
          <button type="button" className="button" onClick={() => find(name)}>
            {t('cases.from.findApplicant', { name })}
          </button>
        )}
      </search>
      {list.error && !rows ? (
        <ProblemNotice error={list.error} retry={() => void list.refetch()} />
      ) : !rows ? (
        <Loading lines={8} />
      ) : rows.length === 0 ? (
        <Notice mark="0" title={t('cases.from.nobody')} text={t('cases.from.nobodyText')} />
      ) : (
        <>
          <div className={list.isPlaceholderData ? 'table-scroll is-older' : 'table-scroll'}>
            <Found rows={rows} />
          </div>
          <More list={list} />
        </>
      )}
    </section>
  )
}

function Found({ rows }: { readonly rows: readonly HouseholdRow[] }) {
  const { t } = useWords()
  return (
    <table className="table case-table">
      <caption className="unseen">{t('cases.from.whom')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cases.who')}</th>
          <th scope="col">{t('cases.place')}</th>
          <th scope="col">{t('cases.statusNow')}</th>
        </tr>
      </thead>
      <tbody onKeyDown={moveAmongRows}>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" className="case-who">
              <Link
                to="/cases/new"
                search={(before) => ({ ...before, subject: row.id, search: undefined })}
                data-row-link
              >
                {row.headName ?? t('households.nameUnknown')}
              </Link>
              <span className="quiet figure case-number">
                <span>{t('household.members', { count: row.size })}</span>
                <span>{row.number}</span>
              </span>
            </th>
            <td className="case-place">
              <PlaceOf region={row.region} />
            </td>
            <td>
              <StatusTag status={row.status} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The household that was chosen, and the way to choose another. */
export function ChosenHousehold({ household }: { readonly household: Household }) {
  const { t } = useWords()
  return (
    <section className="panel chosen-household" aria-labelledby="chosen">
      <h2 id="chosen" className="unseen">
        {t('cases.from.chosen')}
      </h2>
      <Link to="/households/$id" params={{ id: household.id }} search={{}} className="in-text">
        <strong>{household.headName ?? t('households.nameUnknown')}</strong>
      </Link>
      <span className="figure">{household.number}</span>
      <StatusTag status={household.status} />
      <span className="figure">{t('household.members', { count: household.size })}</span>
      <span>{household.region.map(({ name }) => name).join(' ')}</span>
      <Link
        to="/cases/new"
        search={(before) => ({ ...before, subject: undefined, procedure: undefined })}
        className="button button-small push-end"
      >
        {t('cases.from.another')}
      </Link>
    </section>
  )
}
