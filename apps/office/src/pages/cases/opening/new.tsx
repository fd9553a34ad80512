import type { CaseItem, CaseProcedure } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { householdQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { ExitQuota } from '../../../parts/cases/exit-quota.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { Notice } from '../../../parts/problem.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { proceduresQuery } from '../queries.ts'
import { Candidates } from './candidates.tsx'
import { Choice, OpensText } from './choice.tsx'
import { OpenForm } from './open-form.tsx'
import { Opened } from './opened.tsx'
import { OutOfComplaint } from './out-of-complaint.tsx'
import { OutOfLead } from './out-of-lead.tsx'
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
  const { complaint, leads } = useSearch({ from: '/frame/cases/new' })
  const procedures = useQuery(proceduresQuery(region))
  useTitle(t('cases.open'))
  return (
    <>
      <p className="case-back">
        {complaint ? (
          <Link to="/complaints/$id" params={{ id: complaint }} search={{}}>
            {t('cases.from.back')}
          </Link>
        ) : leads ? (
          <Link to="/leads/$id" params={{ id: leads }} search={{}}>
            {t('cases.from.backToLead')}
          </Link>
        ) : (
          <Link to="/cases" search={{}}>
            {t('cases.back')}
          </Link>
        )}
      </p>
      <div className="page-head">
        <h1>{t('cases.open')}</h1>
      </div>
      {can('cases.act') ? (
        <Fetched query={procedures} lines={10}>
          {({ items }) =>
            complaint ? (
              <OutOfComplaint id={complaint} procedures={items} />
            ) : leads ? (
              <OutOfLead id={leads} />
            ) : (
              <Chosen procedures={items} />
            )
          }
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
  // Somebody came from the page of one household: its name finds it among the candidates. Its number may look like that
  // of a bank card, which no address takes.
  const search = address.search ?? named.data?.headName ?? undefined
  if (address.subject !== undefined && procedure.subject === 'household' && named.isPending) return null
  if (opened) {
    return (
      <Opened items={opened}>
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
      </Opened>
    )
  }
  return (
    <>
      {procedure.note && <p className="quiet case-note">{say(procedure.note)}</p>}
      <ExitQuota procedure={procedure.id} />
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
