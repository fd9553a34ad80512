import { useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Tabs } from '../../parts/tabs.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { Erasures } from './erasures.tsx'
import { NoticeTab } from './notice.tsx'
import { OpenRequests } from './requests.tsx'
import '../../parts/record/record.css'
import '../../parts/filters.css'
import './rights.css'

const permissions = { requests: 'registry.read', erasures: 'retention.read', notice: undefined } as const
type Tab = keyof typeof permissions

/** What persons are told and ask for, and what goes when its time is over; each sees the parts that are theirs. */
export function RightsPage() {
  const { t } = useWords()
  const { can } = usePlace()
  const { tab } = useSearch({ from: '/frame/rights' })
  const tabs = (Object.keys(permissions) as Tab[]).filter((each) => {
    const permission = permissions[each]
    return permission === undefined || can(permission)
  })
  const current = tabs.find((each) => each === tab) ?? tabs[0]!
  useTitle(t('rights.page'))
  return (
    <div className="rights-page">
      <div className="page-head no-print">
        <h1>{t('rights.page')}</h1>
      </div>
      <p className="quiet prose no-print">{t('rights.text')}</p>
      <Tabs
        label={t('rights.tabs')}
        current={current}
        tabs={tabs.map((id) => ({ id, label: t(`rights.${id}`) }))}
      />
      {current === 'requests' && <OpenRequests />}
      {current === 'erasures' && <Erasures />}
      {current === 'notice' && <NoticeTab />}
    </div>
  )
}
