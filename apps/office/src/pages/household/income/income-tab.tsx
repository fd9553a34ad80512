import type { Household } from '@lika/contract'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { usePlace } from '../../../app/place.ts'
import { useFacts } from '../../../parts/facts.ts'
import { Loading } from '../../../parts/loading.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { Notice } from '../../../parts/problem.tsx'
import { monthsBetween, monthsOf } from '../../../parts/record/months.ts'
import { RecordLink } from '../../../parts/record/record-link.tsx'
import { useWords } from '../../../words/index.ts'
import { EXIT } from '../verdict-tab.tsx'
import { COMPLETE, type Entry, isCounted, type Row, rowsOf, seriesOf, shifted, type Window } from './book.ts'
import './income.css'

const IncomeChart = lazy(() => import('./income-chart.tsx'))

/** The income book of a year by month: what the verdict counts, its sum, and how it stands to the line. */
export function IncomeTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const { year } = useSearch({ from: '/frame/households/$id' })
  const { income } = household
  const offset = /^-?\d$/.test(year ?? '') ? Number(year) : 0
  const window = shifted(income, offset)
  if (!facts.catalogue) return <Loading lines={10} />
  const flows = facts.catalogue.facts.filter((fact) => fact.subject === 'household' && fact.flow)
  const rows = rowsOf(income.items, window, flows)
  const series = seriesOf(income.items, window, flows)
  return (
    <section className="panel">
      <Head household={household} window={window} offset={offset} />
      {rows.length === 0 ? (
        <Notice mark="0" title={t('household.incomeEmpty')} text={t('household.incomeEmptyText')}>
          <RecordLink fact="wageIncome" className="button">
            {t('income.add')}
          </RecordLink>
        </Notice>
      ) : (
        <>
          <Suspense fallback={<div className="income-chart-space" />}>
            <IncomeChart
              series={series}
              months={monthsBetween(window)}
              label={(id) => facts.label(id, 'household')}
              monthlyLine={monthlyLine(household)}
            />
          </Suspense>
          <p className="quiet">{t('income.spread')}</p>
          <Book household={household} rows={rows} window={window} />
        </>
      )}
    </section>
  )
}

function Head(props: { readonly household: Household; readonly window: Window; readonly offset: number }) {
  const { t, say } = useWords()
  const { household, window, offset } = props
  const navigate = useNavigate()
  const go = (to: number) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, year: to === 0 ? undefined : String(to) }),
      replace: true,
    })
  const line = lineOf(household)
  const figures = household.derived.filter(({ id }) => /netincome/i.test(id))
  return (
    <>
      <div className="panel-head">
        <h2>{t('household.tabs.income')}</h2>
        <button
          type="button"
          className="button button-small"
          aria-label={t('income.before')}
          onClick={() => go(offset - 1)}
        >
          ‹
        </button>
        <span className="figure">{t('household.incomeWindow', monthsOf(window))}</span>
        <button
          type="button"
          className="button button-small"
          aria-label={t('income.after')}
          onClick={() => go(offset + 1)}
        >
          ›
        </button>
        {offset === 0 ? (
          <span className="tag">{t('income.counted')}</span>
        ) : (
          <button type="button" className="button button-quiet button-small" onClick={() => go(0)}>
            {t('income.toCounted')}
          </button>
        )}
        <span className="push">
          <RecordLink fact="wageIncome" className="button">
            {t('income.add')}
          </RecordLink>
        </span>
      </div>
      {offset === 0 && (
        <dl className="income-figures">
          {figures.map((each) => (
            <div key={each.id}>
              <dt>{say(each.label)}</dt>
              <dd className="figure">{each.known ? say(each.value) : t('household.unknown')}</dd>
            </div>
          ))}
          {line && (
            <div>
              <dt>{say(line.label)}</dt>
              <dd className="figure">{say(line.value)}</dd>
            </div>
          )}
        </dl>
      )}
    </>
  )
}

function Book(props: {
  readonly household: Household
  readonly rows: readonly Row[]
  readonly window: Window
}) {
  const { t } = useWords()
  const facts = useFacts()
  const { household, rows, window } = props
  const months = monthsBetween(window)
  const declared = household.income.items.filter((entry) => entry.item === COMPLETE)
  return (
    <div className="table-scroll">
      <table className="table income-book">
        <caption className="unseen">{t('household.tabs.income')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('household.incomeItem')}</th>
            {months.map((month) => (
              <th key={month} scope="col" className="number">
                <span className="unseen">{month.slice(0, 5)}</span>
                {Number(month.slice(5))}
                <span className="unseen">{t('income.month')}</span>
              </th>
            ))}
            <th scope="col" className="number">
              {t('income.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.item}>
              <th scope="row">{facts.label(row.item, 'household')}</th>
              <Months months={months} entries={row.entries} window={window} />
              <td className="number">
                <strong>{row.total === null ? t('household.unknown') : grouped(row.total)}</strong>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row" className="quiet">
              {t('income.complete')}
            </th>
            {months.map((month) => {
              const said = declared.find((entry) => entry.from <= `${month}-01` && `${month}-01` < entry.to)
              const is = said?.amount === '1' ? 'yes' : said ? 'no' : 'unsaid'
              return (
                <td key={month} className="number" title={t(`income.completeIs.${is}`)}>
                  <span aria-hidden>{{ yes: '✓', no: '✕', unsaid: '·' }[is]}</span>
                  <span className="unseen">{t(`income.completeIs.${is}`)}</span>
                </td>
              )
            })}
            <td className="number">
              <RecordLink fact={COMPLETE}>{t('household.fill')}</RecordLink>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

/** An entry covers its months as one cell; it opens its record, where it is corrected. */
function Months(props: {
  readonly months: readonly string[]
  readonly entries: readonly Entry[]
  readonly window: Window
}) {
  const { t } = useWords()
  const { can } = usePlace()
  const { months, entries, window } = props
  const cells: React.ReactNode[] = []
  for (let at = 0; at < months.length; ) {
    const day = `${months[at]}-01`
    const entry = entries.find((each) => each.from <= day && day < each.to)
    const span = entry ? months.slice(at).filter((month) => `${month}-01` < entry.to).length : 1
    const amount = entry && (entry.amount === null ? t('household.incomeUnknown') : grouped(entry.amount))
    cells.push(
      <td
        key={day}
        colSpan={span}
        className={`number${span > 1 ? ' is-span' : ''}${entry && !isCounted(entry, window) ? ' quiet' : ''}`}
        title={entry && !isCounted(entry, window) ? t('income.beyond') : undefined}
      >
        {entry && (
          <Link
            to="."
            search={(before) =>
              can('registry.record')
                ? { ...before, correct: entry.recordId, fact: entry.item }
                : { ...before, tab: 'timeline', fact: entry.item }
            }
          >
            {amount}
          </Link>
        )}
      </td>,
    )
    at += span
  }
  return cells
}

/** The threshold that the exit standard sets for income, as the verdict names it. */
function lineOf(household: Household) {
  const criteria = household.verdicts.find(({ set }) => set === EXIT)?.criteria ?? []
  return criteria
    .flatMap(({ lines }) => lines.flatMap(({ parameters }) => parameters))
    .find(({ id }) => id === 'povertyLine')
}

/** What the household needs each month to stand on the line; undefined where no line is in force. */
function monthlyLine(household: Household): number | undefined {
  const text = lineOf(household)?.value.en.replaceAll(',', '')
  const yearly = text === undefined ? Number.NaN : Number.parseFloat(text)
  return Number.isNaN(yearly) || household.size === 0 ? undefined : (yearly * household.size) / 12
}
