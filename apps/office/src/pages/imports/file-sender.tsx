import type { Import, Route } from '@lika/contract'
import { useEffect, useRef, useState } from 'react'
import { type T, useWords } from '../../words/index.ts'
import { Refusal } from './refusal.tsx'
import { MOST_BYTES, refusalOf, sendFile, sizeText } from './upload.ts'

type Where = { readonly params?: Record<string, string>; readonly query?: Record<string, string> }

export type Sending = {
  readonly name: string
  readonly sent: number
  readonly total: number
}

/** Sends one file at a time, says how much has left, and why it was refused. */
export function useFileSender<Answer = Import>(onDone: (answer: Answer) => void, mostBytes = MOST_BYTES) {
  const { t } = useWords()
  const [sending, setSending] = useState<Sending>()
  const [error, setError] = useState<Error | null>(null)
  const [said, setSaid] = useState<string>()
  const running = useRef<AbortController | undefined>(undefined)
  // A page that is left takes its upload along: half a file is of no use to anybody.
  useEffect(() => () => running.current?.abort(), [])
  const send = async (route: Route, where: Where, file: File) => {
    const refused = refusedText(file, t, mostBytes)
    setError(null)
    setSaid(refused)
    if (refused !== undefined) return
    const abort = new AbortController()
    running.current = abort
    setSending({ name: file.name, sent: 0, total: file.size })
    try {
      const onProgress = (sent: number, total: number) => setSending({ name: file.name, sent, total })
      onDone(await sendFile<Answer>(route, where, file, { onProgress, signal: abort.signal }))
    } catch (failure) {
      if (abort.signal.aborted) setSaid(t('imports.upload.cancelled'))
      else setError(failure as Error)
    } finally {
      setSending(undefined)
      running.current = undefined
    }
  }
  return {
    send,
    sending,
    error,
    said,
    say: setSaid,
    cancel: () => running.current?.abort(),
  }
}

export function refusedText(file: File, t: T, mostBytes = MOST_BYTES): string | undefined {
  const refused = refusalOf(file, mostBytes)
  if (refused === undefined) return undefined
  return t(`imports.upload.${refused}`, {
    name: file.name,
    size: sizeText(file.size),
    most: sizeText(mostBytes),
  })
}

/** The progress of an upload, and what came of one that was refused. */
export function SendingState({ sender }: { readonly sender: ReturnType<typeof useFileSender> }) {
  const { t } = useWords()
  const { sending, said, error } = sender
  if (sending) {
    const isSent = sending.sent >= sending.total
    const label = t('imports.upload.sending', { name: sending.name })
    return (
      <div className="sending">
        <progress
          className="work-bar"
          aria-label={label}
          {...(isSent ? {} : { value: sending.sent, max: sending.total })}
        />
        <p className="work-said" role="status">
          <span>{isSent ? t('imports.upload.reading') : label}</span>
          <span className="figure">
            {sizeText(sending.sent)} / {sizeText(sending.total)}
          </span>
        </p>
        <button type="button" className="button button-small" onClick={sender.cancel}>
          {t('imports.upload.cancel')}
        </button>
      </div>
    )
  }
  return (
    <>
      {said && (
        <p className="fault" role="alert">
          {said}
        </p>
      )}
      <Refusal error={error} />
    </>
  )
}
