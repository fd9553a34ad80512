import { ApiProblem } from '@lika/contract'
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

/** An instant of the server on this clock, to the minute. */
export function timeText(instant: string): string {
  const time = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`
}
