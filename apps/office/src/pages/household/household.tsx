import type { Household } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Fragment, lazy, Suspense } from 'react'
import { householdQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { StatusTag } from '../../parts/status.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { FactsTab } from './facts-tab.tsx'
import { IncomeTab } from './income-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { TimelineTab } from './timeline-tab.tsx'
import { VerdictTab } from './verdict-tab.tsx'
import './household.css'

const RecordDrawer = lazy(() => import('../../parts/record/drawer.tsx'))
const tabs = ['verdict', 'members', 'income', 'facts', 'timeline'] as const
type Tab = (typeof tabs)[number]

/** One household and everything known of it: 一户一档. */
export function HouseholdPage() {
  const { t } = useWords()
  const { date } = usePlace()
  const { id } = useParams({ from: '/frame/households/$id' })
  const query = useQuery(householdQuery(id, date))
  useTitle(query.data?.headName ?? t('title.household'))
  return <Fetched query={query}>{(household) => <Page household={household} />}</Fetched>
}

function Page({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { tab, record } = useSearch({ from: '/frame/households/$id' })
  const current: Tab = tabs.find((each) => each === tab) ?? 'verdict'
  return (
    <article className="household">
      <Head household={household} />
      <Tabs
        label={t('household.tabsLabel')}
        tabs={tabs.map((each) => ({ id: each, label: t(`household.tabs.${each}`) }))}
        current={current}
      />
      {current === 'verdict' && <VerdictTab household={household} />}
      {current === 'members' && <MembersTab household={household} />}
      {current === 'income' && <IncomeTab household={household} />}
      {current === 'facts' && <FactsTab household={household} />}
      {current === 'timeline' && <TimelineTab id={household.id} />}
      {record !== undefined && (
        <Suspense>
          <RecordDrawer
            subjects={[
              { kind: 'household', id: household.id, label: t('record.household'), facts: household.facts },
              ...household.members.map((member) => ({
                kind: 'person' as const,
                id: member.id,
                label: member.name ?? t('households.nameUnknown'),
                facts: member.facts,
              })),
            ]}
            owner={{
              householdId: household.id,
              villageCode: household.region.find(({ code }) => code.length === 12)?.code,
            }}
          />
        </Suspense>
      )}
    </article>
  )
}

function Head({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { can } = usePlace()
  return (
    <header className="page-head">
      <h1>{household.headName ?? t('households.nameUnknown')}</h1>
      <span className="figure">{household.number}</span>
      <StatusTag status={household.status} />
      <span className="figure">{t('household.members', { count: household.size })}</span>
      <span>
        {household.region.map(({ code, name }) => (
          <Fragment key={code}>
            {code.length === 12 ? (
              <Link to="/villages/$code" params={{ code }} search={{}} className="in-text">
                {name}
              </Link>
            ) : (
              name
            )}{' '}
          </Fragment>
        ))}
      </span>
      {household.endedBecause && (
        <span className="tag">{t('household.ended', { reason: household.endedBecause })}</span>
      )}
      {can('registry.record') && (
        <Link
          className="button button-primary push-end"
          to="."
          search={(before) => ({ ...before, record: 'new' })}
          replace
        >
          {t('household.record')}
        </Link>
      )}
    </header>
  )
}
