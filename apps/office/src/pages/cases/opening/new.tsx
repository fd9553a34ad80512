import type { CaseItem, CaseProcedure } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { householdQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { proceduresQuery } from '../queries.ts'
import { Candidates } from './candidates.tsx'
import { OpenForm } from './open-form.tsx'
import { useSubjects } from './subjects.ts'
import '../../../parts/filters.css'
import '../../../parts/record/record.css'
import '../cases.css'
import '../act/act.css'
import './new.css'

/** Begins cases: which procedure, for whom, by which channel, and why. */
export function NewCasePage() {
  const { t } = useWords()
  const { region, can } = usePlace()
  const procedures = useQuery(proceduresQuery(region))
  useTitle(t('cases.open'))
  return (
    <>
      <p className="case-back">
        <Link to="/cases" search={{}}>
          {t('cases.back')}
        </Link>
      </p>
      <div className="page-head">
        <h1>{t('cases.open')}</h1>
      </div>
      {can('cases.act') ? (
        <Fetched query={procedures} lines={10}>
          {({ items }) => <Chosen procedures={items} />}
        </Fetched>
      ) : (
        <div className="panel">
          <Notice mark="—" title={t('cases.mayNotOpen')} text={t('cases.mayNotOpenText')} />
        </div>
      )}
    </>
  )
}

function Chosen({ procedures }: { readonly procedures: readonly CaseProcedure[] }) {
  const { t } = useWords()
  const address = useSearch({ from: '/frame/cases/new' })
  const procedure = procedures.find(({ id }) => id === address.procedure)
  return (
    <div className="new-case">
      <Choice procedures={procedures} current={procedure} />
      {procedure ? (
        procedure.mayOpen ? (
          <Opening key={procedure.id} procedure={procedure} />
        ) : (
          <div className="panel">
            <Notice mark="—" title={t('cases.mayNotOpen')} text={<OpensText procedure={procedure} />} />
          </div>
        )
      ) : null}
    </div>
  )
}

function OpensText({ procedure }: { readonly procedure: CaseProcedure }) {
  const { t, say } = useWords()
  return t('cases.opensBy', { who: procedure.opens.map(({ label }) => say(label)).join(t('app.comma')) })
}

/** The procedures in force here; those that one may open stand first, the others say who may. */
function Choice(props: {
  readonly procedures: readonly CaseProcedure[]
  readonly current: CaseProcedure | undefined
}) {
  const { t, say } = useWords()
  const sorted = props.procedures.toSorted((a, b) => Number(b.mayOpen) - Number(a.mayOpen))
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
            <Link
              to="/cases/new"
              search={(before) => ({ ...before, procedure: procedure.id, outcome: undefined })}
              className={procedure.mayOpen ? 'procedure-card' : 'procedure-card is-closed'}
              aria-current={props.current?.id === procedure.id ? 'true' : undefined}
            >
              <strong>{say(procedure.label)}</strong>
              <span className="quiet">
                {t(`cases.subjectKind.${procedure.subject}`)} ·{' '}
                {t('cases.stepCount', { count: procedure.steps.length })}
                {procedure.days !== null &&
                  ` · ${t(procedure.workingDays ? 'cases.inWorkingDays' : 'cases.inDays', { days: procedure.days })}`}
              </span>
              <span className="procedure-way">
                {procedure.steps.map(({ label }) => say(label)).join(' → ')}
              </span>
              {!procedure.mayOpen && (
                <span className="quiet">
                  <OpensText procedure={procedure} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Opening({ procedure }: { readonly procedure: CaseProcedure }) {
  const { t, say } = useWords()
  const { date } = usePlace()
  const address = useSearch({ from: '/frame/cases/new' })
  const navigate = useNavigate({ from: '/cases/new' })
  const chosen = useSubjects(procedure.id)
  const [opened, setOpened] = useState<readonly CaseItem[]>()
  const named = useQuery({
    ...householdQuery(address.subject ?? '', date),
    enabled: address.subject !== undefined && procedure.subject === 'household',
  })
  // Somebody came from the page of one household: its number finds it among the candidates.
  const search = address.search ?? named.data?.number
  if (address.subject !== undefined && procedure.subject === 'household' && named.isPending) return null
  if (opened) {
    const [first] = opened
    return (
      <div className="panel">
        <Notice mark="✓" title={t('cases.openedCount', { count: opened.length })} text={say(procedure.label)}>
          {opened.length === 1 && first ? (
            <Link className="button button-primary" to="/cases/$id" params={{ id: first.id }} search={{}}>
              {t('cases.toCase')}
            </Link>
          ) : (
            <Link
              className="button button-primary"
              to="/cases"
              search={{
                procedure: procedure.id,
                ...(first?.steps[0] ? { step: first.steps[0].id } : {}),
                sort: 'newest',
              }}
            >
              {t('cases.toThem')}
            </Link>
          )}
          <button
            type="button"
            className="button"
            onClick={() => {
              setOpened(undefined)
              void navigate({ search: (before) => ({ ...before, subject: undefined }), replace: true })
            }}
          >
            {t('cases.openMore')}
          </button>
        </Notice>
      </div>
    )
  }
  return (
    <>
      {procedure.note && <p className="quiet case-note">{say(procedure.note)}</p>}
      <Candidates procedure={procedure} chosen={chosen} search={search} subject={address.subject} />
      {chosen.items.size > 0 && (
        <OpenForm
          procedure={procedure}
          chosen={chosen}
          onOpened={(items) => {
            chosen.clear()
            setOpened(items)
          }}
        />
      )}
    </>
  )
}
