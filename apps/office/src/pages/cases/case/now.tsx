import type { Case, CaseGate, OpenStep } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { RecordLink } from '../../../parts/record/record-link.tsx'
import { useWords } from '../../../words/index.ts'
import { isFormKind } from '../act/draft.ts'
import { daysBetween } from '../days.ts'
import { DueDay } from '../waiting.tsx'
import { actForGate, type Mays } from './may.ts'

/** What stands open now: each step, what blocks it in a sentence each, and the button that solves it. */
export function Now({ of, mays }: { readonly of: Case; readonly mays: Mays }) {
  const { t } = useWords()
  const reopened = mays.filter(({ kind }) => kind === 'reopened')
  if (of.steps.length === 0) {
    return (
      <section className="panel case-now" aria-labelledby="case-now">
        <div className="panel-head">
          <h2 id="case-now">{t('cases.over')}</h2>
        </div>
        <p className="quiet">
          {t(of.state === 'withdrawn' ? 'cases.overWithdrawn' : 'cases.overEnded', { day: of.ended ?? '' })}
        </p>
        {reopened.length > 0 && <Reopen mays={reopened} of={of} />}
      </section>
    )
  }
  return (
    <section className="case-now-list" aria-label={t('cases.now')}>
      {of.steps.map((step) => (
        <One key={step.id} of={of} step={step} mays={mays.filter((may) => may.step === step.id)} />
      ))}
    </section>
  )
}

function One({ of, step, mays }: { readonly of: Case; readonly step: OpenStep; readonly mays: Mays }) {
  const { t, say } = useWords()
  const { session } = usePlace()
  const who = step.actors.map(({ label }) => say(label)).join(t('app.comma'))
  const solved = new Set(step.gates.map(({ gate }) => actForGate[gate]))
  const others = kindsOf(mays).filter(
    (kind) =>
      !solved.has(kind) &&
      !['withdrawn', 'moved', 'takenBack', 'reopened', 'answered', 'objected'].includes(kind),
  )
  return (
    <section className="panel case-now" aria-labelledby={`now-${step.id}`}>
      <div className="panel-head">
        <h2 id={`now-${step.id}`}>
          {t(step.beside ? 'cases.besideStep' : 'cases.nowAt', { step: say(step.label) })}
        </h2>
        <span className="quiet figure">{t('cases.since', { day: step.since })}</span>
        {step.due && <DueDay due={step.due} today={session.today} />}
        <span className={step.mine ? 'tag cases-mine' : 'tag'}>
          {t(step.mine ? 'cases.yourTurn' : 'cases.theirTurn', { who })}
        </span>
      </div>
      {step.gates.length === 0 ? (
        <p className="case-gate is-open">
          <span className="gate-glyph" aria-hidden>
            ✓
          </span>
          <span>{t('cases.nothingBlocks')}</span>
        </p>
      ) : (
        <ul className="case-gates" aria-label={t('cases.blocks')}>
          {step.gates.map((gate, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two gates of a kind have no other name.
            <li key={at} className="case-gate">
              <span className="gate-glyph" aria-hidden>
                {gate.gate === 'hanging' ? '◷' : '!'}
              </span>
              <GateText gate={gate} today={session.today} />
              <Solve gate={gate} of={of} mays={mays} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <p className="case-acts">
          {others.map((kind) => (
            <ActLink
              key={kind}
              of={of}
              kind={kind}
              step={step.id}
              isMain={kind === 'decided' && step.gates.length === 0}
            />
          ))}
        </p>
      )}
      {!step.mine && mays.length === 0 && <p className="quiet">{t('cases.noneOfYours', { who })}</p>}
    </section>
  )
}

const kindsOf = (mays: Mays) => [...new Set(mays.map(({ kind }) => kind))]

function GateText({ gate, today }: { readonly gate: CaseGate; readonly today: string }) {
  const { t, say } = useWords()
  const left = gate.until === null ? undefined : daysBetween(today, gate.until) + 1
  return (
    <span>
      {say(gate.text)}
      {left !== undefined && left > 0 && (
        <span className="quiet figure"> {t('cases.daysLeft', { days: left })}</span>
      )}
    </span>
  )
}

/** The button beside what blocks: the act that solves it, where the reader may; or where to look. */
function Solve({ gate, of, mays }: { readonly gate: CaseGate; readonly of: Case; readonly mays: Mays }) {
  const { t } = useWords()
  if (gate.gate === 'verdict' && of.subject.kind === 'household') {
    return (
      <Link className="button button-small" to="/households/$id" params={{ id: of.subject.id }} search={{}}>
        {t('cases.toVerdict')}
      </Link>
    )
  }
  if (gate.fact !== undefined && of.subject.kind !== 'county') {
    return (
      <RecordLink fact={gate.fact} subject={of.subject.id} className="button button-small">
        {t('cases.formEnter')}
      </RecordLink>
    )
  }
  const kind = actForGate[gate.gate]
  const may = mays.find((each) => each.kind === kind)
  if (kind === 'answered' && !may) return <span className="quiet">{t('cases.answeredByOthers')}</span>
  if (!kind || !may) return null
  if (kind === 'answered') {
    return (
      <a className="button button-small" href="#objections">
        {t('cases.toObjections')}
      </a>
    )
  }
  return <ActLink of={of} kind={kind} step={may.step} isSmall />
}

function ActLink(props: {
  readonly of: Case
  readonly kind: string
  readonly step: string
  readonly isMain?: boolean
  readonly isSmall?: boolean
}) {
  const { t } = useWords()
  const { of, kind, step } = props
  const className = [
    'button',
    props.isMain ? 'button-primary' : '',
    props.isSmall ? 'button-small' : '',
  ].join(' ')
  if (kind === 'met') {
    return (
      <Link
        className={className}
        to="/cases/meeting"
        search={{ procedure: of.procedure.id, step, case: of.id }}
      >
        {t('cases.act.met')}
      </Link>
    )
  }
  if (!isFormKind(kind)) return null
  return (
    <Link className={className} to="." search={(before) => ({ ...before, act: kind, at: step })} replace>
      {t(`cases.act.${kind}`)}
    </Link>
  )
}

/** An ended case is opened again at one of its steps; everything behind it is done anew. */
function Reopen({ mays, of }: { readonly mays: Mays; readonly of: Case }) {
  const { t, say } = useWords()
  const id = useId()
  const ids = new Set(mays.flatMap((may) => may.of ?? [may.step]))
  const steps = of.runs.steps.filter((step) => ids.has(step.id))
  const [chosen, setChosen] = useState(steps.at(-1)?.id)
  return (
    <div className="case-reopen">
      <label htmlFor={id}>{t('cases.reopenAt')}</label>
      <select id={id} className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {steps.map((step) => (
          <option key={step.id} value={step.id}>
            {say(step.label)}
          </option>
        ))}
      </select>
      <Link
        className="button"
        to="."
        search={(before) => ({ ...before, act: 'reopened', at: chosen })}
        replace
      >
        {t('cases.act.reopened')}
      </Link>
    </div>
  )
}
