import { type FundSide, type PlanFundLine, routes, urlOf } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { boundWord } from '../../parts/bounds.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { absolute, inTenThousands, isNegative } from '../../parts/figures.ts'
import { grouped } from '../../parts/numbers.ts'
import { Notice } from '../../parts/problem.tsx'
import { SaveLink, SavingRefusal, useSaving } from '../../parts/save-link.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { PlanSections } from '../plans/sections.tsx'
import { OriginLink } from '../targets/origin-link.tsx'
import { type FundLines, fundLinesQuery } from '../targets/queries.ts'
import { workingOf } from './working.ts'
import '../../parts/filters.css'
import './fund-lines.css'

/** What is to be paid, out of what, and whether the one covers the other. */
export function FundLinesPage() {
  const { t } = useWords()
  const { region } = usePlace()
  const { plan } = useSearch({ from: '/frame/fund-lines' })
  const query = useQuery(fundLinesQuery(region, plan))
  const saving = useSaving()
  useTitle(t('fundLines.title'))
  return (
    <div className="fund-lines-page">
      <div className="page-head">
        <h1>{t('fundLines.title')}</h1>
        {query.data && query.data.items.length > 0 && (
          <div className="push">
            <SavingRefusal saving={saving} />
            <SaveLink
              className="button"
              saving={saving}
              href={urlOf(routes.targets.exportFundLines, {
                query: { region, ...(plan ? { plan } : {}), format: 'xlsx' },
              })}
            >
              {t('fundLines.export')}
            </SaveLink>
          </div>
        )}
      </div>
      <PlanSections />
      <p className="quiet prose">{t('fundLines.text')}</p>
      <Fetched query={query} lines={10}>
        {(found) =>
          found.items.length === 0 ? (
            <div className="panel">
              <Notice mark="0" title={t('fundLines.none')} text={t('fundLines.noneText')}>
                <Link className="button" to="/plans" search={{}}>
                  {t('targets.toDocuments')}
                </Link>
              </Notice>
            </div>
          ) : (
            <>
              <PlanChoice plans={found.plans} chosen={plan} />
              <Balance found={found} />
              <div className="fund-sides">
                <Side side="use" found={found} />
                <Side side="source" found={found} />
              </div>
              {found.more && <p className="quiet">{t('fundLines.more')}</p>}
            </>
          )
        }
      </Fetched>
    </div>
  )
}

function PlanChoice(props: { readonly plans: FundLines['plans']; readonly chosen: string | undefined }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/fund-lines' })
  if (props.plans.length < 2 && props.chosen === undefined) return null
  return (
    <search className="filters">
      <label className="filter">
        <span>{t('targets.plan')}</span>
        <select
          className="input"
          value={props.chosen ?? ''}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, plan: event.target.value || undefined }) })
          }
        >
          <option value="">{t('targets.allPlans')}</option>
          {props.plans.map(({ id, title, lines }) => (
            <option key={id} value={id}>
              {title} · {t('fundLines.lines', { number: lines })}
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}

/** Both sums and what lies between them, worked out. */
function Balance({ found }: { readonly found: FundLines }) {
  const { t } = useWords()
  const shown = (yuan: string) => grouped(inTenThousands(yuan))
  const { use, source, gap } = found.totals
  const amount = shown(absolute(gap))
  const isEven = Number(gap) === 0
  return (
    <section className="panel fund-balance" aria-labelledby="balance">
      <h2 id="balance">{t('fundLines.gap')}</h2>
      <p className="figure fund-working">
        {t('fundLines.gapText', {
          source: shown(source),
          use: shown(use),
          gap: isNegative(gap) ? `−${amount}` : amount,
        })}
      </p>
      <p className={isEven ? 'mark-met' : 'mark-unmet'} role="status">
        {isEven
          ? `✓ ${t('fundLines.balanced')}`
          : `${isNegative(gap) ? '✕' : '!'} ${t(isNegative(gap) ? 'fundLines.short' : 'fundLines.surplus', { amount })}`}
      </p>
      {found.sums.some(({ nature }) => nature === 'loan' || nature === 'guarantee') && (
        <p className="quiet">{t('fundLines.withLoans')}</p>
      )}
    </section>
  )
}

function Side({ side, found }: { readonly side: FundSide; readonly found: FundLines }) {
  const { t } = useWords()
  const lines = found.items.filter((line) => line.side === side)
  const sums = found.sums.filter((sum) => sum.side === side)
  const title = t(side === 'use' ? 'fundLines.uses' : 'fundLines.sources')
  const count = sums.reduce((total, sum) => total + sum.lines, 0)
  return (
    <section className="panel" aria-labelledby={`funds-${side}`}>
      <div className="panel-head">
        <h2 id={`funds-${side}`}>{title}</h2>
        <span className="quiet figure">{t('fundLines.lines', { number: count })}</span>
      </div>
      {lines.length === 0 ? (
        <p className="quiet">{t(side === 'use' ? 'fundLines.noneUse' : 'fundLines.noneSource')}</p>
      ) : (
        <div className="table-scroll">
          <table className="table fund-table">
            <caption className="unseen">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t('fundLines.item')}</th>
                <th scope="col">{t('fundLines.nature')}</th>
                <th scope="col" className="number">
                  {t('fundLines.amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <LineRow key={line.id} line={line} />
              ))}
            </tbody>
            <tfoot>
              {sums.map(({ nature, yuan, lines: number }) => (
                <tr key={nature}>
                  <th scope="row">{t(`plans.natures.${nature}`)}</th>
                  <td className="quiet figure">{t('fundLines.lines', { number })}</td>
                  <td className="number">{grouped(inTenThousands(yuan))}</td>
                </tr>
              ))}
              <tr className="fund-total">
                <th scope="row" colSpan={2}>
                  {t('fundLines.total')}
                </th>
                <td className="number">{grouped(inTenThousands(found.totals[side]))}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </section>
  )
}

function LineRow({ line }: { readonly line: PlanFundLine }) {
  const { t } = useWords()
  const working = workingOf(line)
  const bound = boundWord(line.bound, t)
  return (
    <tr>
      <th scope="row">
        {line.title}{' '}
        <span className="fund-origin">
          <OriginLink origin={line.origin} statement={line.id} />
        </span>
        {working && <span className="fund-terms figure">{working}</span>}
      </th>
      <td className="narrow">{t(`plans.natures.${line.nature}`)}</td>
      <td className="number">
        {bound && <span className="quiet">{bound} </span>}
        {grouped(inTenThousands(line.yuan))}
      </td>
    </tr>
  )
}
