import type { SavedView } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { Disclosure } from '../../app/frame/disclosure.tsx'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { filterKeys, type List } from './address.ts'
import { viewsQuery } from './queries.ts'
import { Trouble } from './trouble.tsx'

const keys = [...filterKeys, 'sort', 'columns'] as const

/** What the address says, without where and when: that is what a view keeps. */
function searchOf(list: List): Record<string, string> {
  const columns = list.search.columns ?? list.columns.join(',')
  const given = { ...list.search, columns }
  return Object.fromEntries(keys.flatMap((key) => (given[key] ? [[key, given[key]]] : [])))
}

function isSame(a: Record<string, string>, b: Record<string, string>): boolean {
  return keys.every((key) => key === 'columns' || (a[key] ?? '') === (b[key] ?? ''))
}

/** Saved views above the list: one's own, and those that colleagues share. */
export function Views({ list }: { readonly list: List }) {
  const { t } = useWords()
  const { data } = useQuery(viewsQuery())
  const client = useQueryClient()
  const [deleted, setDeleted] = useState<SavedView>()
  const refresh = () => void client.invalidateQueries({ queryKey: viewsQuery().queryKey })
  const save = useMutation({
    mutationFn: ({ id, name, search, shared }: Pick<SavedView, 'id' | 'name' | 'search' | 'shared'>) =>
      api.saveView({ params: { id }, body: { page: 'households', name, search, shared } }),
    onSuccess: refresh,
  })
  const remove = useMutation({
    mutationFn: (view: SavedView) => api.deleteView({ params: { id: view.id } }),
    onSuccess: (view) => {
      setDeleted(view)
      refresh()
    },
  })
  const views = data?.items ?? []
  const now = searchOf(list)
  const current = views.find((view) => isSame(view.search, now) && list.isFiltered)
  return (
    <nav className="hh-views" aria-label={t('households.views')}>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              to="/households"
              search={view.search}
              className={view === current ? 'hh-view is-current' : 'hh-view'}
              aria-current={view === current ? 'true' : undefined}
              activeOptions={{ exact: true, includeSearch: true }}
              title={view.isOwn ? undefined : t('households.viewOf', { owner: view.owner })}
            >
              {view.name}
              {view.shared && <span className="tag">{t('households.viewShared')}</span>}
            </Link>
          </li>
        ))}
      </ul>
      <Disclosure
        label={t('households.viewsManage')}
        button={<span aria-hidden>{t('households.viewsManage')} ▾</span>}
      >
        {(close) => (
          <section className="hh-views-panel" aria-label={t('households.viewsManage')}>
            <NewView
              canSave={list.isFiltered || list.search.sort !== undefined || list.search.columns !== undefined}
              isSaving={save.isPending}
              onSave={(name, shared) =>
                save.mutate({ id: newRecordId(), name, shared, search: now }, { onSuccess: close })
              }
            />
            {views
              .filter(({ isOwn }) => isOwn)
              .map((view) => (
                <OwnView
                  key={view.id}
                  view={view}
                  onRename={(name) => save.mutate({ ...view, name })}
                  onReplace={() => save.mutate({ ...view, search: now })}
                  onShare={() => save.mutate({ ...view, shared: !view.shared })}
                  onDelete={() => remove.mutate(view)}
                />
              ))}
            <Trouble error={save.error ?? remove.error} />
          </section>
        )}
      </Disclosure>
      {deleted && (
        <p className="hh-undo" role="status">
          {t('households.viewDeleted', { name: deleted.name })}
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => save.mutate(deleted, { onSuccess: () => setDeleted(undefined) })}
          >
            {t('households.undo')}
          </button>
        </p>
      )}
    </nav>
  )
}

function NewView(props: {
  readonly canSave: boolean
  readonly isSaving: boolean
  readonly onSave: (name: string, shared: boolean) => void
}) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') props.onSave(name.trim(), shared)
  }
  if (!props.canSave) return <p className="quiet">{t('households.viewNothing')}</p>
  return (
    <form className="hh-view-new" onSubmit={submit}>
      <label>
        <span>{t('households.viewSave')}</span>
        <input
          className="input"
          maxLength={60}
          value={name}
          placeholder={t('households.viewName')}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <label className="hh-choice">
        <input type="checkbox" checked={shared} onChange={() => setShared(!shared)} />
        <span>{t('households.viewShare')}</span>
      </label>
      <button type="submit" className="button button-primary" disabled={name.trim() === '' || props.isSaving}>
        {t('households.save')}
      </button>
    </form>
  )
}

function OwnView(props: {
  readonly view: SavedView
  readonly onRename: (name: string) => void
  readonly onReplace: () => void
  readonly onShare: () => void
  readonly onDelete: () => void
}) {
  const { t } = useWords()
  const { view } = props
  const [name, setName] = useState(view.name)
  return (
    <form
      className="hh-view-own"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '' && name.trim() !== view.name) props.onRename(name.trim())
      }}
    >
      <input
        className="input"
        maxLength={60}
        value={name}
        aria-label={t('households.viewRename', { name: view.name })}
        onChange={(event) => setName(event.target.value)}
      />
      {name.trim() !== view.name && (
        <button type="submit" className="button button-small">
          {t('households.rename')}
        </button>
      )}
      <button type="button" className="button button-small" onClick={props.onReplace}>
        {t('households.viewReplace')}
      </button>
      <button
        type="button"
        className="button button-small"
        aria-pressed={view.shared}
        onClick={props.onShare}
      >
        {t(view.shared ? 'households.viewUnshare' : 'households.viewShareShort')}
      </button>
      <button
        type="button"
        className="button button-small"
        aria-label={t('households.viewDelete', { name: view.name })}
        onClick={props.onDelete}
      >
        {t('households.delete')}
      </button>
    </form>
  )
}
