import type { CaseItem, HouseholdRow } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { PaperScroll } from '../../../parts/paper.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useCodes } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { PART, registered, registerQuery, statusCasesQuery } from './queries.ts'

/** 村有册: the registered households of a village, with the case that gave each its status. */
export function Register({ part }: { readonly part: number }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const place = useQuery(regionQuery(region, date))
  return (
    <Fetched query={place} lines={10}>
      {(found) => (
        <HouseholdSheet
          title={t('archive.registerOf', { name: found.name })}
          part={part}
          isByVillage={false}
        />
      )}
    </Fetched>
  )
}

/** Households in parts of 200, so that what is drawn and printed at once stays bounded. */
export function HouseholdSheet(props: {
  readonly title: string
  readonly part: number
  readonly isByVillage: boolean
}) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const { part } = props
  const list = useQuery(registerQuery({ region, date, status: registered, part }))
  const cases = useQuery(statusCasesQuery(region))
  return (
    <Fetched query={list} lines={14}>
      {({ rows, total }) => {
        if (total === 0) {
          return (
            <div className="panel">
              <Notice mark="0" title={t('archive.noHouseholds')} text={t('archive.noHouseholdsText')} />
            </div>
          )
        }
        const last = Math.max(1, Math.ceil(total / PART))
        return (
          <>
            <Parts part={part} last={last} />
            <PaperScroll label={props.title}>
              <section className="paper sheet">
                <h2>{props.title}</h2>
                <p className="sheet-told">
                  {t('archive.sheetTold', { day: date, all: grouped(total) })}
                  {last > 1 && ` ${t('archive.partOf', { part, last })}`}
                </p>
                {cases.data && !cases.data.isWhole && <p>{t('archive.casesCut')}</p>}
                <Rows
                  rows={rows}
                  first={(part - 1) * PART + 1}
                  isByVillage={props.isByVillage}
                  caseOf={(id) => cases.data?.bySubject.get(id)}
                />
              </section>
            </PaperScroll>
          </>
        )
      }}
    </Fetched>
  )
}

function Parts({ part, last }: { readonly part: number; readonly last: number }) {
  const { t } = useWords()
  if (last === 1) return null
  const to = (number: number) => (before: Record<string, string | undefined>) => ({
    ...before,
    part: number === 1 ? undefined : String(number),
  })
  return (
    <nav className="archive-parts no-print" aria-label={t('archive.parts')}>
      {part > 1 && (
        <Link className="button" to="." search={to(part - 1)}>
          {t('archive.partBefore')}
        </Link>
      )}
      <span className="figure">{t('archive.partOf', { part, last })}</span>
      {part < last && (
        <Link className="button" to="." search={to(part + 1)}>
          {t('archive.partAfter')}
        </Link>
      )}
    </nav>
  )
}

const columns = ['serial', 'number', 'head', 'size', 'group', 'state', 'cause', 'byCase', 'since'] as const

function Rows(props: {
  readonly rows: readonly HouseholdRow[]
  readonly first: number
  readonly isByVillage: boolean
  readonly caseOf: (id: string) => CaseItem | undefined
}) {
  const { t } = useWords()
  const villageOf = (row: HouseholdRow) => row.region.find(({ code }) => code.length === 12)
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`archive.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {props.isByVillage ? (
        [...Map.groupBy(props.rows, (row) => villageOf(row)?.code ?? '')].map(([code, rows], at, all) => (
          <tbody key={code}>
            <tr className="sheet-village">
              <th scope="rowgroup" colSpan={columns.length}>
                {villageOf(rows[0]!)?.name ?? t('archive.noVillage')}
              </th>
            </tr>
            {rows.map((row) => (
              <Household
                key={row.id}
                row={row}
                serial={props.first + props.rows.indexOf(row)}
                item={props.caseOf(row.id)}
              />
            ))}
            {at === all.length - 1 && <Signs />}
          </tbody>
        ))
      ) : (
        <tbody>
          {props.rows.map((row, at) => (
            <Household key={row.id} row={row} serial={props.first + at} item={props.caseOf(row.id)} />
          ))}
          <Signs />
        </tbody>
      )}
    </table>
  )
}

/** Who answers for the sheet. In the table, because only there does it never come to stand on a page by itself. */
function Signs() {
  const { t } = useWords()
  return (
    <tr className="sheet-signs">
      <td colSpan={columns.length}>
        <ul>
          {(['filled', 'checked', 'stamp'] as const).map((sign) => (
            <li key={sign}>{t(`archive.sheetSigns.${sign}`)}</li>
          ))}
        </ul>
      </td>
    </tr>
  )
}

function Household(props: {
  readonly row: HouseholdRow
  readonly serial: number
  readonly item: CaseItem | undefined
}) {
  const { t, say } = useWords()
  const status = useCodes('householdStatus')
  const cause = useCodes('cause')
  const { row, item } = props
  return (
    <tr>
      <td className="sheet-figure">{props.serial}</td>
      <td>
        <Link to="/cases/archive" search={{ form: 'card', household: row.id }}>
          {row.number}
        </Link>
      </td>
      <td>{row.headName ?? t('households.nameUnknown')}</td>
      <td className="sheet-figure">{row.size}</td>
      <td>{row.region.find(({ code }) => code.length === 14)?.name ?? '—'}</td>
      <td>{status(row.status ?? 'unknown')}</td>
      <td>{row.cause === null ? t('household.unknown') : cause(row.cause)}</td>
      <td>
        {item ? (
          <Link to="/cases/$id/archive" params={{ id: item.id }} search={{}}>
            {say(item.procedure.label)}
          </Link>
        ) : (
          t('archive.before')
        )}
      </td>
      <td className="file-day">{item?.ended ?? '—'}</td>
    </tr>
  )
}
