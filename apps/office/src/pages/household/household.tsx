import type { Household } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { householdQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { SubjectCases } from '../../parts/cases/subject-cases.tsx'
import { Fetched } from '../../parts/fetched.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { FactsTab } from './facts-tab.tsx'
import { Head } from './head.tsx'
import { IncomeTab } from './income/income-tab.tsx'
import { MembersTab } from './members-tab.tsx'
import { TimelineTab } from './timeline-tab.tsx'
import { VerdictTab } from './verdict-tab.tsx'
import './household.css'

const RecordDrawer = lazy(() => import('../../parts/record/drawer.tsx'))
const ActDrawer = lazy(() => import('./act/drawer.tsx'))
const CorrectLoader = lazy(() => import('./correct-loader.tsx'))
const MonitoringTab = lazy(() => import('./monitoring/monitoring-tab.tsx'))
const RightsTab = lazy(() => import('./rights/rights-tab.tsx'))
const tabs = ['verdict', 'members', 'income', 'facts', 'monitoring', 'cases', 'timeline', 'rights'] as const
type Tab = (typeof tabs)[number]

/** One household and everything known of it: 一户一档. */
export function HouseholdPage() {
  const { t } = useWords()
  const { date } = usePlace()
  const { id } = useParams({ from: '/frame/households/$id' })
  const query = useQuery(householdQuery(id, date))
  useTitle(query.data?.headName ?? t('title.household'))
  return <Fetched query={query}>{(household) => <Page key={household.id} household={household} />}</Fetched>
}

function Page({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { tab } = useSearch({ from: '/frame/households/$id' })
  const shown = tabs.filter(
    (each) => (each !== 'cases' || can('cases.read')) && (each !== 'monitoring' || isOfMonitoring(household)),
  )
  const current: Tab = shown.find((each) => each === tab) ?? 'verdict'
  return (
    <article className="household">
      <Head household={household} />
      <Tabs
        label={t('household.tabsLabel')}
        tabs={shown.map((each) => ({ id: each, label: t(`household.tabs.${each}`) }))}
        current={current}
      />
      {current === 'verdict' && <VerdictTab household={household} />}
      {current === 'members' && <MembersTab household={household} />}
      {current === 'income' && <IncomeTab household={household} />}
      {current === 'facts' && <FactsTab household={household} />}
      {current === 'monitoring' && (
        <Suspense fallback={<Loading lines={6} />}>
          <MonitoringTab household={household} />
        </Suspense>
      )}
      {current === 'cases' && (
        <SubjectCases
          subject={{
            kind: 'household',
            id: household.id,
            region: household.region.at(-1)!.code,
            status: household.status,
          }}
        />
      )}
      {current === 'timeline' && <TimelineTab household={household} />}
      {current === 'rights' && (
        <Suspense fallback={<Loading lines={6} />}>
          <RightsTab household={household} />
        </Suspense>
      )}
      <Suspense>
        <Drawers household={household} />
      </Suspense>
    </article>
  )
}

/** Monitored, or found to have something to be monitored for. */
const isOfMonitoring = ({ facts }: Household) =>
  facts.some(
    ({ fact, value }) =>
      ['riskIdentifiedOn', 'monitoredObject', 'riskTypes'].includes(fact) && value !== null,
  )

/** The forms that the address may ask for beside the page. */
function Drawers({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { record, act, correct, fact } = useSearch({ from: '/frame/households/$id' })
  const navigate = useNavigate()
  if (act !== undefined) return <ActDrawer household={household} act={act} />
  if (correct !== undefined) {
    return (
      <CorrectLoader
        household={household}
        id={correct}
        fact={fact}
        close={() =>
          void navigate({ to: '.', search: (before) => ({ ...before, correct: undefined }), replace: true })
        }
      />
    )
  }
  if (record === undefined) return null
  return (
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
  )
}
