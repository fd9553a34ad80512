import type { Policy, PolicyItem } from '@lika/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useDeferredValue } from 'react'
import { Notice } from '../../parts/problem.tsx'
import { Source } from '../../parts/source.tsx'
import { useWords } from '../../words/index.ts'
import { PolicyItems } from './items.tsx'
import { useNames } from './names.ts'
import { isUnconfirmed } from './rules.tsx'

/** Every item in force, narrowed by part, pack, words, and by what is unconfirmed. */
export function ItemsTab({ policy }: { readonly policy: Policy }) {
  const { t, say } = useWords()
  const names = useNames()
  const { part, find = '', unconfirmed, pack } = useSearch({ from: '/frame/policy' })
  const navigate = useNavigate({ from: '/policy' })
  const wanted = useDeferredValue(find.trim().toLowerCase())
  // The parts are counted under the other conditions, so that a count is what choosing it shows.
  const others = policy.items.filter(
    (item) =>
      (pack === undefined || item.origin.pack === pack) &&
      (unconfirmed === undefined || isUnconfirmed(item)) &&
      (wanted === '' || wordsOf(item).includes(wanted)),
  )
  const shown = part === undefined ? others : others.filter((item) => item.part === part)
  const parts = [...new Set(policy.items.map((item) => item.part))]
  const chosen = policy.packs.find((each) => each.pack === pack)
  const change = (changed: { readonly [key: string]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <>
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
            {[undefined, ...parts].map((id) => (
              <label key={id ?? ''}>
                <input type="radio" name="part" checked={part === id} onChange={() => change({ part: id })} />
                {id === undefined ? t('policy.all') : names.part(id)}
                <span className="quiet figure count">
                  {id === undefined ? others.length : others.filter((item) => item.part === id).length}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="policy-check">
          <input
            type="checkbox"
            checked={unconfirmed !== undefined}
            onChange={(event) => change({ unconfirmed: event.target.checked ? 'yes' : undefined })}
          />
          {t('policy.onlyUnconfirmed')}
        </label>
        {pack !== undefined && (
          <span className="tag">
            {t('policy.fromPack', { pack: chosen ? say(chosen.title) : pack })}{' '}
            <Link className="in-text" to="." search={(before) => ({ ...before, pack: undefined })} replace>
              {t('policy.allPacks')}
            </Link>
          </span>
        )}
        <p className="list-count figure" role="status">
          {t('policy.count', { count: shown.length })}
        </p>
      </search>
      {shown.length === 0 ? (
        <div className="panel">
          <Notice mark="0" title={t('policy.none')} />
        </div>
      ) : (
        <PolicyItems items={shown} />
      )}
      {part === undefined && wanted === '' && pack === undefined && <Untranslated policy={policy} />}
    </>
  )
}

function wordsOf(item: PolicyItem): string {
  return JSON.stringify(item).toLowerCase()
}

/** What the documents say but nobody can measure: named rather than left out. */
function Untranslated({ policy }: { readonly policy: Policy }) {
  const { t } = useWords()
  const names = useNames()
  if (policy.untranslated.length === 0) return null
  return (
    <section className="panel table-scroll untranslated">
      <table className="table">
        <caption>
          <h2>
            {t('policy.untranslated')} <span className="quiet figure">{policy.untranslated.length}</span>
          </h2>
          <p className="quiet">{t('policy.untranslatedText')}</p>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('policy.rule')}</th>
            <th scope="col">{t('policy.set')}</th>
            <th scope="col">{t('policy.clause')}</th>
            <th scope="col">{t('policy.reason')}</th>
            <th scope="col">{t('policy.judgedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {policy.untranslated.map(({ set, text, source, reason, judgedBy }) => (
            <tr key={`${set} ${text} ${source.clause ?? ''}`}>
              <th scope="row">{text}</th>
              <td>{names.group(set)}</td>
              <td>
                <Source source={source} />
              </td>
              <td lang="en" className="quiet">
                {reason}
              </td>
              <td>
                <code>{judgedBy}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
