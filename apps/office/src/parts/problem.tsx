import { ApiProblem } from '@lika/contract'
import { Link, useLocation, useRouteContext } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWords } from '../words/index.ts'

/** A state of a page or a part of it: what is so, and what can be done about it. */
export function Notice(props: {
  readonly title: string
  readonly text?: ReactNode
  readonly mark?: string
  readonly children?: ReactNode
  readonly alert?: boolean
}) {
  return (
    <div className="notice" role={props.alert ? 'alert' : undefined}>
      {props.mark && (
        <span className="notice-mark" aria-hidden>
          {props.mark}
        </span>
      )}
      <p className="notice-title">{props.title}</p>
      {props.text && <p className="notice-text">{props.text}</p>}
      {props.children && <div className="notice-actions">{props.children}</div>}
    </div>
  )
}

/** What went wrong with a call, as what to do. */
export function ProblemNotice({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { t, say } = useWords()
  const context = useRouteContext({ strict: false })
  const account = context.session?.account
  const again = retry && (
    <button type="button" className="button" onClick={retry}>
      {t('state.retry')}
    </button>
  )
  if (!(error instanceof ApiProblem)) {
    return (
      <Notice alert mark="!" title={t('state.crashed')} text={t('state.crashedText')}>
        {again}
      </Notice>
    )
  }
  const { status, problem } = error
  if (status === 0) {
    return (
      <Notice alert mark="!" title={t('state.unreachable')} text={t('state.unreachableText')}>
        {again}
      </Notice>
    )
  }
  if (status === 401 && account) {
    return (
      <Notice alert mark="—" title={t('state.signedOut')} text={t('state.signedOutText')}>
        <EnterAgain />
      </Notice>
    )
  }
  if (status === 401 || status === 403) {
    const text = account
      ? t('state.noPermissionText', { role: say(account.roleLabel) })
      : say(problem.messages)
    return (
      <Notice alert mark="—" title={t('state.noPermission')} text={text}>
        <Link className="button" to="/enter">
          {t('title.enter')}
        </Link>
      </Notice>
    )
  }
  if (status === 404) {
    return (
      <Notice
        alert
        mark="—"
        title={t('state.notFound')}
        text={account ? t('state.notFoundText', { region: account.region.name }) : say(problem.messages)}
      >
        {account && (
          <Link className="button" to="/" search={{ region: account.region.code }}>
            {t('state.toOwn', { region: account.region.name })}
          </Link>
        )}
      </Notice>
    )
  }
  if (status >= 500) {
    return (
      <Notice
        alert
        mark="!"
        title={t('state.serverError')}
        text={
          <>
            {t('state.serverErrorText')}
            {problem.requestId && (
              <code className="block">{t('state.requestId', { id: problem.requestId })}</code>
            )}
          </>
        }
      >
        {again}
      </Notice>
    )
  }
  return (
    <Notice alert mark="!" title={t('state.errorTitle')} text={say(problem.messages)}>
      {again}
    </Notice>
  )
}

/** In again, and back to the same page: it is as it was left. */
export function EnterAgain() {
  const { t } = useWords()
  const { href } = useLocation()
  return (
    <Link className="button" to="/enter" search={{ to: href }}>
      {t('title.enter')}
    </Link>
  )
}

export function PageNotFound() {
  const { t } = useWords()
  return (
    <Notice mark="—" title={t('state.pageNotFound')} text={t('state.pageNotFoundText')}>
      <Link className="button" to="/">
        {t('state.toOverview')}
      </Link>
    </Notice>
  )
}

/** When drawing a page failed, or its code could not be fetched. */
export function Crashed({ error }: { readonly error: unknown }) {
  const { t } = useWords()
  if (error instanceof ApiProblem) return <ProblemNotice error={error} retry={() => location.reload()} />
  return (
    <Notice alert mark="!" title={t('state.crashed')} text={t('state.crashedText')}>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('state.reload')}
      </button>
    </Notice>
  )
}
