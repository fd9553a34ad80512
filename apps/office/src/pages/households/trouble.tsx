import { ApiProblem } from '@lika/contract'
import { useWords } from '../../words/index.ts'

/** A refusal beside what was refused, in the server's own words. */
export function Trouble({ error }: { readonly error: Error | null }) {
  const { t, say } = useWords()
  if (!error) return null
  const text =
    error instanceof ApiProblem && error.status !== 0 ? say(error.problem.messages) : t('state.unreachable')
  return (
    <p className="hh-trouble" role="alert">
      {text}
    </p>
  )
}
