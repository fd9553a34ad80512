import type { Simulation } from '@lika/contract'
import { HouseholdsLink } from '../../parts/list-links.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Mark, outcomes } from '../../parts/outcome.tsx'
import { OutcomeBar } from '../../parts/outcome-bar.tsx'
import { useWords } from '../../words/index.ts'
import { SideLink, signed } from './side-link.tsx'

const others = ['unmet', 'undetermined']
const units = ['households', 'persons'] as const
const sides = [
  { side: 'lost', from: ['met'], to: others },
  { side: 'gained', from: others, to: ['met'] },
] as const

/** Households and persons by outcome, before and after, and who changes side. */
export function OutcomeTable(props: {
  readonly simulation: Simulation
  readonly status: readonly string[] | undefined
}) {
  const { t } = useWords()
  const { before, after, changes, set } = props.simulation
  const status = props.status?.join(',')
  return (
    <section className="panel" data-part="outcomes">
      <div className="panel-head">
        <h2>{t('simulation.outcomes')}</h2>
      </div>
      <div className="simulation-sides">
        {sides.map(({ side, from, to }) => {
          const { subjects, persons } = moving(changes, from, to)
          return (
            <p key={side} className={`simulation-side is-${side}`} data-side={side}>
              <span>{t(`simulation.${side}`)}</span>
              <strong className="figure">
                <SideLink side={side} count={subjects} label={t(`simulation.${side}`)} />
              </strong>
              <span className="quiet figure">
                {t('simulation.households')} · {grouped(persons)} {t('simulation.persons')}
              </span>
            </p>
          )
        })}
        <div className="simulation-bars">
          <span className="quiet">{t('simulation.before')}</span>
          <OutcomeBar counts={before.subjects} />
          <span className="quiet">{t('simulation.after')}</span>
          <OutcomeBar counts={after.subjects} />
        </div>
      </div>
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{t('simulation.outcomes')}</caption>
          <thead>
            <tr>
              <td />
              {units.map((unit) => (
                <th key={unit} scope="colgroup" colSpan={3} className="number">
                  {t(`simulation.${unit}`)}
                </th>
              ))}
            </tr>
            <tr>
              <th scope="col">{t('simulation.outcomes')}</th>
              {units.flatMap((unit) =>
                (['before', 'after', 'difference'] as const).map((column) => (
                  <th key={`${unit} ${column}`} scope="col" className="number">
                    {t(`simulation.${column}`)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {outcomes.map((outcome) => (
              <tr key={outcome} data-outcome={outcome}>
                <th scope="row">
                  <Mark outcome={outcome} word />
                </th>
                <td className="number">
                  <HouseholdsLink filter={{ set, outcome, status }}>
                    {grouped(before.subjects[outcome])}
                  </HouseholdsLink>
                </td>
                <td className="number">
                  <SideLink
                    side={outcome}
                    count={after.subjects[outcome]}
                    label={`${t('simulation.after')} ${t(`outcome.${outcome}`)}`}
                  />
                </td>
                <td className="number">{signed(after.subjects[outcome] - before.subjects[outcome])}</td>
                <td className="number">
                  <HouseholdsLink filter={{ set, outcome, status }}>
                    {grouped(before.persons[outcome])}
                  </HouseholdsLink>
                </td>
                <td className="number">
                  <SideLink
                    side={outcome}
                    count={after.persons[outcome]}
                    label={`${t('simulation.after')} ${t(`outcome.${outcome}`)} ${t('simulation.persons')}`}
                  />
                </td>
                <td className="number">{signed(after.persons[outcome] - before.persons[outcome])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** How many go from one of some outcomes to one of others. */
export function moving(changes: Simulation['changes'], from: readonly string[], to: readonly string[]) {
  let [subjects, persons] = [0, 0]
  for (const [change, count] of Object.entries(changes)) {
    const [before = '', after = ''] = change.split('>')
    if (!from.includes(before) || !to.includes(after)) continue
    subjects += count.subjects
    persons += count.persons
  }
  return { subjects, persons }
}
