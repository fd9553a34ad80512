import {
  AlertOutlined,
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  FileProtectOutlined,
  FileSearchOutlined,
  HomeOutlined,
  ImportOutlined,
  PhoneOutlined,
  SafetyCertificateOutlined,
  SlidersOutlined,
  SolutionOutlined,
  ToolOutlined,
} from '@ant-design/icons'
import { Link, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useWords } from '../../words/index.ts'
import { usePlace } from '../place.ts'

/** The pages of the rail; the search box knows them too. */
export const pages = [
  { to: '/', name: 'overview', icon: DashboardOutlined, permission: 'statistics.read' },
  { to: '/households', name: 'households', icon: HomeOutlined, permission: 'registry.read' },
  { to: '/villages', name: 'villages', icon: BankOutlined, permission: 'registry.read' },
  {
    to: '/cases',
    also: ['/notices', '/calendar'],
    name: 'cases',
    icon: CarryOutOutlined,
    permission: 'cases.read',
  },
  {
    to: '/plans',
    also: ['/targets', '/tasks', '/fund-lines'],
    name: 'plans',
    icon: FileSearchOutlined,
    permission: 'plans.read',
  },
  { to: '/policy', name: 'policy', icon: FileProtectOutlined, permission: 'policies.read' },
  { to: '/simulation', name: 'simulation', icon: SlidersOutlined, permission: 'policies.simulate' },
  { to: '/imports', name: 'imports', icon: ImportOutlined, permission: 'imports.read' },
  { to: '/access', name: 'access', icon: SafetyCertificateOutlined, permission: 'access.read' },
  { to: '/audit', name: 'audit', icon: AuditOutlined, permission: 'audit.read' },
  // Whoever watches has the alarms above every page.
  { to: '/system', name: 'system', icon: ToolOutlined, permission: 'alarms.read', unless: 'audit.read' },
  { to: '/leads', name: 'leads', icon: AlertOutlined, permission: 'leads.handle' },
  // A department that only sends lists finds them where others find the leads.
  {
    to: '/leads/lists',
    name: 'lists',
    icon: AlertOutlined,
    permission: 'leads.list',
    unless: 'leads.handle',
  },
  { to: '/complaints', name: 'complaints', icon: PhoneOutlined, permission: 'leads.handle' },
  { to: '/rights', name: 'rights', icon: SolutionOutlined },
  { to: '/dictionary', name: 'dictionary', icon: BookOutlined, permission: 'policies.read' },
] as const

export function Navigation() {
  const { t } = useWords()
  const { can } = usePlace()
  const { pathname } = useLocation()
  // A page that would only say that one may not see it is not offered.
  const shown = pages.filter(
    (page) => (!('permission' in page) || can(page.permission)) && !('unless' in page && can(page.unless)),
  )
  const bar = useRef<HTMLElement>(null)
  const [, section] = pathname.split('/')
  // At the foot of a narrow screen the bar may be wider than the window: where one is stands in it.
  useEffect(() => {
    const rail = bar.current
    const here = section !== undefined && rail?.querySelector<HTMLElement>('.is-active')
    if (here) rail?.scrollTo({ left: here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2 })
  }, [section])
  return (
    <nav className="rail" aria-label={t('nav.label')} ref={bar}>
      {shown.map(({ to, name, icon: Icon, ...page }) => (
        <Link
          key={to}
          to={to}
          search={{}}
          className={
            'also' in page && page.also.some((path) => pathname.startsWith(path))
              ? 'rail-link is-active'
              : 'rail-link'
          }
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
