import type { MovableParameter } from '@lika/contract'
import { useEffect, useId, useRef, useState } from 'react'
import { grouped } from '../../parts/numbers.ts'
import { Source, Unconfirmed } from '../../parts/source.tsx'
import { useWords } from '../../words/index.ts'
import { faultOf } from './change.ts'

/** A hand that drags asks ten times a second; the server is asked when it rests. */
const REST_MS = 180

/** One figure: slider and number, what it was in other years, back to what is in force. */
export function FigureSlider(props: {
  readonly parameter: MovableParameter
  /** Empty while it stands as it is in force. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly onRemove: (() => void) | undefined
}) {
  const { t, say } = useWords()
  const { parameter } = props
  const id = useId()
  const { slider, value: now } = parameter
  const { draft, take } = useDraft(props.value === '' ? now : props.value, (text) =>
    props.onChange(text === now ? '' : text),
  )
  const fault = faultOf(draft, parameter)
  const unit = say(parameter.unitLabel)
  const label = say(parameter.label)
  const shown = Number(draft)
  const names = [...parameter.criteria, ...parameter.entitlements].map((each) => say(each.label))
  const set = (text: string, wait = true) => take(text, faultOf(text, parameter) === undefined, wait)
  return (
    <fieldset className="figure-slider" data-parameter={parameter.key}>
      <legend>
        {label} {!parameter.confirmed && <Unconfirmed />}
      </legend>
      <input
        type="range"
        aria-label={t('simulation.slider', { label })}
        min={slider.from}
        max={slider.to}
        step={slider.step}
        value={Number.isFinite(shown) ? shown : Number(now)}
        onChange={(event) => set(event.target.value)}
      />
      <div className="figure-row">
        <input
          className="input figure-number"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          aria-label={t('simulation.number', { label })}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-range`}
          value={draft}
          onChange={(event) => set(event.target.value.replaceAll(/[,，\s]/g, ''))}
        />
        <span className="quiet">{unit}</span>
        <p
          id={`${id}-range`}
          className={fault ? 'field-error' : 'quiet figure figure-hint'}
          role={fault && 'alert'}
        >
          {fault === 'notNumber'
            ? t('simulation.notNumber', { scale: parameter.scale })
            : parameter.max === undefined
              ? t('simulation.rangeOpen', { min: grouped(parameter.min) })
              : t('simulation.range', { min: grouped(parameter.min), max: grouped(parameter.max) })}
        </p>
      </div>
      <div className="figure-chips">
        <button
          type="button"
          className="button button-small"
          disabled={draft === now}
          onClick={() => set(now, false)}
        >
          {t('simulation.now', { value: grouped(now) })}
        </button>
        {parameter.otherValues.map(({ value, from }) => (
          <button
            key={value}
            type="button"
            className="button button-small"
            aria-pressed={draft === value}
            onClick={() => set(value, false)}
          >
            {t('simulation.otherValue', { value: grouped(value), year: from.slice(0, 4) })}
          </button>
        ))}
        {props.onRemove && (
          <button
            type="button"
            className="button button-small button-quiet"
            aria-label={t('simulation.remove', { label })}
            title={t('simulation.remove', { label })}
            onClick={props.onRemove}
          >
            ✕
          </button>
        )}
      </div>
      <p className="quiet figure-hint">
        {t('simulation.judges', { names: names.join(t('record.listSeparator')) })}
      </p>
      <Source source={parameter.source} />
    </fieldset>
  )
}

/** What is being typed or dragged; it is handed on when the hand rests, and only when it can be taken. */
function useDraft(value: string, onChange: (value: string) => void) {
  const [draft, setDraft] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const hand = useRef(onChange)
  hand.current = onChange
  useEffect(() => {
    // Somebody went back, or opened a link: nothing is on its way then.
    if (timer.current === undefined) setDraft(value)
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const take = (text: string, isRight: boolean, wait: boolean) => {
    setDraft(text)
    clearTimeout(timer.current)
    timer.current = undefined
    if (!isRight) return
    timer.current = setTimeout(
      () => {
        timer.current = undefined
        hand.current(text)
      },
      wait ? REST_MS : 0,
    )
  }
  return { draft, take }
}
