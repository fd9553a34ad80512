import type { Policy } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { policyQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { CompareTab } from './compare/compare-tab.tsx'
import { ItemsTab } from './items-tab.tsx'
import { PacksTab } from './packs-tab.tsx'
import { isUnconfirmed } from './rules.tsx'
import { TestsTab } from './tests/tests-tab.tsx'
import '../../parts/filters.css'
import './policy.css'

const tabs = ['items', 'packs', 'compare', 'tests'] as const

/** What is in force in the region on the day: from which pack, on which clause, since when, and how it is tested. */
export function PolicyPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const query = useQuery(policyQuery(region, date))
  useTitle(t('title.policy'))
  return (
    <>
      <div className="page-head">
        <h1>{t('title.policy')}</h1>
        {query.data && <Totals policy={query.data} />}
      </div>
      <Fetched query={query} lines={14}>
        {(policy) => <Parts policy={policy} />}
      </Fetched>
    </>
  )
}

function Totals({ policy }: { readonly policy: Policy }) {
  const { t } = useWords()
  const open = policy.items.filter(isUnconfirmed).length
  return (
    <p className="quiet figure">
      {t('policy.totals', { items: policy.items.length })}{' '}
      <Link className="tag tag-warn" to="/policy" search={{ unconfirmed: 'yes' }}>
        {t('policy.unconfirmedCount', { count: open })}
      </Link>
    </p>
  )
}

function Parts({ policy }: { readonly policy: Policy }) {
  const { t } = useWords()
  const { tab } = useSearch({ from: '/frame/policy' })
  const current = tabs.find((each) => each === tab) ?? 'items'
  if (policy.items.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('policy.empty')} text={t('policy.emptyText')} />
      </div>
    )
  }
  return (
    <>
      <Tabs
        label={t('policy.tabs.label')}
        tabs={tabs.map((id) => ({ id, label: t(`policy.tabs.${id}`) }))}
        current={current}
      />
      {current === 'items' && <ItemsTab policy={policy} />}
      {current === 'packs' && <PacksTab packs={policy.packs} />}
      {current === 'compare' && <CompareTab />}
      {current === 'tests' && <TestsTab packs={policy.packs} />}
    </>
  )
}
