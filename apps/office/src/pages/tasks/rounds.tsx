import type { Task } from '@lika/contract'
import { useWords } from '../../words/index.ts'
import { DutyMark } from './duty-mark.tsx'

/** The rounds of a cycle as a line, each with its state; one is chosen to be reported on. */
export function Rounds(props: {
  readonly task: Task
  readonly chosen: string | undefined
  readonly choose: (day: string) => void
}) {
  const { t } = useWords()
  const { task, chosen } = props
  const years = Map.groupBy(task.duties, ({ day }) => (day ?? '').slice(0, 4))
  return (
    <section className="panel" aria-labelledby="task-rounds">
      <div className="panel-head">
        <h2 id="task-rounds">{t('tasks.rounds')}</h2>
        <span className="quiet">{t('tasks.seenFrom', { region: task.seenFrom.name })}</span>
      </div>
      {[...years].map(([year, duties]) => (
        <div key={year} className="task-year">
          <span className="figure quiet">{year}</span>
          <ol className="task-rounds">
            {duties.map(({ day, state }) => (
              <li key={day}>
                <button
                  type="button"
                  className="task-round"
                  aria-pressed={day === chosen}
                  aria-label={t('tasks.roundOf', { day: day ?? '', state: t(`tasks.state.${state}`) })}
                  onClick={() => day && props.choose(day)}
                >
                  <DutyMark state={state} bare />
                  <span className="figure">{day?.slice(5)}</span>
                </button>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
