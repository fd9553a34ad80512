import { type Import, routes } from '@lika/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { regionQuery } from '../../api/queries.ts'
import { usePlace } from '../../app/place.ts'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useWords } from '../../words/index.ts'
import { refusedText, SendingState, useFileSender } from './file-sender.tsx'
import { importQuery } from './queries.ts'
import { MOST_BYTES, sizeText } from './upload.ts'

const kinds = ['households', 'villages'] as const

/** What kind of sheet, into which region, which file. */
export function NewImport(props: { readonly file: File | undefined; readonly close: () => void }) {
  const { t } = useWords()
  const { region, date } = usePlace()
  const place = useQuery(regionQuery(region, date))
  const search = useSearch({ from: '/frame/imports' })
  const navigate = useNavigate({ from: '/imports' })
  const queryClient = useQueryClient()
  const kind = search.kind === 'villages' ? 'villages' : 'households'
  const [file, setFile] = useState(props.file)
  useEffect(() => setFile(props.file), [props.file])
  const field = useRef<HTMLInputElement>(null)
  const picker = useRef<HTMLButtonElement>(null)
  const sender = useFileSender((made: Import) => {
    queryClient.setQueryData(importQuery(made.id).queryKey, made)
    void navigate({ to: '/imports/$id', params: { id: made.id }, search: {} })
  })
  const choose = (chosen: FileList | null) => {
    const first = chosen?.[0]
    if (!first) return
    sender.say(refusedText(first, t))
    setFile(first)
  }
  const send = () => {
    if (!file) {
      sender.say(t('imports.upload.noFile'))
      picker.current?.focus()
      return
    }
    // The id is made here, once for each try of sending, so that a repeated request makes one import.
    void sender.send(routes.imports.uploadImport, { query: { id: newRecordId(), kind, region } }, file)
  }
  return (
    <form
      className="panel new-import"
      aria-labelledby="new-import"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className="panel-head">
        <h2 id="new-import">{t('imports.upload.title')}</h2>
        <button type="button" className="button button-quiet button-small push" onClick={props.close}>
          {t('imports.upload.close')}
        </button>
      </div>
      <div className="new-import-fields">
        <fieldset className="filter">
          <legend>{t('imports.kind')}</legend>
          <div className="toggles">
            {kinds.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="kind"
                  checked={kind === each}
                  onChange={() =>
                    void navigate({
                      search: (before) => ({ ...before, kind: each === 'households' ? undefined : each }),
                      replace: true,
                    })
                  }
                />
                {t(`imports.kinds.${each}`)}
              </label>
            ))}
          </div>
          <p className="hint">{t(`imports.kindHints.${kind}`)}</p>
        </fieldset>
        <div className="filter">
          <span>{t('imports.upload.region')}</span>
          <strong className="new-import-region">
            {region === 'all' ? t('region.all') : (place.data?.name ?? region)}
          </strong>
          <p className="hint">{t('imports.upload.regionText')}</p>
        </div>
        <div className="filter">
          <span>{t('imports.file')}</span>
          <input
            ref={field}
            id="import-file"
            className="unseen"
            type="file"
            accept=".xlsx,.csv"
            tabIndex={-1}
            aria-label={t('imports.file')}
            onChange={(event) => choose(event.target.files)}
          />
          <span className="file-choice">
            <button
              ref={picker}
              type="button"
              className="button"
              disabled={sender.sending !== undefined}
              onClick={() => field.current?.click()}
            >
              {t('imports.upload.pick')}
            </button>
            {file && t('imports.upload.chosen', { name: file.name, size: sizeText(file.size) })}
          </span>
          <p className="hint">
            {t('imports.upload.types', { most: sizeText(MOST_BYTES) })} {t('imports.dropHint')}
          </p>
        </div>
      </div>
      <SendingState sender={sender} />
      {!sender.sending && (
        <p className="record-actions">
          <button type="submit" className="button button-primary">
            {t('imports.upload.go')}
          </button>
        </p>
      )}
    </form>
  )
}
