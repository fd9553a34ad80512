import type { Incidence, RateLimit } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../../app/place.ts'
import { incidenceQuery } from '../../../parts/cases/incidence-query.ts'
import { type CaseFilter, CasesLink } from '../../../parts/cases/links.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { HouseholdsLink, VillagesLink } from '../../../parts/list-links.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { moveAmongRows } from '../../../parts/rows.ts'
import { Source } from '../../../parts/source.tsx'
import { useWords } from '../../../words/index.ts'

const VILLAGE = 12
const REGISTERED = 'poor,expected,relapsed'

/** 综合贫困发生率: the parts of the numerator, the denominator and where it is from, the limit; each opens its rows. */
export function IncidencePart() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const query = useQuery(incidenceQuery({ region, asOf: date }))
  return (
    <section className="panel incidence" aria-labelledby="incidence">
      <div className="panel-head">
        <h2 id="incidence">{t('incidence.title')}</h2>
        {region.length === VILLAGE && (
          <Link className="push" to="/cases/archive" search={{ form: 'incidence' }}>
            {t('incidence.toSheet')}
          </Link>
        )}
      </div>
      <Fetched query={query} lines={5}>
        {({ whole, items }) => (
          <>
            <Headline of={whole} />
            {items.length > 0 && <Table whole={whole} items={items} />}
            <p className="quiet prose">{t('incidence.basis')}</p>
          </>
        )}
      </Fetched>
    </section>
  )
}

function Headline({ of }: { readonly of: Incidence }) {
  const { t } = useWords()
  return (
    <>
      <p className="incidence-rate">
        <strong className="rates-share figure">
          {of.rate === null ? t('incidence.unknown') : `${of.rate}%`}
        </strong>
        <span className="figure">
          {t('incidence.open')}
          <HouseholdsLink filter={{ status: REGISTERED }} className="in-text">
            {t('incidence.remaining', { number: grouped(of.remaining.persons) })}
          </HouseholdsLink>
          {' + '}
          <Found of={of} kind="missed" />
          {' + '}
          <Found of={of} kind="wronglyOut" />
          {t('incidence.close')}
          {' ÷ '}
          <Population of={of} />
        </span>
      </p>
      {of.limit && <Limit limit={of.limit} holds={of.holds} />}
    </>
  )
}

/** The look-backs behind a number: all that ended by the day, of whichever year. */
function useBehind() {
  const { date, session } = usePlace()
  return (filter: CaseFilter): CaseFilter => ({
    procedure: 'lookBack',
    state: 'ended',
    ...filter,
    ...(date === session.today ? {} : { endedTo: date }),
  })
}

function Found({ of, kind }: { readonly of: Incidence; readonly kind: 'missed' | 'wronglyOut' }) {
  const { t } = useWords()
  const behind = useBehind()
  const found = of[kind]
  const text = t(`incidence.${kind}`, { number: grouped(found.added) })
  if (found.households === 0) return <span>{text}</span>
  const rest = found.persons - found.added
  return (
    <>
      <CasesLink filter={behind({ outcome: kind })} className="in-text">
        {text}
      </CasesLink>
      {rest > 0 && <span className="quiet"> {t('incidence.already', { number: grouped(rest) })}</span>}
    </>
  )
}

/** The denominator; where a village has none the rate is unknown, and that village can be found. */
function Population({ of }: { readonly of: Incidence }) {
  const { t } = useWords()
  if (of.population !== null) {
    return (
      <VillagesLink filter={{ region: of.region.code }} className="in-text">
        {t('incidence.population', { number: grouped(of.population), count: of.villages.all })}
      </VillagesLink>
    )
  }
  if (of.region.code.length > VILLAGE) return <span>{t('incidence.ofVillages')}</span>
  if (of.villages.all === 0) return <span>{t('incidence.noVillages')}</span>
  return (
    <VillagesLink
      filter={{ region: of.region.code, gap: 'ruralPopulation', gapKind: 'notFresh' }}
      className="in-text"
    >
      {t('incidence.populationUnknown', { known: of.villages.known, all: of.villages.all })}
    </VillagesLink>
  )
}

/** The limit of the packs, and whether the rate keeps it. */
export function Limit({ limit, holds }: { readonly limit: RateLimit; readonly holds: boolean | null }) {
  const { t, say } = useWords()
  const mark = holds === null ? 'undetermined' : holds ? 'met' : 'unmet'
  return (
    <p className="rates-limit">
      <span className={`mark mark-${mark}`}>
        <span className="mark-glyph" aria-hidden>
          {{ met: '✓', unmet: '✕', undetermined: '?' }[mark]}
        </span>{' '}
        {t(`incidence.holds.${mark}`)}
      </span>
      <span>
        {say(limit.label)}
        {t('app.colon')}
        {t(limit.bound === 'below' ? 'incidence.below' : 'incidence.atMost', { value: limit.value })}
      </span>
      <Source source={limit.source} confirmed={limit.confirmed} />
    </p>
  )
}

function Table(props: { readonly whole: Incidence; readonly items: readonly Incidence[] }) {
  const { t } = useWords()
  return (
    <div className="table-scroll">
      <table className="table rates-table">
        <caption className="unseen">{t('incidence.byRegion')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('archive.place')}</th>
            {(['remaining', 'missed', 'wronglyOut', 'numerator', 'population', 'rate', 'limit'] as const).map(
              (column) => (
                <th key={column} scope="col" className="number">
                  {t(`incidence.column.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody onKeyDown={moveAmongRows}>
          {props.items.map((of) => (
            <Row key={of.region.code} of={of} isBelow />
          ))}
        </tbody>
        <tfoot>
          <Row of={props.whole} isBelow={false} />
        </tfoot>
      </table>
    </div>
  )
}

function Row({ of, isBelow }: { readonly of: Incidence; readonly isBelow: boolean }) {
  const { t } = useWords()
  const behind = useBehind()
  const { region } = of
  const label = (what: 'remaining' | 'missed' | 'wronglyOut', number: number) =>
    t('incidence.countOf', {
      place: region.name,
      what: t(`incidence.column.${what}`),
      number: grouped(number),
    })
  return (
    <tr>
      <th scope="row">
        {isBelow ? (
          <Link to="." search={(before) => ({ ...before, region: region.code })} data-row-link>
            {region.name}
          </Link>
        ) : (
          t('archive.all')
        )}
      </th>
      <td className="number">
        {of.remaining.persons === 0 ? (
          '0'
        ) : (
          <HouseholdsLink
            filter={{ region: region.code, status: REGISTERED }}
            label={label('remaining', of.remaining.persons)}
          >
            {grouped(of.remaining.persons)}
          </HouseholdsLink>
        )}
      </td>
      {(['missed', 'wronglyOut'] as const).map((kind) => (
        <td key={kind} className="number">
          {of[kind].households === 0 ? (
            '0'
          ) : (
            <CasesLink
              filter={behind({ region: region.code, outcome: kind })}
              label={label(kind, of[kind].added)}
            >
              {grouped(of[kind].added)}
            </CasesLink>
          )}
        </td>
      ))}
      <td className="number">{grouped(of.numerator)}</td>
      <td className="number">
        {of.population === null ? (
          <span className="quiet">
            {of.villages.all === 0
              ? '—'
              : t('incidence.knownOf', { known: of.villages.known, all: of.villages.all })}
          </span>
        ) : (
          grouped(of.population)
        )}
      </td>
      <td className="number">
        {of.rate === null ? <span className="quiet">{t('incidence.unknown')}</span> : `${of.rate}%`}
        {of.holds === false && <span className="rates-over"> ✕ {t('incidence.holds.unmet')}</span>}
      </td>
      <td className="number">
        {of.limit
          ? t(of.limit.bound === 'below' ? 'incidence.below' : 'incidence.atMost', { value: of.limit.value })
          : '—'}
      </td>
    </tr>
  )
}
