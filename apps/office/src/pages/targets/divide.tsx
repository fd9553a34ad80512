import type { PlanTarget } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { less, makesWhole, readFigure, sumOf } from '../../parts/figures.ts'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { useWords } from '../../words/index.ts'
import { accepted, type Batch, contentOf, type Deciding, takenBack } from './decide.ts'
import { FormFoot } from './form-foot.tsx'
import { FormPanel } from './form-panel.tsx'
import { planTargetsQuery } from './queries.ts'
import { goalText } from './target-text.ts'

type Props = { readonly target: PlanTarget; readonly deciding: Deciding; readonly close: () => void }

/** A target broken down to the regions below: a number for each, and what they add up to as one types. */
export function Divide({ target, deciding, close }: Props) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const below = useQuery(regionQuery(target.region.code, date))
  const parts = useQuery(planTargetsQuery({ region, date, of: target.id }))
  return (
    <FormPanel title={t('targets.divideOf', { label: target.label })} text={t('targets.divideText')}>
      <Fetched query={below} lines={4}>
        {({ children }) =>
          parts.data === undefined ? (
            <Loading lines={4} />
          ) : children.length === 0 ? (
            <p className="quiet">{t('targets.noBelow')}</p>
          ) : (
            <DivideForm
              target={target}
              regions={children}
              parts={parts.data.items.filter(({ counts }) => counts)}
              deciding={deciding}
              close={close}
            />
          )
        }
      </Fetched>
    </FormPanel>
  )
}

function DivideForm(
  props: Props & {
    readonly regions: readonly { readonly code: string; readonly name: string }[]
    readonly parts: readonly PlanTarget[]
  },
) {
  const { t } = useWords()
  const id = useId()
  const { target, regions, parts, deciding, close } = props
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(parts.map((part) => [part.region.code, part.value])),
  )
  const [isTried, setTried] = useState(false)
  const figures = regions.map(({ code }) => {
    const text = typed[code]?.trim() ?? ''
    return { code, text, value: text === '' ? undefined : readFigure(text) }
  })
  const wrong = new Set(
    figures.filter(({ text, value }) => text !== '' && value === undefined).map(({ code }) => code),
  )
  const sum = sumOf(figures.flatMap(({ value }) => value ?? []))
  const fits = makesWhole(target, sum)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrong.size > 0) return
    const batch = batchOf(
      target,
      parts,
      new Map(figures.flatMap(({ code, value }) => (value === undefined ? [] : [[code, value] as const]))),
    )
    if (batch.decisions.length === 0) close()
    else deciding.decide(batch, close)
  }
  return (
    <form onSubmit={submit} aria-label={t('targets.divideOf', { label: target.label })}>
      <div className="table-scroll">
        <table className="table divide-table">
          <caption className="unseen">{t('targets.divideOf', { label: target.label })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('targets.region')}</th>
              <th scope="col" className="number">
                {t('targets.value')}（{target.unit}）
              </th>
            </tr>
          </thead>
          <tbody>
            {regions.map(({ code, name }) => {
              const isWrong = wrong.has(code) && isTried
              return (
                <tr key={code}>
                  <th scope="row">
                    <label htmlFor={`${id}-${code}`}>{name}</label>
                  </th>
                  <td className="number">
                    <input
                      id={`${id}-${code}`}
                      className="input divide-input"
                      inputMode="decimal"
                      autoComplete="off"
                      maxLength={30}
                      aria-label={t('targets.divideValue', { region: name })}
                      aria-invalid={isWrong || undefined}
                      aria-describedby={isWrong ? `${id}-${code}-wrong` : undefined}
                      // What was read out of the document is corrected there.
                      readOnly={parts.some((part) => part.region.code === code && part.origin.range !== null)}
                      value={typed[code] ?? ''}
                      onChange={(event) => setTyped((before) => ({ ...before, [code]: event.target.value }))}
                    />
                    {isWrong && (
                      <p id={`${id}-${code}-wrong`} className="fault">
                        {t('targets.wrongFigure')}
                      </p>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('targets.sum')}</th>
              <td className="number">{grouped(sum)}</td>
            </tr>
            <tr>
              <th scope="row">{t('targets.whole')}</th>
              <td className="number">{goalText(t, target)}</td>
            </tr>
            <tr>
              <th scope="row">{t('targets.difference')}</th>
              <td className="number">{grouped(less(sum, target.value)).replace(/^-/, '−')}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p role="status" className={fits ? 'divide-verdict mark-met' : 'divide-verdict mark-unmet'}>
        {t(fits ? 'targets.agrees' : 'targets.differs')}
      </p>
      <FormFoot deciding={deciding} close={close} />
    </form>
  )
}

/** New parts are set, changed ones corrected, emptied ones taken back: in one batch, with what undoes it. */
function batchOf(
  target: PlanTarget,
  parts: readonly PlanTarget[],
  values: ReadonlyMap<string, string>,
): Batch {
  const own = new Map(
    parts.filter(({ origin }) => origin.range === null).map((part) => [part.region.code, part]),
  )
  const read = new Set(parts.filter(({ origin }) => origin.range !== null).map(({ region }) => region.code))
  const decisions = []
  const inverse = []
  for (const [code, value] of values) {
    const before = own.get(code)
    if (read.has(code) || before?.value === value) continue
    const { upTo: _, ...whole } = contentOf(target)
    const part = before ? contentOf(before) : { ...whole, region: code, of: target.id, clause: '' }
    // A range of the whole is none of its parts.
    const bound = part.bound === 'between' ? 'exact' : part.bound
    const decision = accepted({ ...part, bound, value, kind: 'plan' }, before?.id)
    decisions.push(decision)
    inverse.push(before ? accepted(contentOf(before), before.id) : takenBack(decision.id))
  }
  for (const part of own.values()) {
    if (values.has(part.region.code)) continue
    decisions.push(takenBack(part.id))
    inverse.push(accepted(contentOf(part), part.id))
  }
  return { plan: target.origin.plan, region: target.region.code, decisions, inverse, kind: 'saved' }
}
