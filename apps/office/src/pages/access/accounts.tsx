import { type AccountRow, routes, urlOf } from '@lika/contract'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Refusal, timeText } from '../imports/refusal.tsx'
import { saveFile } from '../imports/upload.ts'
import { AccountFacets } from './facets.tsx'
import { AccessHead } from './head.tsx'
import { type AccountFilter, accountFacetsQuery, accountsQuery } from './queries.ts'

const choices = ['active', 'disabled', 'neverUsed', 'unused', 'ending', 'withoutGrant', 'exception'] as const

/** Accounts of the region: who they are, what they hold, and when they were last here. */
export function AccountsPage() {
  const { t } = useWords()
  const { region, can } = usePlace()
  const address = useSearch({ from: '/frame/access' })
  const choice = choices.find((each) => each === address.choice)
  const filter: AccountFilter = {
    region,
    ...(address.search ? { search: address.search } : {}),
    ...(address.role ? { role: address.role } : {}),
    ...(address.unit ? { unit: address.unit } : {}),
    ...(choice ? { choice } : {}),
    ...(address.import ? { import: address.import } : {}),
  }
  const list = useInfiniteQuery(accountsQuery(filter))
  const facets = useQuery(accountFacetsQuery(filter))
  const rows = list.data?.pages.flatMap((page) => page.items)
  const all = facets.data?.total
  useTitle(t('access.title'))
  return (
    <>
      <AccessHead count={all === undefined || !rows ? undefined : countText(t, rows.length, all)}>
        <Export filter={filter} />
        {can('access.manage') && (
          <>
            <Link className="button" to="/access/import" search={{}}>
              {t('batch.button')}
            </Link>
            <Link className="button button-primary" to="/access/new" search={{}}>
              {t('access.newAccount')}
            </Link>
          </>
        )}
      </AccessHead>
      <div className="villages">
        {/* Whoever may not look has nothing to choose among. */}
        {!facets.error && <AccountFacets facets={facets.data} />}
        <div
          className={['panel', list.isPlaceholderData && 'is-older', facets.error && 'account-wide']
            .filter(Boolean)
            .join(' ')}
          aria-busy={list.isPlaceholderData}
        >
          {list.error && !rows ? (
            <ProblemNotice error={list.error} retry={() => void list.refetch()} />
          ) : rows === undefined ? (
            <Loading lines={14} />
          ) : rows.length === 0 ? (
            <Notice mark="0" title={t('access.none')} text={t('access.noneText')} />
          ) : (
            <AccountTable rows={rows} />
          )}
          <More list={list} />
        </div>
      </div>
    </>
  )
}

function countText(t: ReturnType<typeof useWords>['t'], shown: number, all: number): string {
  return shown < all
    ? t('access.shown', { count: shown, all: grouped(all) })
    : t('access.total', { count: grouped(all) as never })
}

function AccountTable({ rows }: { readonly rows: readonly AccountRow[] }) {
  const { t } = useWords()
  return (
    <div className="table-scroll">
      <table className="table access-table">
        <caption className="unseen">{t('access.accounts')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('access.column.person')}</th>
            <th scope="col">{t('access.column.account')}</th>
            <th scope="col">{t('access.column.unit')}</th>
            <th scope="col">{t('access.column.holds')}</th>
            <th scope="col">{t('access.column.used')}</th>
            <th scope="col">{t('access.column.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AccountLine key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function AccountLine({ row }: { readonly row: AccountRow }) {
  const { t, say } = useWords()
  return (
    <tr>
      <th scope="row">
        <Link to="/access/accounts/$id" params={{ id: row.id }} search={{}}>
          {row.displayName}
        </Link>
        {row.demo && <span className="tag access-tag">{t('access.demo')}</span>}
      </th>
      <td>
        <code>{row.name}</code>
      </td>
      <td>
        {row.unit ? (
          <Link to="/access" search={(before) => ({ ...before, unit: row.unit?.id })}>
            {row.unit.name}
          </Link>
        ) : (
          <span className="quiet">—</span>
        )}
        {row.position && <span className="quiet"> {row.position}</span>}
      </td>
      <td>
        {row.holds.length === 0 && <span className="quiet">{t('access.holdsNothing')}</span>}
        <ul className="holds">
          {row.holds.map(({ role, label, region }) => (
            <li key={`${role} ${region.code}`}>
              {say(label)} · {region.name}
            </li>
          ))}
        </ul>
        {row.exception && <span className="tag tag-warn">{t('access.exceptionTag')}</span>}
      </td>
      <td className="figure nowrap">
        {row.lastUsedAt ? timeText(row.lastUsedAt) : <span className="quiet">{t('access.never')}</span>}
      </td>
      <td className="nowrap">
        <AccountState state={row.state} />
      </td>
    </tr>
  )
}

/** Active or disabled: a shape as well as a word. */
export function AccountState({ state }: { readonly state: AccountRow['state'] }) {
  const { t } = useWords()
  return <span className={state === 'active' ? 'tag' : 'tag tag-warn'}>{t(`access.states.${state}`)}</span>
}

/** The list as it stands, a row for each grant, as a file. */
function Export({ filter }: { readonly filter: AccountFilter }) {
  const { t } = useWords()
  const save = useMutation({
    mutationFn: (format: 'xlsx' | 'csv') =>
      saveFile(urlOf(routes.administration.exportAccounts, { query: { ...filter, format } })),
  })
  return (
    <>
      <Refusal error={save.error} />
      {(['xlsx', 'csv'] as const).map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          disabled={save.isPending}
          onClick={() => save.mutate(format)}
        >
          {t(format === 'xlsx' ? 'access.exportXlsx' : 'access.exportCsv')}
        </button>
      ))}
    </>
  )
}
