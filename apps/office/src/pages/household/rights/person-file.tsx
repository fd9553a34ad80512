import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'
import { saveFile } from '../../imports/upload.ts'

/** The person's copy of everything that is recorded: whoever makes it says what for, and shows a fresh factor. */
export function PersonFile({ id }: { readonly id: string }) {
  const { t } = useWords()
  const field = useId()
  const [purpose, setPurpose] = useState('')
  const save = useMutation({
    mutationFn: () => saveFile(`/api/persons/${id}/file`, { purpose: purpose.trim() }),
    onSuccess: () => setPurpose(''),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <section className="panel" aria-label={t('rights.file')}>
      <div className="panel-head">
        <h2>{t('rights.file')}</h2>
      </div>
      <p className="quiet prose">{t('rights.fileText')}</p>
      <form className="rights-file" onSubmit={submit}>
        <label htmlFor={field}>{t('rights.purpose')}</label>
        <input
          id={field}
          className="input"
          minLength={2}
          maxLength={200}
          autoComplete="off"
          placeholder={t('rights.purposeExample')}
          value={purpose}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <button type="submit" className="button" disabled={save.isPending || purpose.trim().length < 2}>
          {t('rights.fileTake')}
        </button>
      </form>
      {save.error && <Refusal error={save.error} />}
      {save.isSuccess && <p role="status">{t('rights.fileDone')}</p>}
    </section>
  )
}
