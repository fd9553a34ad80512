import { ApiProblem } from '@lika/contract'
import { useWords } from '../../words/index.ts'

/** The server's reasons, each on its own line. */
export function Refusal({ error }: { readonly error: Error }) {
  const { t, say } = useWords()
  if (!(error instanceof ApiProblem)) {
    return (
      <p className="fault" role="alert">
        {t('state.errorTitle')}
      </p>
    )
  }
  const { problem } = error
  const reasons = problem.errors?.map(({ messages }) => say(messages)) ?? [say(problem.messages)]
  return (
    <div className="fault" role="alert">
      {[...new Set(reasons)].map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </div>
  )
}
