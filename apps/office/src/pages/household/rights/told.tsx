import type { PersonRights } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../../api/client.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { useStep } from './queries.ts'

const ways = ['paper', 'readAloud', 'posted'] as const

/** Which version of the notice the person was told, when and by whom. */
export function Told({ rights }: { readonly rights: PersonRights }) {
  const { t } = useWords()
  const { can } = usePlace()
  const [isOpen, setOpen] = useState(false)
  const { told, noticeInForce } = rights
  const isOld = noticeInForce !== null && told.every(({ version }) => version !== noticeInForce)
  return (
    <section className="panel" aria-label={t('rights.told')}>
      <div className="panel-head">
        <h2>{t('rights.told')}</h2>
        <Link className="push" to="/rights" search={{ tab: 'notice' }}>
          {t('rights.seeNotice')}
        </Link>
      </div>
      {told.length === 0 ? (
        <p className="quiet">{t('rights.toldNot')}</p>
      ) : (
        <ul className="rights-list">
          {told.map((each) => (
            <li key={each.id}>
              {t('rights.toldOf', {
                version: each.version,
                on: each.on,
                way: t(`rights.ways.${each.way}`),
                by: each.by,
              })}
              {each.note !== '' && <p className="quiet">{each.note}</p>}
            </li>
          ))}
        </ul>
      )}
      {noticeInForce === null ? (
        <p className="hint">{t('rights.noNotice')}</p>
      ) : (
        isOld && (
          <p>
            <span className="tag tag-warn">{t('rights.toldOld', { version: noticeInForce })}</span>
          </p>
        )
      )}
      {can('registry.record') && noticeInForce !== null && !isOpen && (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {t('rights.tell')}
        </button>
      )}
      {isOpen && noticeInForce !== null && (
        <Form personId={rights.personId} version={noticeInForce} close={() => setOpen(false)} />
      )}
    </section>
  )
}

function Form(props: { readonly personId: string; readonly version: number; readonly close: () => void }) {
  const { t } = useWords()
  const { session } = usePlace()
  const id = useId()
  const [stepId] = useState(() => newRecordId())
  const [way, setWay] = useState<(typeof ways)[number]>('paper')
  const [on, setOn] = useState(session.today)
  const [note, setNote] = useState('')
  const save = useStep(
    props.personId,
    () =>
      api.tellNotice({
        params: { id: props.personId },
        body: { id: stepId, version: props.version, way, on, ...(note.trim() ? { note: note.trim() } : {}) },
      }),
    props.close,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate(undefined)
  }
  return (
    <form className="record-form rights-form" aria-label={t('rights.tell')} onSubmit={submit}>
      <p>{t('rights.noticeVersion', { version: props.version, from: on })}</p>
      <div className="field">
        <label htmlFor={`${id}-way`}>{t('rights.way')}</label>
        <select
          id={`${id}-way`}
          className="input"
          value={way}
          onChange={(event) => setWay(ways.find((each) => each === event.target.value) ?? 'paper')}
        >
          {ways.map((each) => (
            <option key={each} value={each}>
              {t(`rights.ways.${each}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-on`}>{t('rights.on')}</label>
        <DayField id={`${id}-on`} value={on} max={session.today} onChange={setOn} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-note`}>{t('rights.note')}</label>
        <input
          id={`${id}-note`}
          className="input"
          maxLength={500}
          autoComplete="off"
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      {save.error && <Refusal error={save.error} />}
      <p className="record-actions">
        <button type="submit" className="button button-primary" disabled={save.isPending || on === ''}>
          {t('rights.save')}
        </button>
        <button type="button" className="button" onClick={props.close}>
          {t('rights.cancel')}
        </button>
      </p>
    </form>
  )
}
