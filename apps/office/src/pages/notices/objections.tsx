import type { CaseItem, Notice } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { CaseLink, CasesLink } from '../../parts/cases/links.tsx'
import { caseListQuery } from '../../parts/cases/queries.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { grouped } from '../../parts/numbers.ts'
import { ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'

/** What is objected: how much, and the cases that wait for an answer. Who said what stands in the case. */
export function Objections({ notice }: { readonly notice: Notice }) {
  const { t } = useWords()
  const { open, answered } = notice.objections
  return (
    <section className="panel" id="objections" aria-labelledby="objections-title">
      <div className="panel-head">
        <h2 id="objections-title">{t('notices.objections')}</h2>
        <span className="figure">
          {t('notices.objectionCounts', { open: grouped(open), answered: grouped(answered) })}
        </span>
      </div>
      {open + answered === 0 && (
        <p className="quiet">
          {t(notice.kind === 'announcement' ? 'notices.noneAsked' : 'notices.noObjections')}
        </p>
      )}
      {open > 0 && <Waiting notice={notice} />}
      {answered > 0 && (
        <p>
          <CasesLink filter={{ notice: notice.id }} className="in-text">
            {t('notices.toAnswered', { count: answered })}
          </CasesLink>
        </p>
      )}
    </section>
  )
}

const gates = new Set(['objection', 'upheld'])
const gateOf = (item: CaseItem) =>
  item.steps.flatMap((step) => step.gates).find(({ gate }) => gates.has(gate))

function Waiting({ notice }: { readonly notice: Notice }) {
  const { t, say } = useWords()
  const region = notice.region.at(-1)?.code ?? 'all'
  const list = useInfiniteQuery(caseListQuery({ region, notice: notice.id, limit: '500' }))
  const rows = list.data?.pages.flatMap((page) => page.items)
  if (list.error && !rows) return <ProblemNotice error={list.error} retry={() => void list.refetch()} />
  if (!rows) return <Loading lines={3} />
  const waiting = rows.filter((item) => gateOf(item) !== undefined)
  return (
    <>
      <ul className="notice-waiting">
        {waiting.map((item) => (
          <li key={item.id}>
            <CaseLink id={item.id} className="in-text">
              {item.subject.name ?? t('households.nameUnknown')}
            </CaseLink>{' '}
            <span className="quiet">{item.region.at(-1)?.name}</span>
            <span className="block">{say(gateOf(item)!.text)}</span>
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  )
}
