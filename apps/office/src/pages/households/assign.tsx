import type { CatalogueFact } from '@lika/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Drawer, Select } from 'antd'
import { type FormEvent, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { DayField } from '../../parts/day-field.tsx'
import { useFacts } from '../../parts/facts.ts'
import { grouped } from '../../parts/numbers.ts'
import { factValueOf, valueFault } from '../../parts/record/check.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useRange, ValueField } from '../../parts/record/value-field.tsx'
import { useWords } from '../../words/index.ts'
import type { List } from './address.ts'
import { Assignments } from './assignments.tsx'
import { assignmentsQuery } from './queries.ts'
import type { Chosen } from './selection.ts'
import { Trouble } from './trouble.tsx'
import '../../parts/record/record.css'

type Wish = {
  readonly fact: string
  readonly value: string
  readonly observedOn: string
  readonly reason: string
}
type Body = Parameters<typeof api.previewAssignment>[0]['body']

/** One fact for all chosen households: first what it would change, then it is done in the background, and can be undone. */
export default function AssignDrawer(props: {
  readonly list: List
  readonly chosen: Chosen
  readonly onClose: () => void
}) {
  const { t } = useWords()
  const { chosen } = props
  return (
    <Drawer
      open
      size={520}
      title={t('households.assign')}
      onClose={props.onClose}
      closable={{ 'aria-label': t('record.close') }}
    >
      {chosen.count > 0 && <AssignForm {...props} />}
      <Assignments region={props.list.region} />
    </Drawer>
  )
}

function AssignForm({ list, chosen }: { readonly list: List; readonly chosen: Chosen }) {
  const { t } = useWords()
  const { session } = usePlace()
  const facts = useFacts()
  const client = useQueryClient()
  const [wish, setWish] = useState<Wish>({ fact: '', value: '', observedOn: session.today, reason: '' })
  const fact = facts.find(wish.fact, 'household')
  const body = fact && bodyOf(list, chosen, fact, wish)
  const fault = fact && wish.value !== '' ? valueFault(t, wish.value, fact) : undefined
  const isReady = body !== undefined && wish.value !== '' && fault === undefined
  const preview = useQuery({
    queryKey: ['previewAssignment', body],
    queryFn: ({ signal }) => api.previewAssignment({ body: body!, signal }),
    enabled: isReady,
    staleTime: 0,
    gcTime: 0,
  })
  const start = useMutation({
    mutationFn: (changed: number) =>
      api.startAssignment({ body: { ...body!, id: newRecordId(), reason: wish.reason.trim(), changed } }),
    onSuccess: () => {
      setWish((before) => ({ ...before, fact: '', value: '' }))
      chosen.clear()
      void client.invalidateQueries({ queryKey: assignmentsQuery(list.region).queryKey })
    },
    onError: () => void preview.refetch(),
  })
  const counts = isReady ? preview.data : undefined
  const isTooMany = counts !== undefined && counts.total > counts.most
  const canStart =
    counts !== undefined && counts.changed > 0 && !isTooMany && wish.reason.trim() !== '' && !start.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (canStart) start.mutate(counts.changed)
  }
  return (
    <form className="hh-assign" onSubmit={submit} noValidate>
      <p>{t('households.assignText', { n: grouped(chosen.count) })}</p>
      <FactField
        facts={facts.catalogue?.facts ?? []}
        value={wish.fact}
        onChange={(id) => setWish({ ...wish, fact: id, value: '' })}
      />
      {fact && (
        <Value fact={fact} wish={wish} fault={fault} onChange={(value) => setWish({ ...wish, value })} />
      )}
      <div className="hh-field">
        <label htmlFor="assign-day">{t('record.observedOn')}</label>
        <DayField
          id="assign-day"
          value={wish.observedOn}
          max={session.today}
          onChange={(observedOn) => setWish({ ...wish, observedOn })}
        />
      </div>
      <div className="hh-field">
        <label htmlFor="assign-reason">{t('households.assignReason')}</label>
        <textarea
          id="assign-reason"
          className="input"
          rows={2}
          maxLength={500}
          value={wish.reason}
          onChange={(event) => setWish({ ...wish, reason: event.target.value })}
        />
      </div>
      {isReady && preview.isFetching && <p className="quiet">{t('state.loading')}</p>}
      {counts && !preview.isFetching && <Counted counts={counts} fact={fact!} />}
      <Trouble error={preview.error ?? start.error} />
      <button type="submit" className="button button-primary" disabled={!canStart}>
        {counts ? t('households.assignStart', { n: grouped(counts.changed) }) : t('households.assign')}
      </button>
    </form>
  )
}

function bodyOf(list: List, chosen: Chosen, fact: CatalogueFact, wish: Wish): Body {
  const { region, asOf: _, ...filter } = list.filter
  const among = chosen.selection.kind === 'all' ? { filter } : { households: [...chosen.selection.ids] }
  const value = factValueOf({ value: wish.value, unknown: false }, fact)
  return { region, among, fact: fact.id, value, observedOn: wish.observedOn }
}

/** Facts that many can share: no amounts of a period, nothing that is worked out or one household's own. */
function FactField(props: {
  readonly facts: readonly CatalogueFact[]
  readonly value: string
  readonly onChange: (id: string) => void
}) {
  const { t, say } = useWords()
  const options = props.facts
    .filter(
      (fact) =>
        fact.subject === 'household' &&
        !fact.system &&
        !fact.flow &&
        fact.class !== 'sensitive' &&
        fact.class !== 'identifier',
    )
    .map((fact) => ({ value: fact.id, label: say(fact.label) }))
  return (
    <div className="hh-field">
      <label htmlFor="assign-fact">{t('record.fact')}</label>
      <Select
        id="assign-fact"
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: '100%' }}
        value={props.value || null}
        options={options}
        onChange={props.onChange}
      />
    </div>
  )
}

function Value(props: {
  readonly fact: CatalogueFact
  readonly wish: Wish
  readonly fault: string | undefined
  readonly onChange: (value: string) => void
}) {
  const { t } = useWords()
  const facts = useFacts()
  const range = useRange()
  const { fact, fault } = props
  return (
    <div className="hh-field">
      <label htmlFor="assign-value">{t('record.value')}</label>
      <ValueField
        id="assign-value"
        fact={fact}
        facts={facts}
        value={props.wish.value}
        disabled={false}
        fault={fault}
        onChange={props.onChange}
      />
      <p id="assign-value-hint" className={fault ? 'hh-trouble' : 'quiet'}>
        {fault ?? range(fact)}
      </p>
    </div>
  )
}

function Counted(props: {
  readonly counts: Awaited<ReturnType<typeof api.previewAssignment>>
  readonly fact: CatalogueFact
}) {
  const { t } = useWords()
  const facts = useFacts()
  const { counts, fact } = props
  if (counts.total > counts.most) {
    return (
      <p className="hh-trouble" role="alert">
        {t('households.assignTooMany', { total: grouped(counts.total), most: grouped(counts.most) })}
      </p>
    )
  }
  return (
    <div className="hh-counted" role="status">
      <p>
        {t('households.assignChanged', {
          changed: grouped(counts.changed),
          unchanged: grouped(counts.unchanged),
        })}
        {counts.notYet > 0 && t('households.assignNotYet', { n: grouped(counts.notYet) })}
      </p>
      {counts.values.length > 0 && (
        <table className="table">
          <caption className="unseen">{t('households.assignNow')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('households.assignNow')}</th>
              <th scope="col" className="number">
                {t('unit.household')}
              </th>
            </tr>
          </thead>
          <tbody>
            {counts.values.map(({ value, count }) => (
              <tr key={JSON.stringify(value)}>
                <td>{facts.show(fact, value)}</td>
                <td className="number">{grouped(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
