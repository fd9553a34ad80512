import type { Case } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePlace } from '../../../app/place.ts'
import { AfterExitPanel } from '../../../parts/after-exit/after-exit.tsx'
import { Fetched } from '../../../parts/fetched.tsx'
import { useTitle } from '../../../parts/title.ts'
import { useWords } from '../../../words/index.ts'
import { ActForm } from '../act/act-form.tsx'
import { isFormKind } from '../act/draft.ts'
import { caseQuery } from '../queries.ts'
import { useSubjectName } from '../who.tsx'
import { Entries } from './entries.tsx'
import { Head } from './head.tsx'
import { Line } from './line.tsx'
import { actorsOf, type Mays } from './may.ts'
import { Now } from './now.tsx'
import { Objections } from './objections.tsx'
import { Rest } from './rest.tsx'
import { StepFacts } from './step-facts.tsx'
import { Verdicts } from './verdicts.tsx'
import '../cases.css'
import './case.css'

/** One case: where it stands, what blocks it, what one may do, and everything that was entered. */
export function CasePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/cases/$id' })
  const query = useQuery(caseQuery(id))
  const nameOf = useSubjectName()
  useTitle(query.data ? nameOf(query.data.subject) : t('cases.title'))
  return (
    <>
      <p className="case-back">
        <Link to="/cases" search={{}}>
          {t('cases.back')}
        </Link>
      </p>
      <Fetched query={query} lines={16}>
        {(data) => <Whole key={data.id} of={data} />}
      </Fetched>
    </>
  )
}

/** The sheet of the poverty rate is filled out of the register, printed, signed and brought back as an attachment. */
const asksForSheet = ({ runs }: Case) =>
  runs.steps.some(({ attach }) => attach.some(({ id }) => id === 'incidenceSheet'))

/** A form that has just been opened is looked at, and the keyboard goes on in it. */
function reveal(form: HTMLElement | null): void {
  form?.scrollIntoView({ block: 'nearest' })
  form?.querySelector<HTMLElement>('input, select, textarea, button')?.focus({ preventScroll: true })
}

function Whole({ of }: { readonly of: Case }) {
  const { t } = useWords()
  const { can, session } = usePlace()
  const address = useSearch({ from: '/frame/cases/$id' })
  const navigate = useNavigate({ from: '/cases/$id' })
  const [said, setSaid] = useState('')
  const mays: Mays = can('cases.act') ? of.may : []
  const { act: kind, at, about } = address
  const act = kind !== undefined && isFormKind(kind) ? kind : undefined
  // A case is opened again at one of several steps: those it names, the others stand at one.
  const isAt = (may: Mays[number]) =>
    at === undefined || may.step === at || (may.kind === 'reopened' && may.of?.includes(at))
  const chosen = mays.filter((may) => may.kind === act && isAt(may))
  const [may] = about
    ? chosen.filter(({ entry, of: list }) => entry === about || list?.includes(about))
    : chosen
  const stepId = act === 'reopened' ? (at ?? may?.step) : may?.step
  const step = of.runs.steps.find(({ id }) => id === stepId)
  const close = () =>
    void navigate({
      search: (before) => ({ ...before, act: undefined, at: undefined, about: undefined }),
      replace: true,
    })
  return (
    <div className="case">
      <Head of={of} />
      <p role="status" className={said === '' ? 'unseen' : 'case-said'}>
        {said}
      </p>
      <Line of={of} />
      <Now of={of} mays={mays} />
      <StepFacts of={of} />
      {may && step && act && (
        <section className="panel case-act" key={`${act} ${step.id} ${about ?? ''}`} ref={reveal}>
          <ActForm
            kind={act}
            step={step}
            items={[of]}
            of={act === 'reopened' ? [] : (may.of ?? [])}
            actors={actorsOf(mays, act, may.step)}
            about={about ?? may.entry}
            after={of.entries.at(-1)?.id}
            close={close}
            onSent={() => {
              setSaid(t('cases.doneOne', { act: t(`cases.act.${act}`) }))
              close()
            }}
          />
        </section>
      )}
      <div className="case-columns">
        <Entries of={of} mays={mays} />
        <div className="case-side">
          {of.subject.kind === 'village' && asksForSheet(of) && (
            <p className="panel">
              <Link
                to="/cases/archive"
                search={{ form: 'incidence', region: of.region.at(-1)!.code }}
                className="button"
              >
                {t('incidence.toSheet')}
              </Link>
            </p>
          )}
          <Objections of={of} mays={mays} />
          <Verdicts of={of} />
          {of.state === 'ended' && of.subject.kind === 'household' && of.status === 'exited' && (
            <AfterExitPanel id={of.subject.id} asOf={session.today} on={of.id} />
          )}
          <Rest of={of} mays={mays} />
        </div>
      </div>
    </div>
  )
}
