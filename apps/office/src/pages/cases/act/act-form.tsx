import type { CaseItem, Named, ProcedureStep, Text } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { blockedBy } from './blocked.ts'
import { type ActDraft, actOf, emptyDraft, type Fault, type FormKind, faultsOf } from './draft.ts'
import { Fields } from './fields.tsx'
import { RefusedList } from './refused-list.tsx'
import { refusedOf, type Sent, useSendAct } from './send.ts'
import { pictureOf } from './strokes.ts'
import '../../../parts/filters.css'
import '../../../parts/record/record.css'
import './act.css'

export interface ActFormProps {
  readonly kind: FormKind
  readonly step: ProcedureStep
  /** One, or the list of a village. */
  readonly items: readonly CaseItem[]
  /** Outcomes, signers or attachments that are left to choose from. */
  readonly of: readonly string[]
  /** As whom it can be done. */
  readonly actors: readonly Named[]
  /** The objection that is answered, or the entry that is taken back. */
  readonly about?: string | undefined
  /** The last entry that the page knows of. */
  readonly after?: string | undefined
  readonly close: () => void
  readonly onSent: (sent: Sent) => void
  /** Takes refused cases out of the list. */
  readonly takeOut?: (ids: readonly string[]) => void
}

/** Fills in an act and does it, for one case or for a list; says what is missing before it is sent. */
export function ActForm(props: ActFormProps) {
  const { t } = useWords()
  const { session } = usePlace()
  const { kind, step, items, about } = props
  const id = useId()
  const [draft, setDraft] = useState<ActDraft>(() => emptyDraft(step, props.of, session.today))
  const [notice] = useState(newRecordId)
  const [actor, setActor] = useState(props.actors[0]?.id)
  const [showFaults, setShowFaults] = useState(false)
  const sendAct = useSendAct()
  const change = (changed: Partial<ActDraft>) => setDraft((before) => ({ ...before, ...changed }))
  const faults = faultsOf(kind, step, draft)
  const send = useMutation({
    mutationFn: async () => {
      const sent = draft.files.map(({ sha256 }) => sha256)
      const isDrawn = kind === 'signed' && draft.way === 'drawn' && draft.strokes.length > 0
      const drawn = isDrawn ? [await api.uploadCaseEvidence({ upload: await pictureOf(draft.strokes) })] : []
      const evidence = [...drawn.map(({ sha256 }) => sha256), ...sent]
      return sendAct.mutateAsync({
        act: actOf(kind, { step: step.id, of: about, notice }, draft, evidence),
        actor: signerAs(kind, step, draft) ?? (props.actors.length > 1 ? actor : undefined),
        cases: items.map((item) => ({ case: item.id, after: props.after })),
      })
    },
    onSuccess: props.onSent,
  })
  const refused = refusedOf(
    send.error,
    items.map((item) => item.id),
  )
  const outcome = step.outcomes.find((each) => each.id === draft.outcome)
  const known = items.flatMap((item) => {
    const why = blockedBy(kind, step.id, outcome?.forward ?? false, item)
    return why ? [[item.id, why] as const] : []
  })
  const blocked: ReadonlyMap<string, Text> = new Map([...known, ...refused])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setShowFaults(true)
    if (faults.size === 0 && !send.isPending) send.mutate()
  }
  const fault = (which: Fault): ReactNode =>
    showFaults &&
    faults.has(which) && (
      <p className="fault" role="alert">
        {t(`cases.fault.${which}`, { days: step.notice?.days ?? 1 })}
      </p>
    )
  const isList = items.length > 1
  return (
    <form className="record-form act-form" onSubmit={submit} noValidate aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        {t(isList ? 'cases.doForMany' : 'cases.doForOne', {
          act: t(`cases.act.${kind}`),
          count: items.length,
        })}
      </h3>
      {props.actors.length > 1 && (
        <div className="field">
          <label htmlFor={`${id}-actor`}>{t('cases.asWhom')}</label>
          <ActorSelect id={`${id}-actor`} actors={props.actors} value={actor} onChange={setActor} />
        </div>
      )}
      <Fields
        kind={kind}
        step={step}
        of={props.of}
        draft={draft}
        change={change}
        fault={fault}
        cases={items.map((item) => item.id)}
      />
      {(isList || refused.size > 0) && blocked.size > 0 && (
        <RefusedList items={items} refused={blocked} takeOut={isList ? props.takeOut : undefined} />
      )}
      {send.error && refused.size === 0 && <Refusal error={send.error} />}
      <div className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={send.isPending || (isList && blocked.size > 0)}
        >
          {send.isPending
            ? t('cases.sending')
            : t(isList ? 'cases.sendMany' : 'cases.sendOne', {
                act: t(`cases.act.${kind}`),
                count: items.length,
              })}
        </button>
        <button type="button" className="button button-quiet" onClick={props.close}>
          {t('record.cancel')}
        </button>
      </div>
    </form>
  )
}

/** An account signs for itself alone: as the actor whose signature it is; the household's is its head's. */
function signerAs(kind: FormKind, step: ProcedureStep, { way, signer }: ActDraft): string | undefined {
  if (kind !== 'signed' || way !== 'account') return undefined
  const own = signer === 'head' ? 'household' : signer
  return step.actors.find(({ id }) => id === own)?.id
}

export function ActorSelect(props: {
  readonly id: string
  readonly actors: readonly Named[]
  readonly value: string | undefined
  readonly onChange: (actor: string) => void
}) {
  const { say } = useWords()
  return (
    <select
      id={props.id}
      className="input act-select"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {props.actors.map(({ id, label }) => (
        <option key={id} value={id}>
          {say(label)}
        </option>
      ))}
    </select>
  )
}
