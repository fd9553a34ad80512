import type { Import, ImportOptions } from '@lika/contract'
import { usePlace } from '../../app/place.ts'
import { DayField } from '../../parts/day-field.tsx'
import { monthsOf, periodOf } from '../../parts/record/months.ts'
import { useWords } from '../../words/index.ts'

export type OptionsDraft = {
  readonly observedOn: string
  readonly monthFrom: string
  readonly monthTo: string
  readonly keepWrong: boolean
}

export function startOptions({ observedOn, period, keepWrongIdNumbers }: ImportOptions): OptionsDraft {
  const months = period && monthsOf(period)
  return {
    observedOn: observedOn ?? '',
    monthFrom: months?.from ?? '',
    monthTo: months?.to ?? '',
    keepWrong: keepWrongIdNumbers ?? false,
  }
}

const MONTH = /^(1[89]|2[01])\d\d-(0[1-9]|1[0-2])$/

/** Undefined when the months are no period. */
export function optionsOf(draft: OptionsDraft): ImportOptions | undefined {
  const { observedOn, monthFrom, monthTo, keepWrong } = draft
  const hasPeriod = monthFrom !== '' || monthTo !== ''
  if (hasPeriod && !(MONTH.test(monthFrom) && MONTH.test(monthTo) && monthFrom <= monthTo)) return undefined
  return {
    ...(observedOn === '' ? {} : { observedOn }),
    ...(hasPeriod ? { period: periodOf({ from: monthFrom, to: monthTo }) } : {}),
    ...(keepWrong ? { keepWrongIdNumbers: true } : {}),
  }
}

/** What holds for rows that do not say it themselves. */
export function OptionsForm(props: {
  readonly options: OptionsDraft
  readonly kind: Import['kind']
  readonly disabled: boolean
  readonly onChange: (options: OptionsDraft) => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { options, disabled } = props
  const change = (changed: Partial<OptionsDraft>) => props.onChange({ ...options, ...changed })
  return (
    <section className="panel" aria-labelledby="import-options">
      <h2 id="import-options">{t('imports.map.options')}</h2>
      <fieldset className="import-options-fields" aria-labelledby="import-options" disabled={disabled}>
        <div className="field">
          <label htmlFor="import-observed">{t('imports.map.observedOn')}</label>
          <span className="with-unit">
            <DayField
              id="import-observed"
              max={session.today}
              value={options.observedOn}
              aria-describedby="import-observed-hint"
              onChange={(observedOn) => change({ observedOn })}
            />
            {options.observedOn !== '' && (
              <button
                type="button"
                className="button button-quiet button-small"
                onClick={() => change({ observedOn: '' })}
              >
                {t('list.clear')}
              </button>
            )}
          </span>
          <p id="import-observed-hint" className="hint">
            {t('imports.map.observedOnHint')}
          </p>
        </div>
        {props.kind === 'households' && (
          <>
            <fieldset className="field">
              <legend>{t('imports.map.period')}</legend>
              <span className="with-unit">
                <input
                  className="input"
                  type="month"
                  placeholder="2016-01"
                  aria-label={t('imports.map.periodFrom')}
                  value={options.monthFrom}
                  onChange={(event) =>
                    change({ monthFrom: event.target.value, monthTo: options.monthTo || event.target.value })
                  }
                />
                –
                <input
                  className="input"
                  type="month"
                  placeholder="2016-12"
                  aria-label={t('imports.map.periodTo')}
                  value={options.monthTo}
                  onChange={(event) => change({ monthTo: event.target.value })}
                />
              </span>
              <p className="hint">{t('imports.map.periodHint')}</p>
            </fieldset>
            <div className="field">
              <label className="check">
                <input
                  type="checkbox"
                  checked={options.keepWrong}
                  aria-describedby="keep-wrong-hint"
                  onChange={(event) => change({ keepWrong: event.target.checked })}
                />
                <span>{t('imports.map.keepWrong')}</span>
              </label>
              <p id="keep-wrong-hint" className="hint">
                {t('imports.map.keepWrongHint')}
              </p>
            </div>
          </>
        )}
      </fieldset>
    </section>
  )
}
