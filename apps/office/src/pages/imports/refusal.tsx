import { ApiProblem } from '@lika/contract'
import { instantText } from '../../parts/instant.ts'
import { useWords } from '../../words/index.ts'

/** Why something was refused, in the server's words, beside what was asked. */
export function Refusal({ error }: { readonly error: Error | null }) {
  const { t, say } = useWords()
  if (!error) return null
  const reasons =
    error instanceof ApiProblem
      ? (error.problem.errors?.map(({ messages }) => say(messages)) ?? [say(error.problem.messages)])
      : [t('state.errorTitle')]
  return (
    <div className="fault" role="alert">
      {[...new Set(reasons)].map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </div>
  )
}

/** An instant as the business day counts, to the minute. */
export function timeText(instant: string): string {
  return instantText(instant).slice(0, 16)
}
