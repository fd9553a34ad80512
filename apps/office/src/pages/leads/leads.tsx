import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Notice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Batch } from './batch.tsx'
import { Facets } from './facets.tsx'
import { LeadTable } from './list.tsx'
import { type Change, leadCountsQuery, leadQueryOf } from './queries.ts'
import { LeadSections } from './sections.tsx'
import { useTicked } from './selection.ts'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import '../cases/cases.css'
import './leads.css'

/** Households that lists of departments are about: looked at, then a case is opened or the lead is dismissed. */
export function LeadsPage() {
  const { t } = useWords()
  const { can } = usePlace()
  useTitle(t('leads.title'))
  return (
    <>
      <div className="page-head">
        <h1>{t('leads.title')}</h1>
      </div>
      <LeadSections />
      {can('leads.handle') ? <Leads /> : <Notice alert mark="—" title={t('state.noPermission')} />}
    </>
  )
}

function Leads() {
  const { t } = useWords()
  const { region } = usePlace()
  const query = leadQueryOf(region, useSearch({ from: '/frame/leads' }))
  const navigate = useNavigate({ from: '/leads' })
  const counted = useQuery(leadCountsQuery(query))
  const change: Change = (changed, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace })
  const listKey = JSON.stringify(query)
  const ticking = useTicked(listKey)
  return (
    <>
      <p className="quiet leads-text">{t('leads.text')}</p>
      <div className="cases-layout">
        <Facets counts={counted.data} query={query} />
        <div className="cases-main">
          <LeadTable query={query} counts={counted.data} ticking={ticking} change={change} />
          <Batch key={listKey} ticking={ticking} />
        </div>
      </div>
    </>
  )
}
