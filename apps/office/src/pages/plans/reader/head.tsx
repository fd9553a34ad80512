import type { Plan } from '@lika/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api } from '../../../api/client.ts'
import { grouped } from '../../../parts/numbers.ts'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { timeText } from '../../imports/refusal.tsx'
import { NewVersion } from '../filing/new-version.tsx'
import { AuditCounts } from '../plan-table.tsx'
import { keepPlan } from '../queries.ts'
import { AboveForm } from './above-form.tsx'
import { ReasonForm } from './reason-form.tsx'

/** What the plan is, how far it has been gone through, and what can be done with it as a whole. */
export function ReaderHead(props: {
  readonly plan: Plan
  readonly part: number
  readonly version: number
  readonly newest: number
  readonly mayFile: boolean
}) {
  const { t } = useWords()
  const { plan, version, newest, mayFile } = props
  const search = useSearch({ from: '/frame/plans/$id' })
  const navigate = useNavigate({ from: '/plans/$id' })
  const document = plan.documents.find(({ part }) => part === props.part)
  const setDo = (act: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, do: act }), replace: true })
  const isChanges = search.show === 'changes'
  return (
    <header className="reader-head">
      <div className="page-head">
        <h1>{document?.title || plan.title}</h1>
        {(document?.number ?? plan.number) && (
          <span className="quiet">{document?.number ?? plan.number}</span>
        )}
        <span>{plan.region.name}</span>
        {plan.above && (
          <span className="quiet">
            {t('plans.reader.above')}
            {t('app.colon')}
            <Link className="in-text" to="/plans/$id" params={{ id: plan.above.id }} search={{}}>
              {plan.above.title}
            </Link>{' '}
            <Link className="in-text" to="/plans/$id/above" params={{ id: plan.id }} search={{}}>
              {t('plans.reader.compareAbove')}
            </Link>
          </span>
        )}
      </div>
      <div className="reader-line">
        {document && (
          <span className="figure" role="status">
            {t('plans.reader.head', {
              read: grouped(document.proposals),
              decided: grouped(document.decided),
              open: grouped(Math.max(0, document.proposals - document.decided)),
            })}
          </span>
        )}
        {document && <AuditCounts documents={[document]} />}
        <label className="check">
          <input
            type="checkbox"
            checked={search.figures === 'marked'}
            onChange={(event) =>
              void navigate({
                search: (before) => ({ ...before, figures: event.target.checked ? 'marked' : undefined }),
                replace: true,
                resetScroll: false,
              })
            }
          />
          {t('plans.reader.quantities')}
        </label>
        <span className="reader-tools">
          <Link className="button button-quiet" to="/plans/$id/above" params={{ id: plan.id }} search={{}}>
            {t('above.open')}
          </Link>
          {plan.versions.length > 1 && (
            <>
              <select
                className="input"
                aria-label={t('plans.reader.version')}
                value={String(version)}
                onChange={(event) => {
                  const chosen = event.target.value === String(newest) ? undefined : event.target.value
                  void navigate({
                    search: (before) => ({
                      ...before,
                      version: chosen,
                      at: undefined,
                      act: undefined,
                      do: undefined,
                    }),
                  })
                }}
              >
                {plan.versions.map(({ version: each, at, by }) => (
                  <option key={each} value={each}>
                    {t('plans.reader.versionOption', { version: each, at: timeText(at), by })}
                  </option>
                ))}
              </select>
              {version > 1 && (
                <Link
                  className="button button-quiet"
                  to="."
                  search={(before) => ({
                    ...before,
                    show: isChanges ? undefined : 'changes',
                    act: undefined,
                    do: undefined,
                  })}
                >
                  {t(isChanges ? 'plans.changes.back' : 'plans.reader.changes')}
                </Link>
              )}
            </>
          )}
          {mayFile && !plan.ended && version === newest && (
            <button
              type="button"
              className="button"
              aria-expanded={search.do === 'version'}
              onClick={() => setDo(search.do === 'version' ? undefined : 'version')}
            >
              {t('plans.reader.newVersion')}
            </button>
          )}
          {mayFile && !plan.ended && version === newest && (
            <button
              type="button"
              className="button button-quiet"
              aria-expanded={search.do === 'above'}
              onClick={() => setDo(search.do === 'above' ? undefined : 'above')}
            >
              {t('plans.reader.nameAbove')}
            </button>
          )}
          {mayFile && version === newest && (
            <button
              type="button"
              className="button button-quiet"
              aria-expanded={search.do === 'end'}
              onClick={() => setDo(search.do === 'end' ? undefined : 'end')}
            >
              {t(plan.ended ? 'plans.reader.restore' : 'plans.reader.end')}
            </button>
          )}
        </span>
      </div>
      {version !== newest && (
        <p className="reader-old">
          {t('plans.reader.old', { version, newest })}
          <Link
            className="in-text"
            to="."
            search={(before) => ({ ...before, version: undefined, at: undefined, show: undefined })}
          >
            {t('plans.reader.toNewest')}
          </Link>
        </p>
      )}
      {plan.ended && <p className="reader-old">{t('plans.reader.ended')}</p>}
      {mayFile && search.do === 'version' && (
        <NewVersion plan={plan} newest={newest} close={() => setDo(undefined)} />
      )}
      {mayFile && search.do === 'above' && <AboveForm plan={plan} close={() => setDo(undefined)} />}
      {mayFile && search.do === 'end' && <EndForm plan={plan} close={() => setDo(undefined)} />}
      {plan.documents.length > 1 && !isChanges && <Documents plan={plan} current={props.part} />}
    </header>
  )
}

/** A collection: the documents that it holds, to choose from. */
function Documents({ plan, current }: { readonly plan: Plan; readonly current: number }) {
  const { t } = useWords()
  return (
    <nav className="plan-parts" aria-label={t('plans.reader.documents')}>
      {plan.documents.map((document) => (
        <Link
          key={document.part}
          to="."
          search={(before) => ({
            ...before,
            part: String(document.part),
            tab: undefined,
            at: undefined,
            act: undefined,
          })}
          aria-current={document.part === current ? 'page' : undefined}
          title={document.title}
        >
          <span className="plan-part-title">{document.title || t('plans.one')}</span>
          <span className="plan-part-counts">
            <span className="quiet figure">
              {document.number ? `${document.number} · ` : ''}
              {document.decided}/{document.proposals}
            </span>
            <AuditCounts documents={[document]} />
          </span>
        </Link>
      ))}
    </nav>
  )
}

function EndForm({ plan, close }: { readonly plan: Plan; readonly close: () => void }) {
  const { t } = useWords()
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: (reason: string) =>
      api.changePlan({
        params: { id: plan.id },
        body: { id: newRecordId(), ended: !plan.ended, reason },
      }),
    onSuccess: async (changed) => {
      close()
      await keepPlan(queryClient, changed)
    },
  })
  return (
    <div className="panel">
      <ReasonForm
        text={t(plan.ended ? 'plans.reader.restoreText' : 'plans.reader.endText')}
        label={t('plans.reader.reason')}
        button={t(plan.ended ? 'plans.reader.restore' : 'plans.reader.end')}
        error={change.error}
        isWorking={change.isPending}
        onSubmit={(reason) => change.mutate(reason)}
        close={close}
      />
    </div>
  )
}
