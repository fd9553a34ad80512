import { EVIDENCE_MAX_BYTES, type EvidenceFile } from '@lika/contract'
import { useMutation } from '@tanstack/react-query'
import { useId } from 'react'
import { api } from '../../api/client.ts'
import { useWords } from '../../words/index.ts'
import { Refusal } from '../record/refusal.tsx'
import { sizeText } from './evidence.tsx'
import './evidence.css'

/** Takes photos and documents for a record. They are sent at once and named by the record when it is saved. */
export function EvidenceField(props: {
  readonly files: readonly EvidenceFile[]
  readonly onChange: (files: readonly EvidenceFile[]) => void
  /** Where it is sent to: with the evidence of records, if nothing else is said. */
  readonly upload?: (file: File) => Promise<EvidenceFile>
}) {
  const { t } = useWords()
  const id = useId()
  const { files, upload = (file: File) => api.uploadEvidence({ upload: file }) } = props
  const send = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const sent: EvidenceFile[] = []
      for (const file of chosen) sent.push(await upload(file))
      return sent
    },
    onSuccess: (sent) => {
      const known = new Set(files.map(({ sha256 }) => sha256))
      props.onChange([...files, ...sent.filter(({ sha256 }) => !known.has(sha256))])
    },
  })
  return (
    <div className="field">
      <span id={`${id}-title`} className="field-title">
        {t('evidence.title')}
      </span>
      <input
        id={id}
        type="file"
        multiple
        className="unseen evidence-input"
        aria-labelledby={`${id}-title`}
        accept="image/jpeg,image/png,image/webp,application/pdf"
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          if (chosen.length > 0) send.mutate(chosen)
          event.target.value = ''
        }}
      />
      <label htmlFor={id} className="button evidence-button">
        {t('evidence.choose')}
      </label>
      <p id={`${id}-hint`} className="hint">
        {t('evidence.hint', { most: sizeText(EVIDENCE_MAX_BYTES) })}
      </p>
      {send.isPending && <p role="status">{t('evidence.sending')}</p>}
      {send.error && <Refusal error={send.error} />}
      {files.length > 0 && (
        <ul className="evidence-chosen">
          {files.map((file) => (
            <li key={file.sha256}>
              {file.name} <span className="quiet figure">{sizeText(file.bytes)}</span>
              <button
                type="button"
                className="button button-quiet button-small"
                aria-label={t('evidence.leaveOut', { name: file.name })}
                onClick={() => props.onChange(files.filter(({ sha256 }) => sha256 !== file.sha256))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
