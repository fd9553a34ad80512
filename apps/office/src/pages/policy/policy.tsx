import type { Policy } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { policyQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useStandards } from '../../parts/standards.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { PolicyItems } from './items.tsx'
import '../../parts/filters.css'
import './policy.css'

/** What is in force in the region on the day: from which pack, on which clause. */
export function PolicyPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const query = useQuery(policyQuery(region, date))
  useTitle(t('title.policy'))
  return (
    <>
      <div className="page-head">
        <h1>{t('title.policy')}</h1>
      </div>
      <Fetched query={query} lines={14}>
        {(policy) => <InForce policy={policy} />}
      </Fetched>
    </>
  )
}

function InForce({ policy }: { readonly policy: Policy }) {
  const { t, say } = useWords()
  const { part, find = '', unconfirmed } = useSearch({ from: '/frame/policy' })
  const navigate = useNavigate({ from: '/policy' })
  const { sets } = useStandards()
  const wanted = useDeferredValue(find.trim().toLowerCase())
  if (policy.items.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('policy.empty')} text={t('policy.emptyText')} />
      </div>
    )
  }
  const partName = (id: string) => (id in zh.policy.part ? t(`policy.part.${id as PartName}`) : id)
  // Items are grouped by the kind of subject or by the set of criteria that they belong to.
  const groupName = (of: string) => {
    const set = sets.find((each) => each.set === of)
    if (set) return say(set.title)
    return of in zh.policy.of ? t(`policy.of.${of as keyof typeof zh.policy.of}`) : of
  }
  const parts = [...Map.groupBy(policy.items, (item) => item.part)]
  const shown = policy.items.filter(
    (item) =>
      (part === undefined || item.part === part) &&
      (unconfirmed === undefined || !item.confirmed || !item.source.confirmed) &&
      (wanted === '' || wordsOf(item).includes(wanted)),
  )
  const change = (changed: { readonly [key: string]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <>
      <Packs packs={policy.packs} />
      <search className="filters" aria-label={t('list.filters')}>
        <label className="filter is-row">
          <span>{t('households.searchLabel')}</span>
          <input
            className="input"
            size={32}
            value={find}
            placeholder={t('policy.filter')}
            onChange={(event) => change({ find: event.target.value || undefined })}
          />
        </label>
        <fieldset className="filter is-row">
          <legend>{t('policy.items')}</legend>
          <div className="toggles">
            {[[undefined, policy.items] as const, ...parts].map(([id, items]) => (
              <label key={id ?? ''}>
                <input type="radio" name="part" checked={part === id} onChange={() => change({ part: id })} />
                {id === undefined ? t('policy.all') : partName(id)}
                <span className="quiet figure count">{items.length}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="check">
          <input
            type="checkbox"
            checked={unconfirmed !== undefined}
            onChange={(event) => change({ unconfirmed: event.target.checked ? 'yes' : undefined })}
          />
          {t('policy.onlyUnconfirmed')}
        </label>
        <p className="list-count figure" role="status">
          {t('policy.count', { count: shown.length })}
        </p>
      </search>
      {shown.length === 0 ? (
        <div className="panel">
          <Notice mark="0" title={t('policy.none')} />
        </div>
      ) : (
        <PolicyItems items={shown} heading={partName} groupName={groupName} say={say} />
      )}
    </>
  )
}

type PartName = keyof typeof zh.policy.part

function wordsOf(item: Policy['items'][number]): string {
  const { id, label, source, origin } = item
  return `${id} ${label.zh} ${label.en} ${source.title} ${source.clause ?? ''} ${origin.pack} ${JSON.stringify(item)}`.toLowerCase()
}

function Packs({ packs }: { readonly packs: Policy['packs'] }) {
  const { t } = useWords()
  return (
    <details className="panel packs">
      <summary>
        {t('policy.packs')} <span className="figure quiet">{packs.length}</span>
      </summary>
      <ol>
        {packs.map((pack) => (
          <li key={`${pack.pack}${pack.version}`}>
            {pack.pack} <span className="figure">{pack.version}</span>{' '}
            <code className="quiet">{pack.digest.slice(0, 19)}…</code>
          </li>
        ))}
      </ol>
    </details>
  )
}
