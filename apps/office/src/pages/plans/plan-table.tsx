import type { Plan, PlanDocument } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { grouped } from '../../parts/numbers.ts'
import { moveAmongRows } from '../../parts/rows.ts'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'
import { glyphOf } from './text/glyphs.ts'

export function PlanTable({ rows }: { readonly rows: readonly Plan[] }) {
  const { t } = useWords()
  return (
    <div className="table-scroll">
      <table className="table plan-table">
        <caption className="unseen">{t('plans.list.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('plans.list.file')}</th>
            <th scope="col">{t('plans.list.region')}</th>
            <th scope="col">{t('plans.list.audit')}</th>
            <th scope="col" className="number">
              {t('plans.list.open')}
            </th>
            <th scope="col">{t('plans.list.accepted')}</th>
            <th scope="col">{t('plans.list.versions')}</th>
            <th scope="col">{t('plans.list.by')}</th>
            <th scope="col">{t('plans.list.at')}</th>
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {rows.map((plan) => (
            <Row key={plan.id} plan={plan} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ plan }: { readonly plan: Plan }) {
  const { t } = useWords()
  const { accepted, documents } = plan
  const sum = (of: (document: PlanDocument) => number) => documents.reduce((all, each) => all + of(each), 0)
  const open = Math.max(0, sum(({ proposals }) => proposals) - sum(({ decided }) => decided))
  const count = accepted.targets + accepted.tasks + accepted.fundLines
  return (
    <tr>
      <th scope="row" className="plan-title">
        <Link to="/plans/$id" params={{ id: plan.id }} search={{}} data-row-link>
          {plan.title}
        </Link>
        <span className="plan-sub">
          {plan.number && <span>{plan.number}</span>}
          {documents.length > 1 && <span>{t('plans.list.documents', { count: documents.length })}</span>}
          {plan.ended && <span className="tag">{t('plans.list.ended')}</span>}
        </span>
      </th>
      <td className="narrow">{plan.region.name}</td>
      <td className="narrow">
        <Link to="/plans/$id" params={{ id: plan.id }} search={{ tab: 'findings' }} className="audit-link">
          <AuditCounts documents={documents} />
        </Link>
      </td>
      <td className="number">
        <Link to="/plans/$id" params={{ id: plan.id }} search={{}}>
          {grouped(open)}
        </Link>
      </td>
      <td className="narrow figure">
        {count === 0
          ? '—'
          : t('plans.list.acceptedText', {
              targets: grouped(accepted.targets),
              tasks: grouped(accepted.tasks),
              funds: grouped(accepted.fundLines),
            })}
      </td>
      <td className="narrow">{t('plans.list.version', { count: plan.versions[0]?.version ?? 1 })}</td>
      <td className="narrow">{plan.by}</td>
      <td className="figure narrow">{timeText(plan.at)}</td>
    </tr>
  )
}

/** What the arithmetic found, by shape, colour and word. */
export function AuditCounts({
  documents,
}: {
  readonly documents: readonly Pick<PlanDocument, 'errors' | 'warnings'>[]
}) {
  const { t } = useWords()
  const errors = documents.reduce((all, each) => all + each.errors, 0)
  const warnings = documents.reduce((all, each) => all + each.warnings, 0)
  if (errors + warnings === 0) return <span className="quiet">{t('plans.list.clean')}</span>
  return (
    <span className="audit-counts figure">
      {errors > 0 && (
        <span className="grade-error">
          <span className="grade-glyph" aria-hidden>
            {glyphOf('error')}
          </span>
          {t('plans.list.errors', { count: errors })}
        </span>
      )}
      {warnings > 0 && (
        <span className="grade-warning">
          <span className="grade-glyph" aria-hidden>
            {glyphOf('warning')}
          </span>
          {t('plans.list.warnings', { count: warnings })}
        </span>
      )}
    </span>
  )
}
