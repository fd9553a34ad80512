import type { CaseCandidate, CaseProcedure } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePlace } from '../../../app/place.ts'
import { Loading } from '../../../parts/loading.tsx'
import { More } from '../../../parts/more.tsx'
import { grouped } from '../../../parts/numbers.ts'
import { Mark, outcomes } from '../../../parts/outcome.tsx'
import { Notice, ProblemNotice } from '../../../parts/problem.tsx'
import { StatusTag } from '../../../parts/status.tsx'
import { useTypedText } from '../../../parts/typed-text.ts'
import { useWords } from '../../../words/index.ts'
import { useListKeys } from '../inbox/keys.ts'
import { candidateQueryOf, candidatesQuery } from '../queries.ts'
import { PlaceOf } from '../who.tsx'
import type { Subjects } from './subjects.ts'

interface Props {
  readonly procedure: CaseProcedure
  readonly chosen: Subjects
  readonly search: string | undefined
  /** The one that somebody came for: it is ticked as soon as it is found. */
  readonly subject: string | undefined
}

/** Whom a case can be opened for, with the verdict of today. The verdict advises; people decide. */
export function Candidates(props: Props) {
  const { t } = useWords()
  const { region } = usePlace()
  const { procedure, chosen, subject } = props
  const address = useSearch({ from: '/frame/cases/new' })
  const query = candidateQueryOf(region, {
    procedure: procedure.id,
    outcome: address.outcome,
    search: props.search,
  })
  const list = useInfiniteQuery({
    ...candidatesQuery(query ?? { region, procedure: procedure.id }),
    enabled: query !== undefined,
  })
  const rows = list.data?.pages.flatMap(({ items }) => items)
  const came = rows?.find(({ subject: { id } }) => id === subject)
  // biome-ignore lint/correctness/useExhaustiveDependencies: ticked once, when it is found; the person may untick it.
  useEffect(() => {
    if (came) chosen.put([came], true)
  }, [came?.subject.id])
  return (
    <section className="panel" aria-labelledby="new-whom">
      <div className="panel-head">
        <h2 id="new-whom">{t('cases.whom')}</h2>
        {rows && (
          <span className="quiet figure" role="status">
            {t(list.hasNextPage ? 'cases.loaded' : 'cases.allShown', { all: grouped(rows.length) })}
          </span>
        )}
        {procedure.subject === 'household' && (
          <span className="quiet push">
            {t('cases.notRegistered')}{' '}
            <Link to="/households/new" search={{}} className="in-text">
              {t('cases.register')}
            </Link>
          </span>
        )}
      </div>
      <Filters procedure={procedure} search={props.search} />
      {list.error && !rows ? (
        <ProblemNotice error={list.error} retry={() => void list.refetch()} />
      ) : !rows ? (
        <Loading lines={10} />
      ) : rows.length === 0 ? (
        <Notice mark="0" title={t('cases.noCandidates')} text={t('cases.noCandidatesText')} />
      ) : (
        <>
          <div className={list.isPlaceholderData ? 'table-scroll is-older' : 'table-scroll'}>
            <Table rows={rows} chosen={chosen} hasVerdict={procedure.set !== null} />
          </div>
          <More list={list} />
        </>
      )}
    </section>
  )
}

function Filters({ procedure, search }: Pick<Props, 'procedure' | 'search'>) {
  const { t } = useWords()
  const address = useSearch({ from: '/frame/cases/new' })
  const navigate = useNavigate({ from: '/cases/new' })
  const typed = useTypedText(
    search ?? '',
    (text) =>
      void navigate({
        search: (before) => ({ ...before, search: text, subject: undefined }),
        replace: true,
      }),
  )
  return (
    <search className="new-filters">
      <label className="filter">
        <span>{t('cases.searchLabel')}</span>
        <input
          className="input"
          type="search"
          maxLength={60}
          placeholder={t(procedure.subject === 'household' ? 'cases.search' : 'cases.searchVillage')}
          {...typed.fields}
        />
      </label>
      {procedure.set !== null && (
        <fieldset className="filter">
          <legend>{t('cases.verdictToday')}</legend>
          <span className="toggles">
            {[undefined, ...outcomes].map((outcome) => (
              <label key={outcome ?? 'all'}>
                <input
                  type="radio"
                  name="candidate-outcome"
                  checked={address.outcome === outcome}
                  onChange={() =>
                    void navigate({ search: (before) => ({ ...before, outcome }), replace: true })
                  }
                />
                {outcome ? <Mark outcome={outcome} word /> : t('cases.anyVerdict')}
              </label>
            ))}
          </span>
        </fieldset>
      )}
    </search>
  )
}

function Table(props: {
  readonly rows: readonly CaseCandidate[]
  readonly chosen: Subjects
  readonly hasVerdict: boolean
}) {
  const { t } = useWords()
  const { rows, chosen } = props
  const anchor = useRef<number | undefined>(undefined)
  const possible = rows.filter(({ refused }) => refused === null)
  const isAll = possible.length > 0 && possible.every(({ subject }) => chosen.has(subject.id))
  const choose = (at: number, isRange: boolean) => {
    const row = rows[at]
    if (!row || row.refused !== null) return
    const from = isRange ? (anchor.current ?? at) : at
    chosen.put(rows.slice(Math.min(from, at), Math.max(from, at) + 1), !chosen.has(row.subject.id))
    anchor.current = at
  }
  const onKey = useListKeys(choose)
  return (
    <table className="table case-table candidate-table">
      <caption className="unseen">{t('cases.whom')}</caption>
      <thead>
        <tr>
          <th scope="col" className="case-check">
            <input
              type="checkbox"
              aria-label={t('cases.tickShown')}
              checked={isAll}
              onChange={() => chosen.put(possible, !isAll)}
            />
          </th>
          <th scope="col">{t('cases.who')}</th>
          <th scope="col">{t('cases.place')}</th>
          <th scope="col">{t('cases.statusNow')}</th>
          {props.hasVerdict && <th scope="col">{t('cases.verdictToday')}</th>}
          <th scope="col">{t('cases.canOpen')}</th>
        </tr>
      </thead>
      <tbody onKeyDown={onKey}>
        {rows.map((row, at) => (
          <Row key={row.subject.id} {...props} row={row} choose={(isRange) => choose(at, isRange)} />
        ))}
      </tbody>
    </table>
  )
}

function Row(props: {
  readonly row: CaseCandidate
  readonly chosen: Subjects
  readonly hasVerdict: boolean
  readonly choose: (isRange: boolean) => void
}) {
  const { t, say } = useWords()
  const { row, chosen } = props
  const { subject } = row
  const name =
    subject.name ?? t(subject.kind === 'household' ? 'households.nameUnknown' : 'cases.nameUnknown')
  const village = row.region.find(({ code }) => code.length === 12)
  const isTicked = chosen.has(subject.id)
  return (
    <tr aria-selected={isTicked} className={isTicked ? 'is-ticked' : undefined}>
      <td className="case-check">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={t('cases.tickOf', { name })}
          checked={isTicked}
          disabled={row.refused !== null}
          readOnly
          onClick={(event) => props.choose(event.shiftKey)}
        />
      </td>
      <th scope="row" className="case-who">
        {subject.kind === 'household' ? (
          <Link to="/households/$id" params={{ id: subject.id }} search={{}} data-row-link>
            {name}
          </Link>
        ) : (
          <Link
            to="/villages/$code"
            params={{ code: village?.code ?? '' }}
            search={{}}
            disabled={!village}
            data-row-link
          >
            {name}
          </Link>
        )}
        <span className="quiet figure case-number">
          {subject.householdSize !== null && (
            <span>{t('household.members', { count: subject.householdSize })}</span>
          )}
          <span>{subject.number}</span>
        </span>
      </th>
      <td className="case-place">
        <PlaceOf region={row.region} />
      </td>
      <td>
        <StatusTag status={subject.status} of={subject.kind === 'household' ? 'household' : 'village'} />
      </td>
      {props.hasVerdict && (
        <td>
          {row.outcome ? (
            <Mark outcome={row.outcome} word />
          ) : (
            <span className="quiet">{t('cases.notJudged')}</span>
          )}
        </td>
      )}
      <td>
        {row.refused === null ? (
          <span className="quiet">{t('cases.yesCanOpen')}</span>
        ) : row.openCase ? (
          <Link to="/cases/$id" params={{ id: row.openCase }} search={{}}>
            {say(row.refused)}
          </Link>
        ) : (
          say(row.refused)
        )}
      </td>
    </tr>
  )
}
