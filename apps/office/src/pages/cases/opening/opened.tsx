import type { CaseItem } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'

/** How many were opened, and where they are now. */
export function Opened(props: { readonly items: readonly CaseItem[]; readonly children: ReactNode }) {
  const { t, say } = useWords()
  const { items } = props
  const [first] = items
  if (!first) return null
  return (
    <div className="panel" role="status">
      <Notice
        mark="✓"
        title={t('cases.openedCount', { count: items.length })}
        text={say(first.procedure.label)}
      >
        {items.length === 1 ? (
          <Link className="button button-primary" to="/cases/$id" params={{ id: first.id }} search={{}}>
            {t('cases.toCase')}
          </Link>
        ) : (
          <Link
            className="button button-primary"
            to="/cases"
            search={{
              procedure: first.procedure.id,
              ...(first.steps[0] ? { step: first.steps[0].id } : {}),
              sort: 'newest',
            }}
          >
            {t('cases.toThem')}
          </Link>
        )}
        {props.children}
      </Notice>
    </div>
  )
}
