import type { CaseProcedure } from '@lika/contract'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'

export function OpensText({ procedure }: { readonly procedure: CaseProcedure }) {
  const { t, say } = useWords()
  return t('cases.opensBy', { who: procedure.opens.map(({ label }) => say(label)).join(t('app.comma')) })
}

/** The procedures in force here; those that one may open stand first, the others say who may. */
export function Choice(props: {
  readonly procedures: readonly CaseProcedure[]
  readonly current: CaseProcedure | undefined
  /** Where it is known for whom: why a procedure is not begun for them. */
  readonly heldBy?: (procedure: CaseProcedure) => 'running' | 'status' | undefined
}) {
  const { t } = useWords()
  const held = (procedure: CaseProcedure) => props.heldBy?.(procedure)
  const rank = (procedure: CaseProcedure) => (procedure.mayOpen && !held(procedure) ? 0 : 1)
  const sorted = props.procedures.toSorted((a, b) => rank(a) - rank(b))
  if (sorted.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('cases.noProcedures')} text={t('cases.noProceduresText')} />
      </div>
    )
  }
  return (
    <section aria-labelledby="new-procedure">
      <h2 id="new-procedure">{t('cases.which')}</h2>
      <ul className="procedure-choice">
        {sorted.map((procedure) => (
          <li key={procedure.id}>
            <Card
              procedure={procedure}
              held={held(procedure)}
              isCurrent={props.current?.id === procedure.id}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Card(props: {
  readonly procedure: CaseProcedure
  readonly held: 'running' | 'status' | undefined
  readonly isCurrent: boolean
}) {
  const { t, say } = useWords()
  const { procedure, held } = props
  const told = (
    <>
      <strong>{say(procedure.label)}</strong>
      <span className="quiet">
        {t(`cases.subjectKind.${procedure.subject}`)} ·{' '}
        {t('cases.stepCount', { count: procedure.steps.length })}
        {procedure.days !== null &&
          ` · ${t(procedure.workingDays ? 'cases.inWorkingDays' : 'cases.inDays', { days: procedure.days })}`}
      </span>
      <span className="procedure-way">{procedure.steps.map(({ label }) => say(label)).join(' → ')}</span>
      {!procedure.mayOpen && (
        <span className="quiet">
          <OpensText procedure={procedure} />
        </span>
      )}
    </>
  )
  if (held) {
    return (
      <div className="procedure-card is-closed">
        {told}
        <span className="quiet">{t(`caseSections.held.${held}`)}</span>
      </div>
    )
  }
  return (
    <Link
      to="/cases/new"
      search={(before) => ({ ...before, procedure: procedure.id, outcome: undefined })}
      className={procedure.mayOpen ? 'procedure-card' : 'procedure-card is-closed'}
      aria-current={props.isCurrent ? 'true' : undefined}
    >
      {told}
    </Link>
  )
}
