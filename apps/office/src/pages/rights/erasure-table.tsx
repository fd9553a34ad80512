import type { Erasure } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { instantText } from '../../parts/instant.ts'
import { useWords } from '../../words/index.ts'
import { ReasonForm } from '../access/reason-form.tsx'
import '../access/access.css'

export function ErasureTable(props: {
  readonly rows: readonly Erasure[]
  readonly chosen: ReadonlySet<string>
  readonly choose: (chosen: ReadonlySet<string>) => void
}) {
  const { t } = useWords()
  const { can } = usePlace()
  const { rows, chosen, choose } = props
  const open = rows.filter(({ maySign }) => maySign).map(({ id }) => id)
  const isAll = open.length > 0 && open.every((id) => chosen.has(id))
  const maySign = can('retention.sign')
  return (
    <div className="table-scroll">
      <table className="table">
        <caption className="unseen">{t('rights.erasures')}</caption>
        <thead>
          <tr>
            {maySign && (
              <th scope="col" className="narrow">
                <input
                  type="checkbox"
                  aria-label={t('rights.signAll', { n: open.length })}
                  disabled={open.length === 0}
                  checked={isAll}
                  onChange={() => choose(new Set(isAll ? [] : open))}
                />
              </th>
            )}
            <th scope="col">{t('rights.household')}</th>
            <th scope="col">{t('rights.what')}</th>
            <th scope="col">{t('rights.place')}</th>
            <th scope="col">{t('rights.because')}</th>
            <th scope="col">{t('rights.ended')}</th>
            <th scope="col">{t('rights.due')}</th>
            <th scope="col">{t('rights.stateLabel')}</th>
            <th scope="col">{t('rights.signatures')}</th>
            {maySign && <th scope="col">{t('rights.act')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              maySign={maySign}
              isChosen={chosen.has(row.id)}
              toggle={() =>
                choose(
                  new Set(
                    chosen.has(row.id) ? [...chosen].filter((id) => id !== row.id) : [...chosen, row.id],
                  ),
                )
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row(props: {
  readonly row: Erasure
  readonly maySign: boolean
  readonly isChosen: boolean
  readonly toggle: () => void
}) {
  const { t } = useWords()
  const { row } = props
  const [isOpen, setOpen] = useState(false)
  const number = row.householdNumber ?? '—'
  return (
    <>
      <tr className={row.state === 'done' ? 'is-over' : undefined}>
        {props.maySign && (
          <td className="narrow">
            {row.maySign && (
              <input
                type="checkbox"
                aria-label={t('rights.signOne', { number })}
                checked={props.isChosen}
                onChange={props.toggle}
              />
            )}
          </td>
        )}
        <th scope="row" className="figure">
          {number}
        </th>
        <td className="nowrap">{t(`rights.whats.${row.subjectKind}`)}</td>
        <td className="rights-place">{row.region.map(({ name }) => name).join(' ')}</td>
        <td className="nowrap">{t(`rights.becauses.${row.because}`)}</td>
        <td className="figure nowrap">{row.endedOn}</td>
        <td className="figure nowrap">{row.dueOn}</td>
        <td className="nowrap">
          <span className={row.state === 'held' ? 'tag tag-warn' : 'tag'}>
            {t(`rights.states.${row.state}`)}
          </span>
        </td>
        <td>
          <Signatures row={row} />
        </td>
        {props.maySign && (
          <td className="nowrap">
            {row.state !== 'done' && (
              <button type="button" className="button button-small" onClick={() => setOpen(true)}>
                {t(row.state === 'held' ? 'rights.release' : 'rights.hold')}
                <span className="unseen"> {number}</span>
              </button>
            )}
          </td>
        )}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={10}>
            <Hold row={row} number={number} close={() => setOpen(false)} />
          </td>
        </tr>
      )}
    </>
  )
}

function Signatures({ row }: { readonly row: Erasure }) {
  const { t } = useWords()
  if (row.held)
    return (
      <span>
        {row.held.because} <span className="quiet">{row.held.by}</span>
      </span>
    )
  const signed = [row.first, row.second].filter((each) => each !== null)
  return (
    <span>
      {signed.map(({ by, at }) => (
        <span key={by} className="rights-signature">
          {by} <span className="quiet figure">{instantText(at).slice(0, 10)}</span>
        </span>
      ))}
      {row.rows !== null && <span className="quiet">{t('rights.rows', { n: row.rows })}</span>}
    </span>
  )
}

function Hold(props: { readonly row: Erasure; readonly number: string; readonly close: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const { row, number, close } = props
  const isHeld = row.state === 'held'
  const change = useMutation({
    mutationFn: (because: string) => {
      const asked = { params: { id: row.id }, body: { because } }
      return isHeld ? api.releaseErasure(asked) : api.holdErasure(asked)
    },
    onSuccess: () => {
      close()
      void client.invalidateQueries({ queryKey: ['listErasures'] })
    },
  })
  return (
    <ReasonForm
      title={t(isHeld ? 'rights.releaseOf' : 'rights.holdOf', { number })}
      text=""
      isPending={change.isPending}
      error={change.error}
      act={({ reason }) => change.mutate(reason)}
      close={close}
    />
  )
}
