import type { PolicyItemPage as ItemPage, NamedItem } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Source, Unconfirmed } from '../../../parts/source.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { ItemLink, SimulateLink } from '../links.tsx'
import { useNames } from '../names.ts'
import { policyItemQuery } from '../queries.ts'
import { isUnconfirmed, ValueAndRules } from '../rules.tsx'
import { ItemHistory } from './history.tsx'
import { ItemTests } from './item-tests.tsx'
import '../../../parts/filters.css'
import '../policy.css'

/** One item: its rule and how it is written, what it reads and what reads it, its history and its tests. */
export function PolicyItemPage() {
  const { part, id } = useParams({ from: '/frame/policy/items/$part/$id' })
  const { of } = useSearch({ from: '/frame/policy/items/$part/$id' })
  const { region, date } = usePlace()
  const query = useQuery(policyItemQuery({ part, id, of }, region, date))
  return (
    <Fetched query={query} lines={12}>
      {(page) => <Item page={page} />}
    </Fetched>
  )
}

function Item({ page }: { readonly page: ItemPage }) {
  const { t, say } = useWords()
  const names = useNames()
  const { item, asOf } = page
  useTitle(say(item.label))
  return (
    <>
      <nav aria-label={t('policyItem.back')}>
        <Link className="quiet in-text" to="/policy" search={{ part: item.part }}>
          {t('title.policy')} / {names.part(item.part)}
          {item.of && ` / ${names.group(item.of)}`}
        </Link>
      </nav>
      <div className="page-head">
        <h1>{say(item.label)}</h1>
        <code className="quiet">{item.id}</code>
        {!page.inForce && <span className="tag tag-warn">{t('policyItem.notInForce', { date: asOf })}</span>}
        {isUnconfirmed(item) && <Unconfirmed />}
        <SimulateLink item={item} />
      </div>
      <div className="item-grid">
        <section className="panel">
          <h2>{item.rules.length > 0 ? t('policyItem.inWords') : t('policyItem.figures')}</h2>
          <div className="policy-rule item-rule">
            <ValueAndRules item={item} />
          </div>
          {page.expressions.length > 0 && (
            <>
              <h3>{t('policyItem.written')}</h3>
              <ul className="expressions">
                {page.expressions.map(({ label, depth, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and never change places.
                  <li key={index} style={{ paddingInlineStart: `${depth * 16}px` }}>
                    {label && <span className="quiet">{say(label)} </span>}
                    <code>{text}</code>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <section className="panel">
          <h2>{t('policyItem.basis')}</h2>
          <dl className="basis">
            <dt>{t('policyItem.document')}</dt>
            <dd>
              <Source source={{ ...item.source, clause: '' }} confirmed={item.confirmed} />
            </dd>
            <dt>{t('policyItem.clause')}</dt>
            <dd>{item.source.clause ?? <span className="quiet">{t('policyItem.clauseNone')}</span>}</dd>
            <dt>{t('policyItem.pack')}</dt>
            <dd>
              <Link className="in-text" to="/policy" search={{ pack: item.origin.pack }}>
                {item.origin.pack}
              </Link>{' '}
              <span className="figure">{item.origin.version}</span>
            </dd>
            <dt>{t('policy.digest')}</dt>
            <dd>
              <code className="quiet">{item.origin.digest}</code>
            </dd>
          </dl>
        </section>
        <section className="panel">
          <h2>{t('policyItem.reads')}</h2>
          <Names items={page.reads} none={t('policyItem.readsNone')} />
        </section>
        <section className="panel">
          <h2>{t('policyItem.usedBy')}</h2>
          <Names items={page.usedBy} none={t('policyItem.usedByNone')} />
        </section>
      </div>
      <ItemHistory history={page.history} asOf={asOf} />
      <ItemTests item={item} />
    </>
  )
}

function Names({ items, none }: { readonly items: readonly NamedItem[]; readonly none: string }) {
  const names = useNames()
  if (items.length === 0) return <p className="quiet">{none}</p>
  const groups = [...Map.groupBy(items, ({ part, of }) => `${part}/${of ?? ''}`).values()]
  return (
    <dl className="basis">
      {groups.map((members) => {
        const { part, of } = members[0]!
        return [
          <dt key={`${part} ${of}`}>
            {names.part(part)} {of && <span className="block quiet">{names.group(of)}</span>}
          </dt>,
          <dd key={`${part} ${of} items`}>
            <ul className="names">
              {members.map((item) => (
                <li key={item.id}>
                  <ItemLink item={item} />
                </li>
              ))}
            </ul>
          </dd>,
        ]
      })}
    </dl>
  )
}
