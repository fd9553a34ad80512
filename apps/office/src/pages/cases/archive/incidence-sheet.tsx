import type { FactValue, Incidence, Village } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { villageQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { incidenceQuery } from '../../../parts/cases/incidence-query.ts'
import { useFacts } from '../../../parts/facts.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { PaperScroll } from '../../../parts/paper.tsx'
import { useWords } from '../../../words/index.ts'
import { percentOf } from './percent.ts'

/** Lines of the form in its order; of some the register has a figure of its own. */
const lines = [
  'ruralPopulation',
  'registeredPoor2013',
  'exitedPersons',
  'addedPersons',
  'relapsedPersons',
  'remainingPersons',
] as const
type Line = (typeof lines)[number]

/** 贫困发生率核验表 of a village: what it reported beside what the register holds. What nobody knows stays empty, and says so. */
export function IncidenceSheet() {
  const { region, date } = usePlace()
  const village = useQuery(villageQuery(region, date))
  const counted = useQuery(incidenceQuery({ region, asOf: date }))
  return (
    <Fetched query={village} lines={10}>
      {(found) => (
        <Fetched query={counted} lines={10}>
          {({ whole }) => <Sheet village={found} counted={whole} />}
        </Fetched>
      )}
    </Fetched>
  )
}

function Sheet({ village, counted }: { readonly village: Village; readonly counted: Incidence }) {
  const { t } = useWords()
  const facts = useFacts()
  const { date } = usePlace()
  const reported = (line: Line) => village.facts.find(({ fact, stale }) => fact === line && !stale)
  const number = (line: Line) => numberOf(reported(line)?.value)
  const register: Partial<Record<Line, number>> = {
    exitedPersons: counted.exited,
    relapsedPersons: counted.relapsed,
    remainingPersons: counted.remaining.persons,
  }
  const whole = number('ruralPopulation')
  const title = t('incidence.sheetOf', { name: counted.region.name })
  const rateOf = (part: number | null) =>
    part === null || whole === null || whole === 0
      ? t('incidence.sheetUnknown')
      : `${percentOf(part, whole)}%`
  return (
    <PaperScroll label={title}>
      <article className="paper sheet">
        <h2>{title}</h2>
        <p className="sheet-told">{t('incidence.sheetTold', { day: date })}</p>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('incidence.sheetItem')}</th>
              <th scope="col">{t('incidence.reported')}</th>
              <th scope="col">{t('incidence.reportedOn')}</th>
              <th scope="col">{t('incidence.register')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const own = number(line)
              const held = register[line]
              return (
                <tr key={line}>
                  <th scope="row">{facts.label(line, 'village')}</th>
                  <td className="sheet-figure">
                    {own === null ? t('incidence.sheetUnknown') : grouped(own)}
                  </td>
                  <td>{reported(line)?.observedOn ?? ''}</td>
                  <td className="sheet-figure">
                    {held === undefined ? '—' : grouped(held)}
                    {held !== undefined && own !== null && held !== own && ` ${t('incidence.differs')}`}
                  </td>
                </tr>
              )
            })}
            <tr>
              <th scope="row">{t('incidence.sheetRate')}</th>
              <td className="sheet-figure">{rateOf(number('remainingPersons'))}</td>
              <td />
              <td className="sheet-figure">{rateOf(counted.remaining.persons)}</td>
            </tr>
          </tbody>
        </table>
        <p>{balanceText(number, t)}</p>
        <p>{t('incidence.sheetNote')}</p>
        <p className="sheet-foot">{t('incidence.sheetFoot')}</p>
      </article>
    </PaperScroll>
  )
}

const numberOf = (value: FactValue | undefined): number | null =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : null

/** 2013 + added + relapsed − exited against what remains: a question to whoever fills the form, and no verdict. */
function balanceText(number: (line: Line) => number | null, t: ReturnType<typeof useWords>['t']): string {
  const [first, added, relapsed, exited, remaining] = (
    ['registeredPoor2013', 'addedPersons', 'relapsedPersons', 'exitedPersons', 'remainingPersons'] as const
  ).map(number)
  if (first == null || added == null || relapsed == null || exited == null || remaining == null)
    return t('incidence.balanceUnknown')
  const left = first + added + relapsed - exited
  return t(left === remaining ? 'incidence.balances' : 'incidence.balanceOff', {
    left: grouped(left),
    by: grouped(Math.abs(left - remaining)),
  })
}
