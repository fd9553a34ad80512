import { BankOutlined, DashboardOutlined, FileProtectOutlined, HomeOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { useWords } from '../../words/index.ts'

const pages = [
  { to: '/', name: 'overview', icon: DashboardOutlined },
  { to: '/households', name: 'households', icon: HomeOutlined },
  { to: '/villages', name: 'villages', icon: BankOutlined },
  { to: '/policy', name: 'policy', icon: FileProtectOutlined },
] as const

export function Navigation() {
  const { t } = useWords()
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      {pages.map(({ to, name, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          search={{}}
          className="rail-link"
          activeOptions={{ exact: to === '/', includeSearch: false }}
          activeProps={{ className: 'rail-link is-active', 'aria-current': 'page' }}
        >
          <Icon aria-hidden />
          <span>{t(`nav.${name}`)}</span>
        </Link>
      ))}
    </nav>
  )
}
