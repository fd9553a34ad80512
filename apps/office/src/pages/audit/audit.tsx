import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Events } from './events.tsx'
import { useFilter } from './filters.tsx'
import { Seals } from './seals.tsx'
import { Unusual } from './unusual.tsx'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import './audit.css'

const tabs = ['events', 'unusual', 'seals'] as const

/** The journal of who saw and did what, for whoever answers for it. */
export function AuditPage() {
  const { t } = useWords()
  const { search } = useFilter()
  const current = tabs.find((tab) => tab === search.tab) ?? 'events'
  useTitle(t('audit.title'))
  return (
    <div className="audit-page">
      <div className="page-head no-print">
        <h1>{t('audit.title')}</h1>
      </div>
      <p className="quiet prose no-print">{t('audit.text')}</p>
      <Tabs
        label={t('audit.tabs')}
        current={current}
        tabs={tabs.map((id) => ({ id, label: t(`audit.${id}`) }))}
      />
      {current === 'events' && <Events />}
      {current === 'unusual' && <Unusual />}
      {current === 'seals' && <Seals />}
    </div>
  )
}
