import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../../words/index.ts'
import '../../parts/record/record.css'
import '../villages/villages.css'
import './access.css'

const parts = [
  { to: '/access', name: 'accounts' },
  { to: '/access/units', name: 'units' },
  { to: '/access/roles', name: 'roles' },
] as const

/** The head of every page about access, with the way to the others. */
export function AccessHead(props: { readonly count?: string | undefined; readonly children?: ReactNode }) {
  const { t } = useWords()
  return (
    <>
      <div className="page-head">
        <h1>{t('access.title')}</h1>
        {props.count && (
          <p className="quiet figure" role="status">
            {props.count}
          </p>
        )}
        <div className="villages-tools">{props.children}</div>
      </div>
      <nav className="tabs" aria-label={t('access.parts')}>
        {parts.map(({ to, name }) => (
          <Link key={to} to={to} search={{}} activeOptions={{ exact: true, includeSearch: false }}>
            {t(`access.${name}`)}
          </Link>
        ))}
      </nav>
    </>
  )
}
