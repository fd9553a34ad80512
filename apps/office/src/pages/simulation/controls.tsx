import type { SimulationChoices } from '@lika/contract'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { StatusTag, useCodeOrder } from '../../parts/status.tsx'
import { useWords } from '../../words/index.ts'
import { type Moved, writeMoved } from './change.ts'
import { FigureSlider } from './slider.tsx'

/** Which standard, over whom, and the sliders of the figures that are moved. */
export function Controls(props: {
  readonly choices: SimulationChoices
  readonly set: SimulationChoices['sets'][number]
  readonly moved: Moved
}) {
  const { t, say } = useWords()
  const { choices, set, moved } = props
  const navigate = useNavigate({ from: '/simulation' })
  const change = (changed: { readonly [key: string]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const move = (next: Moved) => change({ change: writeMoved(next) })
  const shown = set.parameters.filter(({ key }) => Object.hasOwn(moved, key))
  const others = set.parameters.filter(({ key }) => !Object.hasOwn(moved, key))
  return (
    <section className="panel simulation-controls" aria-label={t('simulation.parameters')}>
      <label className="field">
        <span className="field-name">{t('simulation.set')}</span>
        <select
          className="input"
          value={set.set}
          onChange={(event) =>
            change({
              set: event.target.value,
              change: undefined,
              side: undefined,
              within: undefined,
              cost: undefined,
            })
          }
        >
          {choices.sets.map((each) => (
            <option key={each.set} value={each.set}>
              {say(each.title)}
            </option>
          ))}
        </select>
      </label>
      <Statuses onChange={(status) => change({ status })} />
      {shown.map((parameter) => (
        <FigureSlider
          key={parameter.key}
          parameter={parameter}
          value={moved[parameter.key] ?? ''}
          onChange={(value) => move({ ...moved, [parameter.key]: value })}
          onRemove={
            shown.length > 1
              ? () => move(Object.fromEntries(Object.entries(moved).filter(([key]) => key !== parameter.key)))
              : undefined
          }
        />
      ))}
      {others.length > 0 && (
        <label className="field">
          <span className="field-name">{t('simulation.add')}</span>
          <select
            className="input"
            value=""
            onChange={(event) => move({ ...moved, [event.target.value]: '' })}
          >
            <option value="">{t('simulation.addChoose')}</option>
            {others.map(({ key, label }) => (
              <option key={key} value={key}>
                {say(label)}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  )
}

function Statuses({ onChange }: { readonly onChange: (status: string | undefined) => void }) {
  const { t } = useWords()
  const { status } = useSearch({ from: '/frame/simulation' })
  const codes = useCodeOrder('householdStatus')
  const chosen = status?.split(',') ?? []
  const toggle = (code: string) => {
    const next = chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]
    onChange(next.length === 0 ? undefined : next.join(','))
  }
  return (
    <fieldset className="filter simulation-statuses">
      <legend>{t('simulation.status')}</legend>
      <div className="toggles">
        <label>
          <input type="checkbox" checked={chosen.length === 0} onChange={() => onChange(undefined)} />
          {t('simulation.statusAll')}
        </label>
        {codes.map((code) => (
          <label key={code}>
            <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
            <StatusTag status={code} />
          </label>
        ))}
      </div>
    </fieldset>
  )
}
