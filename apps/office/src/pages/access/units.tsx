import type { Unit, UnitKind } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { AccessHead } from './head.tsx'
import { unitsQuery, useAccessChange } from './queries.ts'
import { ReasonForm, type Said } from './reason-form.tsx'
import { UnitForm, unitKinds } from './unit-form.tsx'
import '../../parts/filters.css'
import { More } from '../../parts/more.tsx'

/** Units of the region, and how many accounts each has. */
export function UnitsPage() {
  const { t } = useWords()
  const { region, can } = usePlace()
  const { search, kind, act } = useSearch({ from: '/frame/access/units' })
  const navigate = useNavigate()
  const known = unitKinds.find((each) => each === kind)
  const list = useInfiniteQuery(
    unitsQuery({ region, ...(search ? { search } : {}), ...(known ? { kind: known } : {}) }),
  )
  const rows = list.data?.pages.flatMap((page) => page.items)
  const total = list.data?.pages[0]?.total
  useTitle(t('access.units'))
  const isAdding = act === 'add' && can('access.manage')
  return (
    <>
      <AccessHead
        count={total === undefined ? undefined : t('access.totalUnits', { count: grouped(total) as never })}
      >
        {can('access.manage') && !isAdding && (
          <Link className="button button-primary" to="." search={(before) => ({ ...before, act: 'add' })}>
            {t('units.add')}
          </Link>
        )}
      </AccessHead>
      {isAdding && (
        <UnitForm
          close={() =>
            void navigate({ to: '.', search: (before) => ({ ...before, act: undefined }), replace: true })
          }
        />
      )}
      <search className="filters" aria-label={t('list.filters')}>
        <label className="filter">
          <span>{t('units.name')}</span>
          <input
            className="input"
            type="text"
            maxLength={60}
            defaultValue={search ?? ''}
            onChange={(event) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, search: event.target.value.trim() || undefined }),
                replace: true,
              })
            }
          />
        </label>
        <label className="filter">
          <span>{t('units.kind')}</span>
          <select
            className="input"
            value={known ?? ''}
            onChange={(event) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, kind: event.target.value || undefined }),
                replace: true,
              })
            }
          >
            <option value="">{t('units.all')}</option>
            {unitKinds.map((each) => (
              <option key={each} value={each}>
                {t(`units.kinds.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </search>
      <div className="panel">
        {list.error && !rows ? (
          <ProblemNotice error={list.error} retry={() => void list.refetch()} />
        ) : rows === undefined ? (
          <Loading lines={10} />
        ) : rows.length === 0 ? (
          <Notice mark="0" title={t('units.none')} text={t('units.noneText')} />
        ) : (
          <UnitTable rows={rows} mayAct={can('access.manage')} />
        )}
        <More list={list} />
      </div>
    </>
  )
}

function UnitTable({ rows, mayAct }: { readonly rows: readonly Unit[]; readonly mayAct: boolean }) {
  const { t } = useWords()
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">{t('access.units')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('units.name')}</th>
            <th scope="col">{t('access.column.kind')}</th>
            <th scope="col">{t('access.column.region')}</th>
            <th scope="col">{t('access.column.parent')}</th>
            <th scope="col" className="number">
              {t('access.column.accounts')}
            </th>
            {mayAct && <th scope="col">{t('access.column.act')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((unit) => (
            <UnitLine key={unit.id} unit={unit} mayAct={mayAct} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Act = 'rename' | 'close' | 'reopen'

function UnitLine({ unit, mayAct }: { readonly unit: Unit; readonly mayAct: boolean }) {
  const { t } = useWords()
  const [act, setAct] = useState<Act>()
  const change = useAccessChange((said: Said) =>
    api.changeUnit({ params: { id: unit.id }, body: { ...said, closed: act === 'close' } }),
  )
  const close = () => {
    change.reset()
    setAct(undefined)
  }
  return (
    <>
      <tr className={unit.closed ? 'is-over' : undefined}>
        <th scope="row">
          {unit.name} {unit.closed && <span className="tag tag-warn">{t('units.closed')}</span>}
        </th>
        <td>{t(`units.kinds.${unit.kind as UnitKind}`)}</td>
        <td>{unit.region.name}</td>
        <td>{unit.parent?.name ?? <span className="quiet">{t('units.noParent')}</span>}</td>
        <td className="number">
          <Link
            to="/access"
            search={{ unit: unit.id }}
            aria-label={t('units.accountsOf', { name: unit.name, count: unit.accounts })}
          >
            {grouped(unit.accounts)}
          </Link>
        </td>
        {mayAct && (
          <td className="nowrap">
            <span className="acts">
              <button type="button" className="button button-small" onClick={() => setAct('rename')}>
                {t('units.rename')}
              </button>
              <button
                type="button"
                className="button button-small"
                onClick={() => setAct(unit.closed ? 'reopen' : 'close')}
              >
                {t(unit.closed ? 'units.reopen' : 'units.close')}
              </button>
            </span>
          </td>
        )}
      </tr>
      {act !== undefined && (
        <tr>
          <td colSpan={6}>
            {act === 'rename' ? (
              <UnitForm unit={unit} close={close} />
            ) : (
              <ReasonForm
                title={`${t(`units.${act}`)} · ${unit.name}`}
                text={act === 'close' ? t('units.closeText') : ''}
                isPending={change.isPending}
                error={change.error}
                act={(said) => change.mutate(said, { onSuccess: close })}
                close={close}
              />
            )}
          </td>
        </tr>
      )}
    </>
  )
}
