import type { VillageTimelineEntry } from '@lika/contract'
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { CaseLink } from '../../parts/cases/links.tsx'
import { useFacts } from '../../parts/facts.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'

const villageTimelineQuery = (code: string) =>
  infiniteQueryOptions({
    queryKey: ['listVillageTimeline', code],
    queryFn: ({ pageParam, signal }) =>
      api.listVillageTimeline({ params: { code }, query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  })

/** Every record and decision about the village, the latest first, each with what it changed. */
export function VillageTimeline({ code }: { readonly code: string }) {
  const { t } = useWords()
  const query = useInfiniteQuery(villageTimelineQuery(code))
  const entries = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !entries) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  if (!entries) return <Loading lines={10} />
  if (entries.length === 0) {
    return (
      <div className="panel">
        <Notice mark="0" title={t('village.timelineEmpty')} />
      </div>
    )
  }
  return (
    <section className="panel">
      <ol className="timeline">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      <More list={query} />
    </section>
  )
}

function Entry({ entry }: { readonly entry: VillageTimelineEntry }) {
  const { t, language } = useWords()
  const kind = entry.kind in zh.source ? t(`source.${entry.kind as keyof typeof zh.source}`) : entry.kind
  const received = new Date(entry.receivedAt).toLocaleString(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  return (
    <li className={entry.correctedBy ? 'is-corrected' : ''}>
      <p className="timeline-head">
        <time dateTime={entry.observedOn} className="figure">
          {entry.observedOn}
        </time>
        <strong>{kind}</strong>
        <span className="quiet">
          {entry.author} · {t('household.received', { time: received })}
        </span>
        {entry.corrects && <span className="tag">{t('household.corrects')}</span>}
        {entry.correctedBy && <span className="tag tag-warn">{t('household.corrected')}</span>}
        {entry.evidence.length > 0 && (
          <span className="tag">{t('household.evidence', { count: entry.evidence.length })}</span>
        )}
        {typeof entry.facts.case === 'string' && (
          <CaseLink id={entry.facts.case} className="in-text">
            {t('caseSections.seeCase')}
          </CaseLink>
        )}
      </p>
      {entry.reason && (
        <p>
          {t('household.reason')}
          {t('app.colon')}
          {entry.reason}
        </p>
      )}
      <Changes entry={entry} />
    </li>
  )
}

/** What is other than before comes first; what is new and what was only said again fold away. */
function Changes({ entry }: { readonly entry: VillageTimelineEntry }) {
  const { t } = useWords()
  const facts = useFacts()
  const label = (key: string) =>
    key === 'status' ? facts.label('villageStatus', 'village') : facts.label(key, 'village')
  const show = (key: string, value: VillageTimelineEntry['facts'][string]) =>
    facts.show(facts.find(key === 'status' ? 'villageStatus' : key, 'village'), value)
  // Where it lies is in the head of the page; a record says it only when the village was moved. What an entry of a case
  // says but for the status stands in the case.
  const all = Object.entries(entry.facts).filter(([key]) =>
    'case' in entry.facts ? key === 'status' : key !== 'regionCode' || key in entry.before,
  )
  const isSame = (key: string, value: unknown) =>
    key in entry.before && JSON.stringify(entry.before[key]) === JSON.stringify(value)
  const changed = all.filter(([key, value]) => key in entry.before && !isSame(key, value))
  const added = all.filter(([key]) => !(key in entry.before))
  const same = all.filter(([key, value]) => isSame(key, value))
  const list = (facts: typeof all) => (
    <dl className="event-changes">
      {facts.map(([key, value]) => (
        <div key={key}>
          <dt>{label(key)}</dt>
          <dd className="figure">
            {key in entry.before && !isSame(key, value) && (
              <>
                <span className="unseen">{t('village.before')} </span>
                <del>{show(key, entry.before[key] ?? null)}</del> <span aria-hidden>→</span>{' '}
              </>
            )}
            {show(key, value)}
          </dd>
        </div>
      ))}
    </dl>
  )
  return (
    <>
      {changed.length > 0 && list(changed)}
      {added.length > 0 && (
        <details open={changed.length === 0 && added.length <= 12}>
          <summary>{t('village.added', { count: added.length })}</summary>
          {list(added)}
        </details>
      )}
      {same.length > 0 && (
        <details>
          <summary>{t('village.same', { count: same.length })}</summary>
          {list(same)}
        </details>
      )}
    </>
  )
}
