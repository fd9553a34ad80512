import { useMutation } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { api } from '../../../api/client.ts'
import { grouped } from '../../../parts/numbers.ts'
import { type T, useWords } from '../../../words/index.ts'
import { Refusal } from '../../imports/refusal.tsx'
import { sizeText } from '../../imports/upload.ts'

export const MOST_BYTES = 20 * 2 ** 20
export const MOST_CHARACTERS = 2_000_000

/** What is going to be filed: the words, and the file that they came from. */
export type Source = { readonly text: string; readonly fileName: string | undefined }
export const noSource: Source = { text: '', fileName: undefined }

/** Text that is pasted, or taken out of a file that is chosen or dropped; it can be looked at before it is filed. */
export function TextSource(props: {
  readonly value: Source
  readonly dropped: File | undefined
  readonly fault: string | undefined
  readonly onChange: (source: Source) => void
}) {
  const { t } = useWords()
  const id = useId()
  const { value, fault } = props
  const field = useRef<HTMLInputElement>(null)
  const open = useMutation({
    mutationFn: async (file: File) => {
      const refused = refusedText(file, t)
      if (refused !== undefined) return { refused }
      return { read: await api.readPlanFile({ upload: file }) }
    },
    onSuccess: ({ read }) => {
      if (read) props.onChange({ text: read.text, fileName: read.fileName.slice(0, 200) })
    },
  })
  const { mutate } = open
  useEffect(() => {
    if (props.dropped) mutate(props.dropped)
  }, [props.dropped, mutate])
  const said = open.data?.refused ?? fault
  return (
    <div className="text-source">
      <div className="field">
        <label htmlFor={id}>{t('plans.file.text')}</label>
        <span className="file-choice">
          <input
            ref={field}
            className="unseen"
            type="file"
            accept=".txt,.html,.htm,.docx"
            tabIndex={-1}
            aria-label={t('plans.file.pick')}
            onChange={(event) => {
              const [chosen] = event.target.files ?? []
              if (chosen) open.mutate(chosen)
              event.target.value = ''
            }}
          />
          <button
            type="button"
            className="button"
            disabled={open.isPending}
            onClick={() => field.current?.click()}
          >
            {t('plans.file.pick')}
          </button>
          <span className="hint">{t('plans.file.types', { most: sizeText(MOST_BYTES) })}</span>
        </span>
        {open.isPending && (
          <p role="status" className="opening">
            <progress
              className="work-bar"
              aria-label={t('plans.file.opening', { name: open.variables.name })}
            />
            {t('plans.file.opening', { name: open.variables.name })}
          </p>
        )}
        <textarea
          id={id}
          className="input source-text"
          rows={12}
          value={value.text}
          placeholder={t('plans.file.textHint')}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-said`}
          spellCheck={false}
          onChange={(event) => {
            open.reset()
            props.onChange({ ...value, text: event.target.value })
          }}
        />
        <p id={`${id}-said`} className="hint">
          {t('plans.file.count', { figure: grouped(value.text.length) })}
          {value.fileName !== undefined && ` · ${t('plans.file.fromFile', { name: value.fileName })}`}
        </p>
      </div>
      {said && (
        <p className="fault" role="alert">
          {said}
        </p>
      )}
      <Refusal error={open.error} />
    </div>
  )
}

/** What can be said of a file before it is sent: each refusal names the way out. */
function refusedText(file: File, t: T): string | undefined {
  const { name, size } = file
  if (/\.(doc|wps)$/i.test(name)) return t('plans.file.oldWord', { name })
  if (/\.pdf$/i.test(name)) return t('plans.file.pdf', { name })
  if (!/\.(txt|html?|docx)$/i.test(name)) return t('plans.file.wrongType', { name })
  if (size === 0) return t('plans.file.empty', { name })
  if (size > MOST_BYTES) {
    return t('plans.file.tooLarge', { name, size: sizeText(size), most: sizeText(MOST_BYTES) })
  }
  return undefined
}

/** Why a text cannot be filed yet. */
export function sourceFault(text: string, t: T): string | undefined {
  if (text.trim() === '') return t('plans.file.noText')
  if (text.length > MOST_CHARACTERS) return t('plans.file.tooLong', { figure: grouped(text.length) })
  return undefined
}
