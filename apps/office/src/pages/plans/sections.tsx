import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'

/** The pages about plans, side by side at the top of each. */
const sections = [
  { to: '/plans', name: 'documents' },
  { to: '/targets', name: 'targets' },
  { to: '/tasks', name: 'tasks' },
  { to: '/fund-lines', name: 'funds' },
] as const

export function PlanSections() {
  const { t } = useWords()
  return (
    <nav className="tabs" aria-label={t('plans.sections.label')}>
      {sections.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          search={{}}
          activeOptions={{ includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {t(`plans.sections.${name}`)}
        </Link>
      ))}
    </nav>
  )
}
