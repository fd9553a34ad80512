import type { Bound, PlanTarget, TargetContent, TargetKind } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { usePlace } from '../../app/place.ts'
import { bounds } from '../../parts/bounds.ts'
import { DayField } from '../../parts/day-field.tsx'
import { readFigure } from '../../parts/figures.ts'
import { Loading } from '../../parts/loading.tsx'
import { useWords } from '../../words/index.ts'
import { RegionChoice } from '../access/region-choice.tsx'
import { plansQuery } from '../plans/queries.ts'
import { accepted, type Deciding, takenBack } from './decide.ts'
import { FormFoot } from './form-foot.tsx'
import { FormPanel } from './form-panel.tsx'
import { targetIndicatorsQuery } from './queries.ts'
import { goalText } from './target-text.ts'

type Props = { readonly deciding: Deciding; readonly close: () => void }

/** A target that no document was read for: it hangs under one all the same. */
export function AddTarget({ deciding, close }: Props) {
  const { t } = useWords()
  const { region, session } = usePlace()
  const own = session.account.region.code
  const plans = useInfiniteQuery(plansQuery(region, undefined, false))
  const offered = plans.data?.pages
    .flatMap(({ items }) => items)
    .filter((plan) => own === 'all' || plan.region.code.startsWith(own))
  const [chosen, setPlan] = useState('')
  const plan = offered?.find(({ id }) => id === chosen) ?? offered?.[0]
  return (
    <FormPanel title={t('targets.add')} text={t('targets.addText')}>
      {offered === undefined ? (
        <Loading lines={4} />
      ) : plan === undefined ? (
        <p>{t('targets.noPlans')}</p>
      ) : (
        <TargetForm
          key={plan.id}
          start={emptyTarget(region.startsWith(plan.region.code) ? region : plan.region.code)}
          from={plan.region.code}
          plan={plan.id}
          deciding={deciding}
          close={close}
        >
          <Field label={t('targets.plan')}>
            {(id) => (
              <select
                id={id}
                className="input"
                value={plan.id}
                onChange={(event) => setPlan(event.target.value)}
              >
                {offered.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.title || each.id}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </TargetForm>
      )}
    </FormPanel>
  )
}

function emptyTarget(region: string): TargetContent {
  return {
    label: '',
    indicator: null,
    region,
    from: null,
    to: null,
    kind: 'plan',
    bound: 'exact',
    value: '',
    unit: '户',
    clause: '',
  }
}

/** The value that the level above handed down, beside the one that was planned. */
export function AssignValue({ target, deciding, close }: Props & { readonly target: PlanTarget }) {
  const { t } = useWords()
  const start: TargetContent = {
    label: target.label,
    indicator: target.indicator?.id ?? null,
    region: target.region.code,
    from: target.from,
    to: target.to,
    kind: 'assigned',
    bound: target.bound === 'between' ? 'exact' : target.bound,
    value: '',
    unit: target.unit,
    clause: '',
  }
  return (
    <FormPanel title={t('targets.assignOf', { label: target.label })} text={t('targets.assignText')}>
      <TargetForm
        start={start}
        isValueOnly
        plan={target.origin.plan}
        from={target.planRegion}
        deciding={deciding}
        close={close}
      >
        <p>
          {t('targets.planned')}：<b className="figure">{goalText(t, target)}</b> {target.unit}
        </p>
      </TargetForm>
    </FormPanel>
  )
}

function TargetForm(
  props: Props & {
    readonly start: TargetContent
    readonly plan: string
    /** Region of the plan. */
    readonly from: string
    readonly isValueOnly?: boolean
    readonly children: ReactNode
  },
) {
  const { t, say } = useWords()
  const { date } = usePlace()
  const { start, plan, isValueOnly, deciding, close } = props
  const [target, setTarget] = useState(start)
  const [typed, setTyped] = useState({ value: '', upTo: '' })
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const indicators = useQuery(targetIndicatorsQuery(target.region, date))
  const change = (changed: Partial<TargetContent>) => setTarget((before) => ({ ...before, ...changed }))
  const value = readFigure(typed.value)
  const upTo = target.bound === 'between' ? readFigure(typed.upTo) : undefined
  const isRange = target.bound === 'between'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (value === undefined || (isRange && upTo === undefined)) return
    const decision = accepted(
      { ...target, label: target.label.trim(), value, ...(upTo === undefined ? {} : { upTo }) },
      undefined,
      reason.trim(),
    )
    deciding.decide(
      { plan, region: props.from, decisions: [decision], inverse: [takenBack(decision.id)], kind: 'saved' },
      close,
    )
  }
  return (
    <form className="record-form target-fields" onSubmit={submit}>
      {props.children}
      {!isValueOnly && (
        <>
          <Field label={t('targets.label')}>
            {(id) => (
              <input
                id={id}
                className="input"
                required
                maxLength={300}
                autoComplete="off"
                value={target.label}
                onChange={(event) => change({ label: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('targets.region')}>
            {(id) => (
              <RegionChoice
                id={id}
                from={props.from}
                value={target.region}
                onChange={(region) => change({ region })}
              />
            )}
          </Field>
          <Field label={t('targets.indicator')}>
            {(id) => (
              <select
                id={id}
                className="input"
                value={target.indicator ?? ''}
                onChange={(event) => change({ indicator: event.target.value || null })}
              >
                <option value="">{t('targets.noIndicator')}</option>
                {indicators.data?.items.map((each) => (
                  <option key={each.id} value={each.id}>
                    {say(each.label)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="target-row">
            <Field label={t('targets.kind')}>
              {(id) => (
                <select
                  id={id}
                  className="input"
                  value={target.kind}
                  onChange={(event) => change({ kind: event.target.value as TargetKind })}
                >
                  <option value="plan">{t('targets.kinds.plan')}</option>
                  <option value="assigned">{t('targets.kinds.assigned')}</option>
                </select>
              )}
            </Field>
            <Field label={t('targets.from')}>
              {(id) => (
                <DayField
                  id={id}
                  value={target.from ?? ''}
                  onChange={(from) => change({ from: from || null })}
                />
              )}
            </Field>
            <Field label={t('targets.to')}>
              {(id) => (
                <DayField id={id} value={target.to ?? ''} onChange={(to) => change({ to: to || null })} />
              )}
            </Field>
          </div>
        </>
      )}
      <div className="target-row">
        <Field label={t('targets.bound')}>
          {(id) => (
            <select
              id={id}
              className="input"
              value={target.bound}
              onChange={(event) => change({ bound: event.target.value as Bound })}
            >
              {bounds
                .filter((bound) => bound !== 'between' || !isValueOnly)
                .map((bound) => (
                  <option key={bound} value={bound}>
                    {t(`plans.bounds.${bound}`)}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <FigureField
          label={t('targets.figure')}
          text={typed.value}
          isWrong={isTried && value === undefined}
          onChange={(text) => setTyped((before) => ({ ...before, value: text }))}
        />
        {isRange && (
          <FigureField
            label={t('targets.upTo')}
            text={typed.upTo}
            isWrong={isTried && upTo === undefined}
            onChange={(text) => setTyped((before) => ({ ...before, upTo: text }))}
          />
        )}
        <Field label={t('targets.unit')}>
          {(id) => (
            <input
              id={id}
              className="input"
              required
              size={8}
              maxLength={30}
              readOnly={isValueOnly}
              value={target.unit}
              onChange={(event) => change({ unit: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('targets.reason')}>
        {(id) => (
          <input
            id={id}
            className="input"
            maxLength={500}
            autoComplete="off"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <FormFoot deciding={deciding} close={close} />
    </form>
  )
}

function Field(props: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  )
}

function FigureField(props: {
  readonly label: string
  readonly text: string
  readonly isWrong: boolean
  readonly onChange: (text: string) => void
}) {
  const { t } = useWords()
  const wrongId = useId()
  return (
    <Field label={props.label}>
      {(id) => (
        <>
          <input
            id={id}
            className="input"
            inputMode="decimal"
            autoComplete="off"
            maxLength={30}
            aria-invalid={props.isWrong || undefined}
            aria-describedby={props.isWrong ? wrongId : undefined}
            value={props.text}
            onChange={(event) => props.onChange(event.target.value)}
          />
          {props.isWrong && (
            <p id={wrongId} className="fault">
              {t('targets.wrongFigure')}
            </p>
          )}
        </>
      )}
    </Field>
  )
}
