import type { TimelineEntry } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { timelineQuery } from '../../api/queries.ts'
import { useFacts } from '../../parts/facts.ts'
import { Loading } from '../../parts/loading.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { monthsOf } from '../../parts/record/months.ts'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'

/** Every record and decision about the household and its members, the latest first. */
export function TimelineTab({ id }: { readonly id: string }) {
  const { t } = useWords()
  const query = useInfiniteQuery(timelineQuery(id))
  const entries = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !entries) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!entries) return <Loading lines={10} />
  if (entries.length === 0) return <Notice mark="0" title={t('household.timelineEmpty')} />
  return (
    <section className="panel">
      <ol className="timeline">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {query.hasNextPage && (
        <div className="list-foot">
          <button
            type="button"
            className="button"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {query.isFetchingNextPage ? t('list.loadingMore') : t('list.more')}
          </button>
        </div>
      )}
    </section>
  )
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const { t, language } = useWords()
  const facts = useFacts()
  const kind = entry.kind in zh.source ? t(`source.${entry.kind as keyof typeof zh.source}`) : entry.kind
  const received = new Date(entry.receivedAt).toLocaleString(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  const months = entry.period && monthsOf(entry.period)
  return (
    <li className={entry.correctedBy ? 'is-corrected' : ''}>
      <p className="timeline-head">
        <time dateTime={entry.observedOn} className="figure">
          {entry.observedOn}
        </time>
        <strong>{entry.subjectName ?? t('household.timelineHead')}</strong>
        <span>{kind}</span>
        <span className="quiet">
          {entry.author} · {t('household.received', { time: received })}
        </span>
        {months && (
          <span className="tag figure">
            {months.from} – {months.to}
          </span>
        )}
        {entry.corrects && <span className="tag">{t('household.corrects')}</span>}
        {entry.correctedBy && <span className="tag tag-warn">{t('household.corrected')}</span>}
        {entry.evidence.length > 0 && (
          <span className="tag">{t('household.evidence', { count: entry.evidence.length })}</span>
        )}
      </p>
      {entry.reason && (
        <p>
          {t('household.reason')}
          {t('app.colon')}
          {entry.reason}
        </p>
      )}
      <dl className="uses">
        {Object.entries(entry.facts).map(([key, value]) => (
          <div key={key} className="use">
            <dt>{facts.label(key, entry.subjectKind)}</dt>
            <dd className="figure">{facts.show(facts.find(key, entry.subjectKind), value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
