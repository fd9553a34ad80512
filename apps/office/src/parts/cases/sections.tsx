import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'

/** The pages about cases, side by side at the top of each. */
const sections = [
  { to: '/cases', name: 'cases' },
  { to: '/notices', name: 'notices' },
  { to: '/calendar', name: 'calendar' },
  { to: '/cases/rates', name: 'rates' },
  { to: '/cases/archive', name: 'archive' },
] as const

export function CaseSections() {
  const { t } = useWords()
  return (
    <nav className="tabs no-print" aria-label={t('caseSections.label')}>
      {sections.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          search={{}}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(`caseSections.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
