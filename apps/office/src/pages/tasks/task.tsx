import type { Task } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { instantText } from '../../parts/instant.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { PlanSections } from '../plans/sections.tsx'
import { SentenceLink } from '../plans/sentence-link.tsx'
import { DutyMark } from './duty-mark.tsx'
import { taskQuery } from './queries.ts'
import { Reports } from './reports.tsx'
import { Rounds } from './rounds.tsx'
import { keyOf, nameOf } from './unit-names.tsx'
import './tasks.css'

/** One task: what is to be done, by whom, until when, where it says so, and how it goes. */
export function TaskPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/tasks/$id' })
  const { date, region } = usePlace()
  const query = useQuery(taskQuery(id, date, region))
  useTitle(query.data ? query.data.text.slice(0, 30) : t('tasks.title'))
  return (
    <>
      <PlanSections />
      <Fetched query={query} lines={12}>
        {(task) => <Whole task={task} />}
      </Fetched>
    </>
  )
}

function Whole({ task }: { readonly task: Task }) {
  const { round } = useSearch({ from: '/frame/tasks/$id' })
  const navigate = useNavigate({ from: '/tasks/$id' })
  const chosen = task.every === null ? task.duties[0] : task.duties.find(({ day }) => day === round)
  return (
    <>
      <div className="page-head task-head">
        <h1>{task.text}</h1>
        {chosen && (
          <p>
            <DutyMark state={chosen.state} daysLate={chosen.daysLate} />
          </p>
        )}
      </div>
      <div className="task-page">
        <div className="task-column">
          <Facts task={task} />
          <Origin task={task} />
        </div>
        <div className="task-column">
          {task.every !== null && (
            <Rounds
              task={task}
              chosen={round}
              choose={(day) => void navigate({ search: (before) => ({ ...before, round: day }) })}
            />
          )}
          <Reports task={task} round={task.every === null ? undefined : round} />
        </div>
      </div>
    </>
  )
}

function Facts({ task }: { readonly task: Task }) {
  const { t } = useWords()
  const { region } = usePlace()
  return (
    <section className="panel">
      <dl className="task-facts">
        {(['lead', 'responsible', 'cooperating'] as const)
          .filter((role) => task[role].length > 0)
          .map((role) => (
            <div key={role}>
              <dt>{t(`tasks.role.${role}`)}</dt>
              <dd className="task-units">
                {task[role].map((unit) => (
                  <Link
                    key={unit.name}
                    to="/tasks"
                    search={{ unit: keyOf(unit), view: 'list' }}
                    title={unit.unit && unit.unit.name !== unit.name ? unit.name : undefined}
                  >
                    {nameOf(unit)}
                  </Link>
                ))}
              </dd>
            </div>
          ))}
        <div>
          <dt>{t('tasks.day')}</dt>
          <dd className="figure">
            {task.every !== null
              ? t('tasks.roundsText', {
                  from: task.from ?? '',
                  to: task.to ?? '',
                  every: t(`tasks.every.${task.every}`),
                })
              : (task.to ?? <span className="quiet">{t('tasks.noDay')}</span>)}
          </dd>
        </div>
        {task.region.code !== region && (
          <div>
            <dt>{t('tasks.issuedIn')}</dt>
            <dd>{task.region.name}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}

/** Blank lines between paragraphs take room and say nothing here. */
const tight = (text: string) => text.replaceAll(/\s*\n\s*/g, '\n')

/** The sentence with what stands around it: a plain reader sees at a glance where the task comes from. */
function Origin({ task }: { readonly task: Task }) {
  const { t } = useWords()
  const { origin, context } = task
  return (
    <section className="panel" aria-labelledby="task-origin">
      <div className="panel-head">
        <h2 id="task-origin">{t('tasks.origin')}</h2>
        <SentenceLink plan={origin.plan} statement={task.id} part={origin.part} sentence={origin.sentence}>
          {t('tasks.sourceOf', { title: origin.title, clause: origin.clause })}
        </SentenceLink>
      </div>
      {origin.sentence === null ? (
        <p className="quiet">{t('tasks.setByHand')}</p>
      ) : (
        <>
          <p className="quiet task-note">{t('tasks.originText')}</p>
          <blockquote className="task-quote" lang="zh-CN">
            {context.before && <span className="quiet">…{tight(context.before)}</span>}
            <mark>{origin.sentence}</mark>
            {context.after && <span className="quiet">{tight(context.after)}…</span>}
          </blockquote>
        </>
      )}
      <p className="quiet task-note">{t('tasks.acceptedBy', { by: task.by, at: instantText(task.at) })}</p>
    </section>
  )
}
