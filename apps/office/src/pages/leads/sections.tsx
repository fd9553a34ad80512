import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'

/** Leads, the lists that they come from, and the clues that people tell: side by side at the top of each. */
const sections = [
  { to: '/leads', name: 'leads', permission: 'leads.handle', search: {} },
  { to: '/leads/lists', name: 'lists', permission: 'leads.list', search: {} },
  { to: '/complaints', name: 'complaints', permission: 'leads.handle', search: { kind: 'clue' } },
] as const

export function LeadSections() {
  const { t } = useWords()
  const { can } = usePlace()
  return (
    <nav className="tabs" aria-label={t('leads.sections')}>
      {sections
        .filter(({ permission }) => can(permission))
        .map(({ to, name, search }) => (
          <Link
            key={to}
            to={to}
            search={search}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {t(`leads.section.${name}`)}
          </Link>
        ))}
    </nav>
  )
}
