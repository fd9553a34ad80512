import { type Import, routes, urlOf } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { workBegan } from '../../parts/work/queries.ts'
import { useWords } from '../../words/index.ts'
import { SendingState, useFileSender } from './file-sender.tsx'
import { importQuery } from './queries.ts'
import { Refusal } from './refusal.tsx'
import { saveFile } from './upload.ts'

/** The sheet of errors out, and the repaired one in. */
export function SheetPanel({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const sender = useFileSender((after) => {
    queryClient.setQueryData(importQuery(given.id).queryKey, after)
    void workBegan(queryClient)
  })
  return (
    <section className="panel sheet-panel" aria-labelledby="sheet-panel">
      <h2 id="sheet-panel">{t('imports.sheet.title')}</h2>
      <p className="quiet">{t('imports.sheet.text')}</p>
      <SheetDownloads given={given} />
      <input
        ref={field}
        className="unseen"
        type="file"
        accept=".xlsx,.csv"
        tabIndex={-1}
        aria-label={t('imports.sheet.replace')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          // The same file may be chosen again after it was corrected.
          event.target.value = ''
          if (file) void sender.send(routes.imports.replaceImportFile, { params: { id: given.id } }, file)
        }}
      />
      <p>
        <button
          type="button"
          className="button"
          disabled={sender.sending !== undefined}
          onClick={() => field.current?.click()}
        >
          {t('imports.sheet.replace')}
        </button>
      </p>
      <SendingState sender={sender} />
      <p className="hint">{t('imports.sheet.replaceText')}</p>
    </section>
  )
}

export function SheetDownloads({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const download = useMutation({
    mutationFn: (only: 'problems' | undefined) =>
      saveFile(
        urlOf(routes.imports.downloadImportReport, {
          params: { id: given.id },
          query: only ? { only } : {},
        }),
      ),
  })
  return (
    <>
      <p className="sheet-downloads">
        <button
          type="button"
          className="button"
          disabled={download.isPending}
          onClick={() => download.mutate('problems')}
        >
          {t('imports.sheet.only')}
        </button>
        <button
          type="button"
          className="button"
          disabled={download.isPending}
          onClick={() => download.mutate(undefined)}
        >
          {t('imports.sheet.whole')}
        </button>
      </p>
      <Refusal error={download.error} />
    </>
  )
}
