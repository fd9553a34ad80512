import { useQuery } from '@tanstack/react-query'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { HouseholdsLink } from '../../../parts/list-links.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { PaperScroll } from '../../../parts/paper.tsx'
import { useCodes } from '../../../parts/status.tsx'
import { useWords } from '../../../words/index.ts'
import { registered, villagesByStatusQuery } from './queries.ts'
import { HouseholdSheet } from './register.tsx'

/** 镇有簿: a township by village, then its households village by village. */
export function Book({ part }: { readonly part: number }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const place = useQuery(regionQuery(region, date))
  return (
    <Fetched query={place} lines={10}>
      {({ name }) => (
        <>
          {part === 1 && <Summary name={name} />}
          <HouseholdSheet title={t('archive.bookOf', { name })} part={part} isByVillage />
        </>
      )}
    </Fetched>
  )
}

function Summary({ name }: { readonly name: string }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const status = useCodes('householdStatus')
  const query = useQuery(villagesByStatusQuery(region, date))
  const statuses = registered.split(',')
  return (
    <Fetched query={query} lines={8}>
      {(villages) => (
        <PaperScroll label={t('archive.bookSummary', { name })}>
          <section className="paper sheet">
            <h2>{t('archive.bookSummary', { name })}</h2>
            <p className="sheet-told">{t('archive.summaryTold', { day: date, all: villages.length })}</p>
            <table>
              <thead>
                <tr>
                  <th scope="col" rowSpan={2}>
                    {t('archive.village')}
                  </th>
                  {[...statuses, 'all'].map((each) => (
                    <th key={each} scope="colgroup" colSpan={2}>
                      {each === 'all' ? t('archive.all') : status(each)}
                    </th>
                  ))}
                </tr>
                <tr>
                  {[...statuses, 'all'].flatMap((each) => [
                    <th key={`${each} households`} scope="col">
                      {t('archive.households')}
                    </th>,
                    <th key={`${each} persons`} scope="col">
                      {t('archive.persons')}
                    </th>,
                  ])}
                </tr>
              </thead>
              <tbody>
                {villages.map(({ place, counts }) => (
                  <Line key={place.code} code={place.code} name={place.name} counts={counts} />
                ))}
                <Line
                  code={region}
                  name={t('archive.all')}
                  counts={sumOf(villages.map(({ counts }) => counts))}
                />
              </tbody>
            </table>
          </section>
        </PaperScroll>
      )}
    </Fetched>
  )
}

interface Count {
  readonly status: string
  readonly households: number
  readonly persons: number
}

function sumOf(counts: readonly (readonly Count[])[]): readonly Count[] {
  return registered.split(',').map((status, at) => ({
    status,
    households: counts.reduce((sum, each) => sum + (each[at]?.households ?? 0), 0),
    persons: counts.reduce((sum, each) => sum + (each[at]?.persons ?? 0), 0),
  }))
}

function Line({
  code,
  name,
  counts,
}: {
  readonly code: string
  readonly name: string
  readonly counts: readonly Count[]
}) {
  const all: Count = {
    status: registered,
    households: counts.reduce((sum, each) => sum + each.households, 0),
    persons: counts.reduce((sum, each) => sum + each.persons, 0),
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      {[...counts, all].flatMap(({ status, households, persons }) => [
        <td key={`${status} households`} className="sheet-figure">
          {households === 0 ? (
            '0'
          ) : (
            <HouseholdsLink filter={{ region: code, status }}>{grouped(households)}</HouseholdsLink>
          )}
        </td>,
        <td key={`${status} persons`} className="sheet-figure">
          {grouped(persons)}
        </td>,
      ])}
    </tr>
  )
}
