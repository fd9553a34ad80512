import type { Invitation } from '@lika/contract'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/index.ts'
import { timeText } from '../imports/refusal.tsx'

/** The code, once: it stands in this component alone, never in the address or the cache of queries. */
export function InvitationShown(props: {
  readonly invitation: Invitation
  readonly done: () => void
  readonly doneText: string
}) {
  const { t } = useWords()
  const { code, name, validUntil } = props.invitation
  const [isCopied, setCopied] = useState(false)
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => head.current?.focus(), [])
  // Where a page is not served safely the browser offers no clipboard: people read the code off.
  const copy =
    'clipboard' in navigator
      ? () => void navigator.clipboard.writeText(code).then(() => setCopied(true))
      : undefined
  return (
    <section className="panel invitation" aria-labelledby="invitation">
      <h2 id="invitation" ref={head} tabIndex={-1}>
        {t('account.invitation.title')}
      </h2>
      <p>
        <code className="invitation-name">{name}</code>
      </p>
      <p className="invitation-code figure" data-code>
        {code}
      </p>
      <p>{t('account.invitation.text', { until: timeText(validUntil) })}</p>
      <p className="quiet">{t('account.invitation.how')}</p>
      <p className="record-actions">
        {copy && (
          <button type="button" className="button" onClick={copy}>
            {t(isCopied ? 'account.invitation.copied' : 'account.invitation.copy')}
          </button>
        )}
        <button type="button" className="button button-primary" onClick={props.done}>
          {props.doneText}
        </button>
      </p>
    </section>
  )
}
