import type { CatalogueFact, Household } from '@lika/contract'
import type { T } from '../../words/index.ts'
import { useWords } from '../../words/index.ts'
import { type Facts, useFacts } from '../facts.ts'
import { isMasked } from '../unmask.tsx'
import { valueFault } from './check.ts'
import { useRange, ValueField } from './value-field.tsx'
import './fact-fields.css'

/** As typed, by fact; only what was touched is there. */
export type Typed = Readonly<Record<string, { readonly value: string; readonly unknown: boolean }>>
type Known = Household['facts'][number]

/** Fields for several facts, each with its question one tap away and with what is on record. */
export function FactFields(props: {
  /** Goes before the ids of the fields, where a page shows several persons. */
  readonly prefix: string
  readonly list: readonly CatalogueFact[]
  readonly typed: Typed
  readonly known?: readonly Known[]
  readonly today: string
  readonly showFaults: boolean
  readonly required?: readonly string[]
  /** Whether a fact may be said to be unknown on purpose. */
  readonly mayBeUnknown?: boolean
  readonly onChange: (fact: string, typed: Typed[string] | undefined) => void
}) {
  const facts = useFacts()
  return (
    <div className="fact-fields">
      {props.list.map((fact) => (
        <OneFact
          key={fact.id}
          {...props}
          fact={fact}
          facts={facts}
          held={props.typed[fact.id]}
          last={props.known?.find((each) => each.fact === fact.id)}
        />
      ))}
    </div>
  )
}

function OneFact(
  props: Parameters<typeof FactFields>[0] & {
    readonly fact: CatalogueFact
    readonly facts: Facts
    readonly held: Typed[string] | undefined
    readonly last: Known | undefined
  },
) {
  const { t, say } = useWords()
  const range = useRange()
  const age = useAge(props.today)
  const { fact, facts, held, last } = props
  const id = `${props.prefix}-${fact.id}`
  const isNeeded = props.required?.includes(fact.id) ?? false
  const fault = props.showFaults ? faultOf(t, fact, held, isNeeded) : undefined
  const was =
    last &&
    t('fields.last', {
      value: facts.show(fact, last.value),
      date: last.observedOn,
      age: age(last.observedOn),
    })
  return (
    <div className={`fact-field${held && props.known ? ' is-touched' : ''}`} data-fact={fact.id}>
      <div className="fact-label">
        <label htmlFor={id}>
          {say(fact.label)}
          {isNeeded && <span className="needed"> {t('fields.needed')}</span>}
        </label>
        {fact.question && (
          <details className="question">
            <summary aria-label={t('fields.questionOf', { fact: say(fact.label) })}>?</summary>
            <p>{say(fact.question)}</p>
          </details>
        )}
      </div>
      <div className="fact-entry">
        <ValueField
          id={id}
          fact={fact}
          facts={facts}
          value={held?.value ?? ''}
          disabled={held?.unknown ?? false}
          fault={fault}
          onChange={(value) => props.onChange(fact.id, value === '' ? undefined : { value, unknown: false })}
        />
        {props.mayBeUnknown && (
          <label className="check">
            <input
              type="checkbox"
              checked={held?.unknown ?? false}
              onChange={(event) =>
                props.onChange(fact.id, event.target.checked ? { value: '', unknown: true } : undefined)
              }
            />
            <span>
              {t('record.unknown')}
              <span className="unseen"> {say(fact.label)}</span>
            </span>
          </label>
        )}
        {held && (
          <button
            type="button"
            className="button button-quiet button-small"
            aria-label={t(props.known ? 'fields.undoOf' : 'fields.clearOf', { fact: say(fact.label) })}
            onClick={() => props.onChange(fact.id, undefined)}
          >
            {props.known ? t('fields.undo') : t('fields.clear')}
          </button>
        )}
      </div>
      {fault && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      <p id={`${id}-hint`} className="hint">
        {[range(fact), was ?? (props.known ? t('record.currentNone') : '')].filter(Boolean).join('　')}
        {last?.stale && <span className="tag tag-warn">{t('household.stale')}</span>}
        {last && isMasked(fact.id) && ` ${t('fields.masked')}`}
      </p>
    </div>
  )
}

export function faultOf(
  t: T,
  fact: CatalogueFact,
  held: Typed[string] | undefined,
  isNeeded: boolean,
): string | undefined {
  if (!held) return isNeeded ? t('record.needValue') : undefined
  return held.unknown ? undefined : valueFault(t, held.value, fact)
}

/** How long ago a day was: 3 天前, 14 个月前, 5 年前. */
export function useAge(today: string): (day: string) => string {
  const { t } = useWords()
  return (day) => {
    const days = Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000)
    if (days < 31) return t('fields.daysAgo', { count: days })
    const months = Math.floor(days / 30.44)
    return months < 24
      ? t('fields.monthsAgo', { count: months })
      : t('fields.yearsAgo', { count: Math.floor(days / 365.25) })
  }
}
