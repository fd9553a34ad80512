import type { Letter } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { Notice } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { PlanSections } from '../plans/sections.tsx'
import { dutyCountsQuery, letterQuery } from './queries.ts'
import '../../parts/filters.css'
import './letter.css'

const YEAR = /^(19|20|21)\d\d$/

/** A letter of responsibility as it is printed and signed: for a unit, or for a region below. */
export function LetterPage() {
  const { t } = useWords()
  const { region, date } = usePlace()
  const address = useSearch({ from: '/frame/tasks/letter' })
  const year = YEAR.test(address.year ?? '') ? address.year! : date.slice(0, 4)
  const { unit, below } = address
  const isChosen = (unit !== undefined) !== (below !== undefined)
  useTitle(t('tasks.letter.title'))
  return (
    <>
      <div className="page-head no-print">
        <h1>{t('tasks.letter.title')}</h1>
        {isChosen && (
          <button type="button" className="button button-primary letter-print" onClick={() => window.print()}>
            {t('tasks.print')}
          </button>
        )}
      </div>
      <PlanSections />
      <Choice year={year} unit={unit} below={below} />
      {isChosen ? (
        <Asked query={{ region, year, ...(unit ? { unit } : {}), ...(below ? { below } : {}) }} />
      ) : (
        <div className="panel">
          <Notice mark="0" title={t('tasks.letter.choose')} text={t('tasks.letter.chooseText')} />
        </div>
      )}
    </>
  )
}

function Asked({ query }: { readonly query: Parameters<typeof letterQuery>[0] }) {
  const letter = useQuery(letterQuery(query))
  return (
    <Fetched query={letter} lines={14}>
      {(data) => <Paper letter={data} />}
    </Fetched>
  )
}

function Choice(props: {
  readonly year: string
  readonly unit: string | undefined
  readonly below: string | undefined
}) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const navigate = useNavigate({ from: '/tasks/letter' })
  const units = useQuery(dutyCountsQuery({ region, date })).data?.units ?? []
  const places = useQuery(regionQuery(region, date)).data?.children ?? []
  const first = Number(date.slice(0, 4))
  const years = [...new Set([props.year, ...[-2, -1, 0, 1, 2].map((by) => String(first + by))])].toSorted()
  const value = props.unit ? `unit:${props.unit}` : props.below ? `below:${props.below}` : ''
  const choose = (chosen: string) => {
    const [kind, key] = [chosen.slice(0, chosen.indexOf(':')), chosen.slice(chosen.indexOf(':') + 1)]
    void navigate({
      search: (before) => ({
        ...before,
        unit: kind === 'unit' ? key : undefined,
        below: kind === 'below' ? key : undefined,
      }),
    })
  }
  return (
    <div className="filters no-print">
      <label className="filter">
        <span>{t('tasks.letter.year')}</span>
        <select
          className="input"
          value={props.year}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, year: event.target.value }) })
          }
        >
          {years.map((year) => (
            <option key={year}>{year}</option>
          ))}
        </select>
      </label>
      <label className="filter">
        <span>{t('tasks.letter.signer')}</span>
        <select className="input" value={value} onChange={(event) => choose(event.target.value)}>
          <option value="">{t('tasks.letter.choose')}</option>
          {places.length > 0 && (
            <optgroup label={t('tasks.letter.below')}>
              {places.map(({ code, name }) => (
                <option key={code} value={`below:${code}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
          {units.length > 0 && (
            <optgroup label={t('tasks.letter.unit')}>
              {units.map(({ key, name }) => (
                <option key={key} value={`unit:${key}`}>
                  {name}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
    </div>
  )
}

/** A numbered table of the paper: two columns of its own, until when, and the clause that it rests on. */
function Rows(props: {
  readonly heads: readonly [string, string]
  readonly none: string
  readonly rows: readonly {
    readonly cells: readonly [string, string]
    readonly until: ReactNode
    readonly plan: string
    readonly clause: string
  }[]
}) {
  const { t } = useWords()
  if (props.rows.length === 0) return <p>{props.none}</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col" className="letter-number">
            {t('tasks.letter.number')}
          </th>
          <th scope="col">{props.heads[0]}</th>
          <th scope="col">{props.heads[1]}</th>
          <th scope="col" className="letter-day">
            {t('tasks.letter.until')}
          </th>
          <th scope="col">{t('tasks.letter.clause')}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ cells, until, plan, clause }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed page have no other name
          <tr key={at}>
            <td className="letter-number">{at + 1}</td>
            <td>{cells[0]}</td>
            <td>{cells[1]}</td>
            <td className="letter-day">{until}</td>
            <td>{t('tasks.sourceOf', { title: plan, clause })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Paper({ letter }: { readonly letter: Letter }) {
  const { t, say } = useWords()
  const names = { from: letter.from.name, to: letter.to.name, year: letter.year }
  return (
    <article className="letter">
      <h2>{t('tasks.letter.heading', names)}</h2>
      <p className="letter-lead">{t('tasks.letter.lead', names)}</p>
      <h3>{t('tasks.letter.targets')}</h3>
      <Rows
        heads={[t('tasks.letter.label'), t('tasks.letter.figure')]}
        none={t('tasks.letter.noTargets')}
        rows={letter.targets.map((target) => ({
          ...target,
          cells: [target.label, say(target.figure)],
          until: target.until ?? t('tasks.noDay'),
        }))}
      />
      <h3>{t('tasks.letter.tasks')}</h3>
      <Rows
        heads={[t('tasks.task'), t('tasks.letter.role')]}
        none={t('tasks.letter.noTasks')}
        rows={letter.tasks.map((task) => ({
          ...task,
          cells: [task.text, t(`tasks.role.${task.role}`)],
          until: (
            <>
              {task.every && <span className="letter-every">{t(`tasks.every.${task.every}`)}</span>}
              {task.until ?? t('tasks.noDay')}
            </>
          ),
        }))}
      />
      <h3>{t('tasks.letter.terms')}</h3>
      <ol className="letter-terms">
        <li>{t('tasks.letter.term1')}</li>
        <li>{t('tasks.letter.term2')}</li>
        <li>{t('tasks.letter.term3')}</li>
      </ol>
      <div className="letter-sides">
        {(
          [
            ['partyA', letter.from.name],
            ['partyB', letter.to.name],
          ] as const
        ).map(([side, name]) => (
          <div key={side}>
            <p>
              {t(`tasks.letter.${side}`)}
              <strong>{name}</strong>
            </p>
            <p className="letter-line">{t('tasks.letter.signature')}</p>
            <p className="letter-line">{t('tasks.letter.date')}</p>
          </div>
        ))}
      </div>
      <p className="letter-foot">{t('tasks.letter.printedOn', { day: letter.printedOn })}</p>
    </article>
  )
}
