import type { AccountImport, AccountRowCells, AccountRowsCheck } from '@lika/contract'
import { routes, urlOf } from '@lika/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { useKept } from '../../parts/kept.ts'
import { Loading } from '../../parts/loading.tsx'
import { ProblemNotice } from '../../parts/problem.tsx'
import { newRecordId } from '../../parts/record/record-id.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { DropZone } from '../imports/drop-zone.tsx'
import { refusedText } from '../imports/file-sender.tsx'
import { Refusal } from '../imports/refusal.tsx'
import { saveBlob, saveFile } from '../imports/upload.ts'
import { ImportMade, PastImports } from './import-made.tsx'
import { ImportRows } from './import-rows.tsx'
import { accountCheckQuery, useAccessChange } from './queries.ts'
import { TextField } from './text-field.tsx'
import '../imports/imports.css'
import '../../parts/record/record.css'
import './access.css'

interface Sheet {
  readonly id: string
  readonly fileName: string
  readonly rows: readonly AccountRowCells[]
  readonly unread: readonly string[]
  readonly reason: string
  readonly leaveOut: boolean
}

const noSheet: Sheet = { id: '', fileName: '', rows: [], unread: [], reason: '', leaveOut: false }
const isRead = ({ rows }: Sheet) => rows.length > 0

/** Accounts for many: a sheet is read, looked at row by row, and made whole. Until then it lies in this window alone. */
export function ImportAccountsPage() {
  const { t } = useWords()
  const kept = useKept('account-import', noSheet, isRead)
  const [made, setMade] = useState<AccountImport>()
  useTitle(t('batch.title'))
  const sheet = kept.value
  return (
    <>
      <div className="page-head">
        <Link to="/access" search={{}}>
          {t('account.back')}
        </Link>
        <h1>{t('batch.title')}</h1>
      </div>
      {made && <ImportMade given={made} />}
      {isRead(sheet) ? (
        <Checking
          sheet={sheet}
          change={(changed) => kept.set((before) => ({ ...before, ...changed }))}
          leave={kept.clear}
          onMade={(given) => {
            kept.clear()
            setMade(given)
          }}
        />
      ) : (
        !made && <Reading onRead={(read) => kept.set({ ...noSheet, ...read, id: newRecordId() })} />
      )}
      <PastImports but={made?.id} />
    </>
  )
}

type Read = Awaited<ReturnType<typeof api.readAccountSheet>>

function Reading({ onRead }: { readonly onRead: (read: Read) => void }) {
  const { t } = useWords()
  const { session } = usePlace()
  const id = useId()
  const [said, setSaid] = useState<string>()
  const template = useMutation({
    mutationFn: () =>
      saveFile(
        urlOf(routes.administration.getAccountTemplate, { query: { region: session.account.region.code } }),
      ),
  })
  const read = useMutation({
    mutationFn: (file: File) => api.readAccountSheet({ upload: file }),
    onSuccess: onRead,
  })
  const take = (file: File | undefined) => {
    if (!file) return
    const refused = refusedText(file, t)
    setSaid(refused)
    if (refused === undefined) read.mutate(file)
  }
  return (
    <DropZone disabled={read.isPending} onFile={take}>
      <section className="panel record-form batch" aria-labelledby={`${id}-how`}>
        <h2 id={`${id}-how`}>{t('batch.how')}</h2>
        <ol className="batch-steps">
          <li>{t('batch.step1')}</li>
          <li>{t('batch.step2')}</li>
          <li>{t('batch.step3')}</li>
        </ol>
        <p className="acts">
          <button
            type="button"
            className="button"
            disabled={template.isPending}
            onClick={() => template.mutate()}
          >
            {t('batch.template')}
          </button>
        </p>
        <Refusal error={template.error} />
        <div className="field">
          <label htmlFor={`${id}-file`}>{t('batch.file')}</label>
          <input
            id={`${id}-file`}
            className="input"
            type="file"
            accept=".xlsx,.csv,.txt"
            disabled={read.isPending}
            onChange={(event) => take(event.target.files?.[0])}
          />
          <p className="hint">{t('batch.fileHint')}</p>
        </div>
        {read.isPending && <p role="status">{t('batch.reading')}</p>}
        {said && (
          <p className="fault" role="alert">
            {said}
          </p>
        )}
        <Refusal error={read.error} />
      </section>
    </DropZone>
  )
}

function Checking(props: {
  readonly sheet: Sheet
  readonly change: (changed: Partial<Sheet>) => void
  readonly leave: () => void
  readonly onMade: (given: AccountImport) => void
}) {
  const { t } = useWords()
  const { session } = usePlace()
  const { sheet } = props
  const region = session.account.region.code
  const query = useQuery(accountCheckQuery(sheet.id, region, sheet.rows))
  const check = query.data
  return (
    <>
      <div className="panel record-form batch">
        <div className="panel-head">
          <h2>{sheet.fileName}</h2>
          <button type="button" className="button push" onClick={props.leave}>
            {t('batch.other')}
          </button>
        </div>
        {sheet.unread.length > 0 && (
          <p className="hint">{t('batch.unread', { names: sheet.unread.join(t('app.comma')) })}</p>
        )}
        {query.error && !check && <ProblemNotice error={query.error} retry={() => void query.refetch()} />}
        {query.isPending && <Loading lines={3} />}
        {check && <Making {...props} check={check} region={region} />}
      </div>
      {check && <ImportRows rows={sheet.rows} checked={check.rows} />}
    </>
  )
}

function Making(props: {
  readonly sheet: Sheet
  readonly check: AccountRowsCheck
  readonly region: string
  readonly change: (changed: Partial<Sheet>) => void
  readonly onMade: (given: AccountImport) => void
}) {
  const { t } = useWords()
  const id = useId()
  const { sheet, check, region } = props
  const make = useAccessChange((rows: AccountRowCells[]) =>
    api.importAccounts({
      body: { id: sheet.id, region, fileName: sheet.fileName, reason: sheet.reason.trim(), rows },
    }),
  )
  const report = useMutation({
    mutationFn: async () => {
      const file = await api.reportAccountRows({ body: { region, rows: [...sheet.rows] } })
      saveBlob(file, t('batch.reportName'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const rows = sheet.rows.filter((_, index) => check.rows[index]?.outcome === 'ready')
    make.mutate(rows, { onSuccess: props.onMade })
  }
  const isHeld = check.accounts === 0 || (check.wrong > 0 && !sheet.leaveOut)
  return (
    <form className="record-form" onSubmit={submit}>
      <p role="status">
        {t('batch.would', { accounts: check.accounts, grants: check.grants })}
        {check.newUnits > 0 && t('batch.newUnits', { count: check.newUnits })}
        {check.wrong > 0 && (
          <strong className="has-errors">{t('batch.wrong', { count: check.wrong })}</strong>
        )}
        {check.warnings > 0 && t('batch.warnings', { count: check.warnings })}
      </p>
      {check.wrong > 0 && (
        <>
          <p className="acts">
            <button
              type="button"
              className="button"
              disabled={report.isPending}
              onClick={() => report.mutate()}
            >
              {t('batch.report')}
            </button>
          </p>
          <Refusal error={report.error} />
          {check.accounts > 0 && (
            <label className="check">
              <input
                type="checkbox"
                checked={sheet.leaveOut}
                onChange={(event) => props.change({ leaveOut: event.target.checked })}
              />
              {t('batch.leaveOut', { count: check.wrong })}
            </label>
          )}
        </>
      )}
      <TextField
        id={`${id}-reason`}
        label={t('account.make.reason')}
        value={sheet.reason}
        minLength={2}
        maxLength={500}
        placeholder={t('batch.reasonHint')}
        onChange={(reason) => props.change({ reason })}
      />
      <Refusal error={make.error} />
      <p className="record-actions">
        <button
          type="submit"
          className="button button-primary"
          disabled={make.isPending || isHeld || sheet.reason.trim().length < 2}
        >
          {make.isPending ? t('account.working') : t('batch.make', { count: check.accounts })}
        </button>
      </p>
    </form>
  )
}
