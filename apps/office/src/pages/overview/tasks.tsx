import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { dutyCountsQuery } from '../tasks/queries.ts'

const shown = ['late', 'blocked', 'due', 'done'] as const
/** As many units as the panel holds without scrolling far; the board has them all. */
const MOST = 12

/** What each unit owes this month, those with the most late first. */
export function Tasks() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const query = useQuery(dutyCountsQuery({ region, date, month: date.slice(0, 7) }))
  return (
    <Fetched query={query}>
      {({ units }) =>
        units.length === 0 ? (
          <p className="quiet">{t('tasks.none')}</p>
        ) : (
          <>
            <table className="table">
              <caption className="unseen">{t('tasks.cockpit')}</caption>
              <thead>
                <tr>
                  <th scope="col">{t('tasks.unit')}</th>
                  {shown.map((state) => (
                    <th key={state} scope="col" className="number">
                      {t(`tasks.state.${state}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {units.slice(0, MOST).map((unit) => (
                  <tr key={unit.key}>
                    <th scope="row">
                      <Link to="/tasks" search={{ unit: unit.key, view: 'list' }}>
                        {unit.name}
                      </Link>
                    </th>
                    {shown.map((state) => (
                      <td key={state} className="number">
                        {unit[state] === 0 ? (
                          <span className="quiet">0</span>
                        ) : (
                          <Link
                            to="/tasks"
                            search={{ unit: unit.key, state, view: 'list' }}
                            aria-label={t('tasks.countOf', {
                              name: unit.name,
                              state: t(`tasks.state.${state}`),
                              number: grouped(unit[state]),
                            })}
                          >
                            {grouped(unit[state])}
                          </Link>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <p>
              <Link to="/tasks" search={{}}>
                {t('tasks.cockpitAll')}
              </Link>
            </p>
          </>
        )
      }
    </Fetched>
  )
}
