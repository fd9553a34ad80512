import type { Import } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { api } from '../../api/client.ts'
import { usePlace } from '../../app/place.ts'
import { Fetched } from '../../parts/fetched.tsx'
import { EnterAgain } from '../../parts/problem.tsx'
import { useTitle } from '../../parts/title.ts'
import { WorkProgress } from '../../parts/work/progress.tsx'
import { isSignedOut } from '../../parts/work/queries.ts'
import { useWords } from '../../words/index.ts'
import { ImportStateTag } from './imports.tsx'
import { MappingStep } from './mapping.tsx'
import { PreviewStep } from './preview.tsx'
import { importQuery, isWorking, useChange } from './queries.ts'
import { Refusal, timeText } from './refusal.tsx'
import { ResultStep } from './result.tsx'
import { StepLine } from './step-line.tsx'
import '../../parts/filters.css'
import '../../parts/record/record.css'
import './imports.css'
import './one-import.css'

/** One import, at the step where it stands. */
export function ImportPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/imports/$id' })
  const query = useQuery(importQuery(id))
  useTitle(query.data?.fileName ?? t('imports.oneTitle'))
  return (
    <Fetched query={query} lines={12}>
      {(given) => (
        <>
          {query.error && <LostTouch error={query.error} />}
          <OneImport given={given} />
        </>
      )}
    </Fetched>
  )
}

/** What the page shows may be old: the server cannot be asked at the moment. */
function LostTouch({ error }: { readonly error: Error }) {
  const { t } = useWords()
  const isOut = isSignedOut(error)
  return (
    <p className="same-file" role="alert">
      {t(isOut ? 'state.signedOut' : 'state.unreachable')}
      {t('app.colon')}
      {t(isOut ? 'state.signedOutText' : 'state.unreachableText')} {isOut && <EnterAgain />}
    </p>
  )
}

function OneImport({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const { can } = usePlace()
  const { step } = useSearch({ from: '/frame/imports/$id' })
  const mayWrite = can('imports.write')
  const mapsAgain = step === 'map' && ['ready', 'failed', 'cancelled'].includes(given.state)
  return (
    <div className="one-import">
      <div className="page-head">
        <h1 className="import-title">{given.fileName}</h1>
        <ImportStateTag given={given} />
        <p className="quiet">
          {t('imports.head', {
            kind: t(`imports.kinds.${given.kind}`),
            region: given.regionName,
            by: given.madeBy,
            when: timeText(given.madeAt),
          })}
        </p>
        <p className="page-actions">
          {mayWrite && ['uploaded', 'ready', 'failed'].includes(given.state) && <GiveUp given={given} />}
          <Link className="button button-quiet" to="/imports" search={{}}>
            {t('imports.back')}
          </Link>
        </p>
      </div>
      <StepLine given={given} mapsAgain={mapsAgain} />
      {given.sameFile[0] && given.state !== 'committed' && given.state !== 'undone' && (
        <p className="same-file">
          {t('imports.sameFile', { when: timeText(given.sameFile[0].committedAt) })}{' '}
          <Link className="in-text" to="/imports/$id" params={{ id: given.sameFile[0].id }} search={{}}>
            {t('imports.sameFileLink')}
          </Link>
        </p>
      )}
      {isWorking(given) ? (
        <WorkingStep given={given} mayWrite={mayWrite} />
      ) : given.state === 'uploaded' || mapsAgain ? (
        <>
          {given.problem && <WhyFailed given={given} mayWrite={mayWrite} />}
          <MappingStep given={given} mayWrite={mayWrite} />
        </>
      ) : given.state === 'ready' ? (
        <PreviewStep given={given} mayWrite={mayWrite} />
      ) : given.state === 'committed' || given.state === 'undone' ? (
        <ResultStep given={given} mayWrite={mayWrite} />
      ) : (
        <WhyFailed given={given} mayWrite={mayWrite} isWhole />
      )}
    </div>
  )
}

function GiveUp({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const cancel = useChange(given.id, () => api.cancelImport({ params: { id: given.id } }))
  return (
    <button
      type="button"
      className="button button-quiet"
      title={t('imports.cancelImportText')}
      disabled={cancel.isPending}
      onClick={() => cancel.mutate(undefined)}
    >
      {t('imports.cancelImport')}
    </button>
  )
}

const workWords = {
  staging: 'check',
  checking: 'check',
  committing: 'committing',
  undoing: 'undoing',
} as const

/** The server is at work: how far it is, and the way to stop it. */
function WorkingStep({ given, mayWrite }: { readonly given: Import; readonly mayWrite: boolean }) {
  const { t } = useWords()
  const cancel = useChange(given.id, () => api.cancelImport({ params: { id: given.id } }))
  const word = workWords[given.state as keyof typeof workWords]
  const title = t(word === 'check' ? 'imports.check.title' : `imports.check.${word}`)
  const text = t(word === 'check' ? 'imports.check.text' : `imports.check.${word}Text`)
  const { job } = given
  return (
    <section className="panel working" aria-labelledby="working">
      <h2 id="working">{title}</h2>
      <p className="quiet prose">{text}</p>
      {job && <WorkProgress job={{ ...job, state: job.state as 'running' }} label={title} />}
      <Refusal error={cancel.error} />
      {mayWrite && (
        <p>
          <button
            type="button"
            className="button"
            disabled={cancel.isPending || cancel.isSuccess}
            onClick={() => cancel.mutate(undefined)}
          >
            {cancel.isSuccess ? t('imports.check.cancelling') : t('imports.check.cancel')}
          </button>
        </p>
      )}
    </section>
  )
}

/** Why a step did not succeed, and what can be done about it. */
export function WhyFailed(props: {
  readonly given: Import
  readonly mayWrite: boolean
  readonly isWhole?: boolean
}) {
  const { t, say } = useWords()
  const { given } = props
  const check = useChange(given.id, () => api.checkImport({ params: { id: given.id } }))
  const isCancelled = given.state === 'cancelled' || given.problem?.code === 'job.cancelled'
  return (
    <section className="panel why-failed" aria-labelledby="why-failed">
      <h2 id="why-failed">{t(isCancelled ? 'imports.failed.cancelledTitle' : 'imports.failed.title')}</h2>
      <p className={isCancelled ? 'quiet' : 'fault'} role={isCancelled ? undefined : 'alert'}>
        {isCancelled
          ? t('imports.failed.cancelledText')
          : given.problem
            ? say(given.problem.message)
            : t('imports.failed.unknown')}
      </p>
      <Refusal error={check.error} />
      {props.mayWrite && props.isWhole && (
        <p className="record-actions">
          <button
            type="button"
            className="button button-primary"
            disabled={check.isPending || given.missing.length > 0}
            onClick={() => check.mutate(undefined)}
          >
            {t('imports.failed.again')}
          </button>
          <Link className="button" to="/imports/$id" params={{ id: given.id }} search={{ step: 'map' }}>
            {t('imports.failed.map')}
          </Link>
        </p>
      )}
    </section>
  )
}
