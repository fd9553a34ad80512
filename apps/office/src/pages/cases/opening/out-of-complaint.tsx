import type { CaseItem, CaseProcedure, Complaint, Household } from '@lika/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { householdQuery } from '../../../api/queries.ts'
import { usePlace } from '../../../app/place.ts'
import { hindrance } from '../../../parts/cases/hindrance.ts'
import { casesOfQuery } from '../../../parts/cases/queries.ts'
import { Fetched } from '../../../parts/fetched.tsx'
import { Loading } from '../../../parts/loading.tsx'
import { Mark } from '../../../parts/outcome.tsx'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { newRecordId } from '../../../parts/record/record-id.ts'
import { useWords } from '../../../words/index.ts'
import { acceptFirst } from '../../complaints/accept.ts'
import { canBecomeCase, channelsOf } from '../../complaints/become-case.ts'
import { complaintQuery } from '../../complaints/queries.ts'
import { Said } from '../../complaints/said.tsx'
import { candidatesQuery } from '../queries.ts'
import { Choice } from './choice.tsx'
import { OpenForm } from './open-form.tsx'
import { Opened } from './opened.tsx'
import { useSubjects } from './subjects.ts'
import { ChosenHousehold, Whom } from './whom.tsx'

/** A case out of a clue or an application: the household, the procedure that fits it, and why; what was said stands beside. */
export function OutOfComplaint(props: {
  readonly id: string
  readonly procedures: readonly CaseProcedure[]
}) {
  const query = useQuery(complaintQuery(props.id))
  const [opened, setOpened] = useState<readonly CaseItem[]>()
  return (
    <Fetched query={query} lines={10}>
      {(complaint) => (
        <div className="new-beside">
          <div className="new-case">
            {opened ? (
              <Opened items={opened}>
                <BackTo complaint={complaint} />
              </Opened>
            ) : canBecomeCase(complaint) ? (
              <Steps complaint={complaint} procedures={props.procedures} onOpened={setOpened} />
            ) : (
              <NoMore complaint={complaint} />
            )}
          </div>
          <Said complaint={complaint} />
        </div>
      )}
    </Fetched>
  )
}

function BackTo({ complaint }: { readonly complaint: Complaint }) {
  const { t } = useWords()
  return (
    <Link className="button" to="/complaints/$id" params={{ id: complaint.id }} search={{}}>
      {t('cases.from.toComplaint')}
    </Link>
  )
}

function NoMore({ complaint }: { readonly complaint: Complaint }) {
  const { t } = useWords()
  return (
    <div className="panel">
      {complaint.case === null ? (
        <Notice mark="—" title={t('cases.from.cannot')} text={t('cases.from.cannotText')}>
          <BackTo complaint={complaint} />
        </Notice>
      ) : (
        <Notice mark="✓" title={t('cases.from.has')} text={t('cases.from.hasText')}>
          <Link className="button button-primary" to="/cases/$id" params={{ id: complaint.case }} search={{}}>
            {t('cases.toCase')}
          </Link>
          <BackTo complaint={complaint} />
        </Notice>
      )}
    </div>
  )
}

interface StepsProps {
  readonly complaint: Complaint
  readonly procedures: readonly CaseProcedure[]
  readonly onOpened: (items: readonly CaseItem[]) => void
}

function Steps(props: StepsProps) {
  const { date } = usePlace()
  const { subject = '' } = useSearch({ from: '/frame/cases/new' })
  const { complaint } = props
  const household = useQuery({ ...householdQuery(subject, date), enabled: subject !== '' })
  if (subject === '') {
    return <Whom complaint={complaint.id} name={complaint.kind === 'application' ? complaint.name : null} />
  }
  return (
    <Fetched query={household} lines={6}>
      {(data) => <ForHousehold key={data.id} {...props} household={data} />}
    </Fetched>
  )
}

function ForHousehold(props: StepsProps & { readonly household: Household }) {
  const { household } = props
  const address = useSearch({ from: '/frame/cases/new' })
  const region = household.region.at(-1)?.code ?? ''
  const query = useQuery(casesOfQuery(region, household.id))
  const procedures = props.procedures.filter(({ subject }) => subject === 'household')
  return (
    <>
      <ChosenHousehold household={household} />
      <Fetched query={query} lines={4}>
        {({ items }) => {
          const heldBy = (procedure: CaseProcedure) => hindrance(procedure, household, items)
          const procedure = procedures.find(({ id }) => id === address.procedure)
          return (
            <>
              <Choice procedures={procedures} current={procedure} heldBy={heldBy} />
              {procedure?.mayOpen && !heldBy(procedure) && (
                <Form key={procedure.id} {...props} region={region} procedure={procedure} />
              )}
            </>
          )
        }}
      </Fetched>
    </>
  )
}

/** The household as the list of candidates has it, with the verdict of today, and the form that opens its case. */
function Form(
  props: StepsProps & {
    readonly household: Household
    readonly region: string
    readonly procedure: CaseProcedure
  },
) {
  const { t, say } = useWords()
  const { complaint, household, procedure } = props
  const chosen = useSubjects(procedure.id)
  const [acceptId] = useState(() => newRecordId())
  const list = useInfiniteQuery(
    candidatesQuery({ region: props.region, procedure: procedure.id, subject: household.id }),
  )
  const candidate = list.data?.pages[0]?.items[0]
  // biome-ignore lint/correctness/useExhaustiveDependencies: chosen as soon as it is known.
  useEffect(() => {
    if (candidate) chosen.put([candidate], true)
  }, [candidate?.subject.id])
  if (list.error) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Loading lines={4} />
  if (!candidate)
    return <Notice mark="0" title={t('cases.noCandidates')} text={t('cases.from.notCandidate')} />
  return (
    <>
      {procedure.note && <p className="quiet case-note">{say(procedure.note)}</p>}
      {procedure.set !== null && (
        <p>
          <span className="quiet">{t('cases.verdictToday')}</span>{' '}
          {candidate.outcome ? <Mark outcome={candidate.outcome} word /> : t('cases.notJudged')}
        </p>
      )}
      {chosen.items.size > 0 && (
        <OpenForm
          procedure={procedure}
          chosen={chosen}
          from={{
            key: complaint.id,
            channels: channelsOf(complaint),
            // Never who said it, nor their words: the case is read by more people than the clue.
            reason: t('cases.from.reason', {
              day: complaint.received,
              kind: t(`complaints.kinds.${complaint.kind}`),
              channel: t(`complaints.channels.${complaint.channel}`),
            }),
            hint: t('cases.from.accepts'),
            refOf: () => ({ complaint: complaint.id }),
            before: () => acceptFirst(complaint, acceptId),
          }}
          onOpened={props.onOpened}
        />
      )}
    </>
  )
}
