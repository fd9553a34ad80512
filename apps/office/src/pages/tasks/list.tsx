import type { Duty } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { moveAmongRows } from '../../parts/rows.ts'
import { useWords } from '../../words/index.ts'
import { SentenceLink } from '../plans/sentence-link.tsx'
import { DutyMark } from './duty-mark.tsx'
import { ANY_MONTH, type boardQueryOf, dutyListQuery } from './queries.ts'
import { UnitNames } from './unit-names.tsx'

/** The duties behind a number, the most urgent first. */
export function DutyList({ query }: { readonly query: ReturnType<typeof boardQueryOf>['query'] }) {
  const { t } = useWords()
  const list = useInfiniteQuery(dutyListQuery(query))
  const rows = list.data?.pages.flatMap((page) => page.items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!rows) return <Loading lines={12} />
  if (rows.length === 0) {
    return (
      <Notice mark="0" title={t('tasks.none')} text={t('tasks.noneText')}>
        <Link className="button" to="/tasks" search={{ view: 'list', month: ANY_MONTH }}>
          {t('tasks.clear')}
        </Link>
      </Notice>
    )
  }
  const total = list.data?.pages[0]?.total ?? rows.length
  return (
    <div className={list.isPlaceholderData ? 'is-older' : undefined} aria-busy={list.isPlaceholderData}>
      <p className="quiet figure">{t('tasks.total', { all: grouped(total) })}</p>
      <div className="table-scroll">
        <table className="table duty-table">
          <caption className="unseen">{t('tasks.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('tasks.task')}</th>
              <th scope="col">{t('tasks.units')}</th>
              <th scope="col">{t('tasks.day')}</th>
              <th scope="col">{t('tasks.reportState')}</th>
              <th scope="col" className="number wide-only">
                {t('tasks.progress')}
              </th>
              <th scope="col" className="wide-only">
                {t('tasks.source')}
              </th>
            </tr>
          </thead>
          <tbody onKeyDown={moveAmongRows}>
            {rows.map((duty) => (
              <Row key={`${duty.task} ${duty.day}`} duty={duty} />
            ))}
          </tbody>
        </table>
      </div>
      <More list={list} />
    </div>
  )
}

function Row({ duty }: { readonly duty: Duty }) {
  const { t } = useWords()
  const { region } = usePlace()
  return (
    <tr>
      <th scope="row" className="duty-text">
        <Link
          to="/tasks/$id"
          params={{ id: duty.task }}
          search={duty.every && duty.day ? { round: duty.day } : {}}
          data-row-link
        >
          {duty.text}
        </Link>
        {(duty.every || duty.region.code !== region) && (
          <span className="duty-tags">
            {duty.every && <span className="tag">{t(`tasks.every.${duty.every}`)}</span>}
            {duty.region.code !== region && <span className="tag">{duty.region.name}</span>}
          </span>
        )}
      </th>
      <td className="duty-who">
        <UnitNames of={duty} />
      </td>
      <td className="narrow figure">{duty.day ?? <span className="quiet">{t('tasks.noDay')}</span>}</td>
      <td className="narrow">
        <DutyMark state={duty.state} daysLate={duty.daysLate} />
      </td>
      <td className="number wide-only">{duty.percent === null ? '—' : `${duty.percent}%`}</td>
      <td className="wide-only duty-source">
        <SentenceLink plan={duty.plan.id} statement={duty.task} part={duty.place?.part ?? null}>
          {t('tasks.sourceOf', { title: duty.plan.title, clause: duty.clause })}
        </SentenceLink>
      </td>
    </tr>
  )
}
