import type { Village } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { villageQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { OpenCases, SubjectCases } from '../../parts/cases/subject-cases.tsx'
import { FactTable } from '../../parts/fact-table.tsx'
import { useFacts } from '../../parts/facts.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { Notice } from '../../parts/problem.tsx'
import { RecordLink } from '../../parts/record/record-link.tsx'
import { StatusTag } from '../../parts/status.tsx'
import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { VerdictPanel } from '../../parts/verdict-panel.tsx'
import { useWords } from '../../words/index.ts'
import { Gaps } from './gaps.tsx'
import { Groups } from './groups.tsx'
import { Shares } from './shares.tsx'
import { VillageTimeline } from './timeline.tsx'
import '../household/household.css'
import './village.css'

const RecordDrawer = lazy(() => import('../../parts/record/drawer.tsx'))
const tabs = ['verdict', 'gaps', 'shares', 'groups', 'cases', 'facts', 'timeline'] as const
type Tab = (typeof tabs)[number]

/** One village: its verdict, how its households stand, and what is known of it. */
export function VillagePage() {
  const { t } = useWords()
  const { date } = usePlace()
  const { code } = useParams({ from: '/frame/villages/$code' })
  const query = useQuery(villageQuery(code, date))
  useTitle(query.data?.region.at(-1)?.name ?? t('title.village'))
  return <Fetched query={query}>{(village) => <Page village={village} />}</Fetched>
}

function Page({ village }: { readonly village: Village }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { tab, record } = useSearch({ from: '/frame/villages/$code' })
  const shown = tabs.filter((each) => each !== 'cases' || can('cases.read'))
  const current: Tab = shown.find((each) => each === tab) ?? 'verdict'
  return (
    <article>
      <Head village={village} />
      {can('cases.read') && <OpenCases subject={{ id: village.id, region: village.code }} />}
      <Tabs
        label={t('village.tabsLabel')}
        tabs={shown.map((each) => ({ id: each, label: t(`village.tabs.${each}`) }))}
        current={current}
      />
      {current === 'verdict' && <Verdicts village={village} />}
      {current === 'gaps' && <Gaps village={village} />}
      {current === 'shares' && <Shares village={village} />}
      {current === 'groups' && <Groups village={village} />}
      {current === 'cases' && (
        <SubjectCases
          subject={{ kind: 'village', id: village.id, region: village.code, status: village.status }}
        />
      )}
      {current === 'timeline' && <VillageTimeline code={village.code} />}
      {current === 'facts' && (
        <section className="panel stack">
          <FactTable subject="village" facts={village.facts} />
        </section>
      )}
      {record !== undefined && (
        <Suspense>
          <RecordDrawer
            subjects={[{ kind: 'village', id: village.id, label: t('record.village'), facts: village.facts }]}
            owner={{ villageCode: village.code }}
          />
        </Suspense>
      )}
    </article>
  )
}

function Head({ village }: { readonly village: Village }) {
  const { t } = useWords()
  const { can } = usePlace()
  const name = village.region.at(-1)?.name ?? village.code
  return (
    <header className="page-head">
      <h1>{name}</h1>
      <span className="figure">{village.code}</span>
      {village.status && <StatusTag of="village" status={village.status} />}
      <span>
        {village.region
          .slice(0, -1)
          .map((place) => place.name)
          .join(' ')}
      </span>
      <HouseholdsLink filter={{ region: village.code }}>{t('village.households')}</HouseholdsLink>
      {can('registry.operate') && (
        <Link className="button" to="/households/new" search={{ region: village.code }}>
          {t('newHousehold.open')}
        </Link>
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

function Verdicts({ village }: { readonly village: Village }) {
  const { t } = useWords()
  const facts = useFacts()
  if (village.verdicts.length === 0) {
    return (
      <div className="panel">
        <Notice mark="—" title={t('village.noVerdicts')} text={t('village.noVerdictsText')} />
      </div>
    )
  }
  return (
    <div className="stack">
      {village.verdicts.map((verdict) => (
        <VerdictPanel
          key={verdict.set}
          verdict={verdict}
          fill={(fact) =>
            facts.find(fact, 'village') ? (
              <RecordLink fact={fact}>{facts.label(fact, 'village')}</RecordLink>
            ) : (
              facts.label(fact)
            )
          }
        />
      ))}
    </div>
  )
}
