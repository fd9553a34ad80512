import { type LeadList, routes } from '@lika/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { regionQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { DayField } from '../../../parts/day-field.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { refresh } from '../../cases/act/send.ts'
import { refusedText, SendingState, useFileSender } from '../../imports/file-sender.tsx'
import { saveBlob, sizeText } from '../../imports/upload.ts'
import { useLeadKinds } from '../kind.tsx'
import { leadKindsQuery, leadUnitsQuery } from '../queries.ts'

/** Which kind of list, of which day and unit, and the sheet. What was chosen lies in the address. */
export function Upload(props: { readonly file: File | undefined; readonly close: () => void }) {
  const { t, say } = useWords()
  const { region, session } = usePlace()
  const address = useSearch({ from: '/frame/leads/lists' })
  const navigate = useNavigate({ from: '/leads/lists' })
  const queries = useQueryClient()
  const kinds = useQuery(leadKindsQuery())
  const { all } = useLeadKinds()
  const units = useQuery(leadUnitsQuery(region))
  const kind = all.find(({ id }) => id === address.kind) ?? all[0]
  const [day, setDay] = useState(address.day ?? session.today)
  const [file, setFile] = useState(props.file)
  useEffect(() => setFile(props.file), [props.file])
  const field = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLButtonElement>(null)
  const most = kinds.data?.mostBytes
  const isPlaced = region !== 'all' && region.length >= 6
  // The same over every try of sending the same, so that no try makes a second list.
  const attempt = useRef({ of: '', id: '' })
  const change = (changed: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const sender = useFileSender<LeadList>((made) => {
    void refresh(queries)
    void navigate({
      to: '/leads/lists/$id',
      params: { id: made.id },
      search: made.figures.unreadable > 0 ? { rows: 'unreadable' } : {},
    })
  }, most)
  const choose = (chosen: FileList | null) => {
    const first = chosen?.[0]
    if (!first) return
    sender.say(refusedText(first, t, most))
    setFile(first)
  }
  const send = () => {
    if (!kind || !isPlaced) return
    if (day === '' || day > session.today) return sender.say(t('leads.uploadDayNeeded'))
    if (!file) {
      sender.say(t('leads.uploadNoFile'))
      return picker.current?.focus()
    }
    const query = { region, kind: kind.id, heardOn: day, ...(address.unit ? { unit: address.unit } : {}) }
    const of = JSON.stringify([query, file.name, file.size, file.lastModified])
    if (attempt.current.of !== of) attempt.current = { of, id: newRecordId() }
    void sender.send(routes.leads.uploadLeadList, { query: { id: attempt.current.id, ...query } }, file)
  }
  return (
    <form
      className="panel list-upload"
      aria-labelledby="list-upload"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="panel-head">
        <h2 id="list-upload">{t('leads.upload')}</h2>
        <button type="button" className="button button-quiet button-small push" onClick={props.close}>
          {t('leads.uploadClose')}
        </button>
      </div>
      <div className="list-upload-fields">
        <fieldset className="filter is-whole">
          <legend>{t('leads.uploadKind')}</legend>
          <div className="toggles">
            {all.map((each) => (
              <label key={each.id}>
                <input
                  type="radio"
                  name="list-kind"
                  checked={kind?.id === each.id}
                  onChange={() => change({ kind: each.id })}
                />
                {say(each.label)}
              </label>
            ))}
          </div>
          {kind && (
            <p className="hint">
              {say(kind.note)}{' '}
              {!kind.confirmed && (
                <span className="tag" title={t('leads.unconfirmedHint')}>
                  {t('leads.unconfirmed')}
                </span>
              )}
            </p>
          )}
        </fieldset>
        <div className="filter">
          <label htmlFor="list-unit">{t('leads.uploadUnit')}</label>
          <select
            id="list-unit"
            className="input"
            value={address.unit ?? ''}
            onChange={(event) => change({ unit: event.target.value || undefined })}
          >
            <option value="">{t('leads.uploadUnitNone')}</option>
            {(units.data?.items ?? []).map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div className="filter">
          <label htmlFor="list-day">{t('leads.uploadDay')}</label>
          <DayField
            id="list-day"
            aria-describedby="list-day-hint"
            value={day}
            max={session.today}
            onChange={(next) => {
              setDay(next)
              change({ day: next })
            }}
          />
          <p id="list-day-hint" className="hint">
            {t('leads.uploadDayHint')}
          </p>
        </div>
        <Place isPlaced={isPlaced} />
        <div className="filter">
          <span>{t('leads.uploadFile')}</span>
          <input
            ref={field}
            className="unseen"
            type="file"
            accept=".xlsx,.csv"
            tabIndex={-1}
            aria-label={t('leads.uploadFile')}
            onChange={(event) => choose(event.target.files)}
          />
          <span className="list-file">
            <button
              ref={picker}
              type="button"
              className="button"
              disabled={sender.sending !== undefined}
              onClick={() => field.current?.click()}
            >
              {t('leads.uploadPick')}
            </button>
            {file && t('imports.upload.chosen', { name: file.name, size: sizeText(file.size) })}
          </span>
          {kinds.data && (
            <p className="hint">
              {t('leads.uploadTypes', {
                rows: grouped(kinds.data.mostRows),
                size: sizeText(kinds.data.mostBytes),
              })}
            </p>
          )}
        </div>
      </div>
      <Columns />
      <SendingState sender={sender} />
      {!sender.sending && (
        <p className="record-actions">
          <button type="submit" className="button button-primary" disabled={!isPlaced || !kind}>
            {t('leads.uploadGo')}
          </button>
        </p>
      )}
    </form>
  )
}

function Place({ isPlaced }: { readonly isPlaced: boolean }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const place = useQuery({ ...regionQuery(region, date), enabled: region !== 'all' })
  return (
    <div className="filter">
      <span>{t('leads.uploadRegion')}</span>
      <strong className="new-import-region">
        {region === 'all' ? t('region.all') : (place.data?.name ?? region)}
      </strong>
      {isPlaced ? (
        <p className="hint">{t('leads.uploadRegionHint')}</p>
      ) : (
        <p className="fault" role="alert">
          {t('leads.uploadNeedsCounty')}
        </p>
      )}
    </div>
  )
}

/** What a sheet may have, and an empty one to begin with. */
function Columns() {
  const { t, say } = useWords()
  const { data } = useQuery(leadKindsQuery())
  if (!data) return null
  const save = () => {
    // A spreadsheet takes a .csv for Chinese only when it begins with a mark.
    const text = `\uFEFF${data.columns.map(({ header }) => header).join(',')}\r\n`
    saveBlob(new Blob([text], { type: 'text/csv' }), `${t('leads.listsTitle')}.csv`)
  }
  return (
    <details className="list-columns">
      <summary>{t('leads.columns')}</summary>
      <p className="quiet prose">{t('leads.columnsText')}</p>
      <div className="table-scroll">
        <table className="table">
          <caption className="unseen">{t('leads.columns')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('leads.column')}</th>
              <th scope="col">{t('leads.columnAlso')}</th>
              <th scope="col">{t('leads.columnNote')}</th>
            </tr>
          </thead>
          <tbody>
            {data.columns.map(({ key, header, synonyms, note }) => (
              <tr key={key}>
                <th scope="row">{header}</th>
                <td className="quiet">{synonyms.join(t('app.comma'))}</td>
                <td>{say(note)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" className="button button-small" onClick={save}>
        {t('leads.template')}
      </button>
    </details>
  )
}
