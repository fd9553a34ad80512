import { useNavigate, useSearch } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { usePlace } from '../../app/place.ts'
import { useWords } from '../../words/index.ts'
import { ChangedView } from './changed-view.tsx'
import { emptyDraft, useDraft } from './draft.ts'
import { RecordForm, type Subject } from './form.tsx'
import { type Owner, useSaveRecord } from './save.ts'
import './record.css'

/** The form that records a fact, beside the page it is about; open while the address says `record`. */
export default function RecordDrawer(props: {
  readonly subjects: readonly Subject[]
  readonly owner: Owner
}) {
  const { t } = useWords()
  const { date, session, can } = usePlace()
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const close = () =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, record: undefined, subject: undefined }),
      replace: true,
    })
  const asked = search.record === 'new' ? '' : (search.record ?? '')
  return (
    <Drawer
      open
      title={t('record.title')}
      onClose={close}
      size={480}
      closable={{ 'aria-label': t('record.close') }}
      destroyOnHidden
    >
      {can('registry.record') ? (
        <Recording
          key={`${search.subject}/${asked}`}
          {...props}
          fact={asked}
          subject={search.subject ?? props.subjects[0]?.id ?? ''}
          date={date}
          today={session.today}
          close={close}
        />
      ) : (
        <p>{t('record.noPermission')}</p>
      )}
    </Drawer>
  )
}

function Recording(props: {
  readonly subjects: readonly Subject[]
  readonly owner: Owner
  readonly fact: string
  readonly subject: string
  readonly date: string
  readonly today: string
  readonly close: () => void
}) {
  const { t } = useWords()
  const { date, today } = props
  // Nobody has seen anything on a day that is still to come.
  const observedOn = [date, today].toSorted()[0] ?? today
  const fresh = (fact: string) => emptyDraft(props.subject, fact, observedOn)
  const { draft, change, reset, wasKept } = useDraft(props.subjects[0]?.id ?? '', fresh(props.fact))
  const save = useSaveRecord(props.owner, today)

  if (save.data) {
    return (
      <>
        <ChangedView changed={save.data} date={date} today={today} />
        <div className="record-actions">
          <button type="button" className="button button-primary" onClick={props.close}>
            {t('record.close')}
          </button>
          <button type="button" className="button" onClick={() => save.reset()}>
            {t('record.again')}
          </button>
        </div>
      </>
    )
  }
  return (
    <>
      {wasKept && (
        <p className="kept">
          {t('record.draft')}
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => reset(fresh(props.fact))}
          >
            {t('record.discard')}
          </button>
        </p>
      )}
      <RecordForm
        subjects={props.subjects}
        draft={draft}
        change={change}
        save={{
          ...save,
          // Saved: what was typed is no draft any more, and the next record gets an id of its own.
          mutate: (record) => save.mutate(record, { onSuccess: () => reset(fresh('')) }),
        }}
        today={today}
        cancel={props.close}
      />
    </>
  )
}
