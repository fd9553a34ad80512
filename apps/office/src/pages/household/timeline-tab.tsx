import type { FactValue, Household, TimelineEntry } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { CaseLink } from '../../parts/cases/links.tsx'
import { EvidenceList } from '../../parts/evidence/evidence.tsx'
import { type Facts, useFacts } from '../../parts/facts.ts'
import { Loading } from '../../parts/loading.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { monthsOf } from '../../parts/record/months.ts'
import { useSource } from '../../parts/source-name.ts'
import { useWords } from '../../words/index.ts'
import { useEndReason } from './end-reason.ts'
import { timelineQuery } from './queries.ts'
import './timeline.css'
import { More } from '../../parts/more.tsx'

/** Every record and decision about the household and its members, the latest first, with what each changed. */
export function TimelineTab({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const { fact, who } = useSearch({ from: '/frame/households/$id' })
  const filter = { ...(fact ? { fact } : {}), ...(who ? { subject: who } : {}) }
  const query = useInfiniteQuery(timelineQuery(household.id, filter))
  const entries = query.data?.pages.flatMap((page) => page.items)
  return (
    <section className="panel">
      <Filter household={household} />
      {query.error && !entries && <ProblemNotice error={query.error} retry={() => void query.refetch()} />}
      {!query.error && !entries && <Loading lines={10} />}
      {entries?.length === 0 && (
        <Notice mark="0" title={t('household.timelineEmpty')}>
          {(fact || who) && (
            <Link
              className="button"
              to="."
              search={(before) => ({ ...before, fact: undefined, who: undefined })}
            >
              {t('timeline.showAll')}
            </Link>
          )}
        </Notice>
      )}
      <ol className="timeline">
        {entries?.map((entry) => (
          <Entry key={entry.id} entry={entry} household={household} />
        ))}
      </ol>
      <More list={query} />
    </section>
  )
}

function Filter({ household }: { readonly household: Household }) {
  const { t } = useWords()
  const facts = useFacts()
  const { fact = '', who = '' } = useSearch({ from: '/frame/households/$id' })
  const navigate = useNavigate()
  const choose = (key: 'fact' | 'who', value: string) =>
    void navigate({ to: '.', search: (before) => ({ ...before, [key]: value || undefined }), replace: true })
  const known = [...household.facts, ...household.members.flatMap((member) => member.facts)]
  const kinds = [...new Set([...known.map((each) => each.fact), ...(fact ? [fact] : [])])]
    .map((id) => ({ id, label: facts.label(id) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'zh-CN'))
  const isFormer = who !== '' && who !== household.id && !household.members.some(({ id }) => id === who)
  return (
    <div className="timeline-filter">
      <label>
        {t('timeline.who')}
        <select className="input" value={who} onChange={(event) => choose('who', event.target.value)}>
          <option value="">{t('timeline.everybody')}</option>
          <option value={household.id}>{t('record.household')}</option>
          {household.members.map((member) => (
            <option key={member.id} value={member.id}>
              {member.name ?? t('households.nameUnknown')}
            </option>
          ))}
          {isFormer && <option value={who}>{t('timeline.former')}</option>}
        </select>
      </label>
      <label>
        {t('record.fact')}
        <select className="input" value={fact} onChange={(event) => choose('fact', event.target.value)}>
          <option value="">{t('timeline.everything')}</option>
          {kinds.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

const placing = new Set(['regionCode', 'householdId', 'householdNumber', 'endedBecause', 'idNumberCheck'])

function Entry({ entry, household }: { readonly entry: TimelineEntry; readonly household: Household }) {
  const { t, language } = useWords()
  const facts = useFacts()
  const source = useSource()
  const { can } = usePlace()
  const received = new Date(entry.receivedAt).toLocaleString(language === 'en' ? 'en-GB' : 'zh-CN', {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
  const months = entry.period && monthsOf(entry.period)
  // Ids are for programs; who belongs to whom is said by names elsewhere.
  const ofCase = entry.journal === 'decision' ? entry.facts.case : undefined
  const from = ofCase ?? entry.case
  const shown = Object.entries(entry.facts).filter(([id]) =>
    // What else an entry of a case says stands in the case.
    ofCase === undefined ? id !== 'householdId' && id !== 'idNumberCheck' : id === 'status',
  )
  const mayCorrect =
    entry.journal === 'record' &&
    !entry.correctedBy &&
    entry.kind !== 'operation' &&
    entry.kind !== 'case' &&
    shown.some(([id]) => !placing.has(id)) &&
    can('registry.record')
  return (
    <li className={entry.correctedBy ? 'is-corrected' : ''} id={`entry-${entry.id}`}>
      <p className="timeline-head">
        <time dateTime={entry.observedOn} className="figure">
          {entry.observedOn}
        </time>
        <strong>{entry.subjectName ?? t('household.timelineHead')}</strong>
        <span>{source(entry.kind)}</span>
        <span className="quiet">
          {entry.author} · {t('household.received', { time: received })}
        </span>
        {months && (
          <span className="figure">
            {months.from === months.to ? months.from : `${months.from} – ${months.to}`}
          </span>
        )}
        {entry.corrects && (
          <a className="tag" href={`#entry-${entry.corrects}`}>
            {t('household.corrects')}
          </a>
        )}
        {entry.correctedBy && (
          <a className="tag tag-warn" href={`#entry-${entry.correctedBy}`}>
            {t('household.corrected')}
          </a>
        )}
        {typeof from === 'string' && (
          <CaseLink id={from} className="in-text">
            {t('caseSections.seeCase')}
          </CaseLink>
        )}
        {mayCorrect && (
          <Link
            className="button button-quiet button-small push-end"
            to="."
            search={(before) => ({ ...before, correct: entry.id })}
            replace
          >
            {t('timeline.correct')}
          </Link>
        )}
      </p>
      {entry.reason && (
        <p>
          <span className="quiet">{t('household.reason')}</span> {entry.reason}
        </p>
      )}
      {shown.length === 0 && entry.corrects && <p>{t('timeline.withdrawn')}</p>}
      <FactChanges entry={entry} shown={shown} facts={facts} household={household} />
      <EvidenceList evidence={entry.evidence} files={entry.files ?? []} />
    </li>
  )
}

/** So many facts are shown at once; a registration says many. */
const AT_ONCE = 12

function FactChanges(props: {
  readonly entry: TimelineEntry
  readonly shown: readonly (readonly [string, FactValue])[]
  readonly facts: Facts
  readonly household: Household
}) {
  const { t } = useWords()
  const { entry, facts } = props
  const told = useTold(facts)
  const label = (id: string) => {
    if (id === 'regionCode') return t('timeline.region')
    return id === 'endedBecause' ? t('timeline.ended') : facts.label(id, entry.subjectKind)
  }
  const { before = {} } = entry
  const changed = (id: string, value: FactValue) =>
    id in before && JSON.stringify(before[id]) !== JSON.stringify(value)
  // What changed is read first, then what is new, then what was said again.
  const rank = ([id, value]: readonly [string, FactValue]) => (changed(id, value) ? 0 : id in before ? 2 : 1)
  const ordered = props.shown.toSorted((a, b) => rank(a) - rank(b))
  const line = ([id, value]: readonly [string, FactValue]) => (
    <div key={id} className={`use${changed(id, value) ? ' is-changed' : ''}`}>
      <dt>{label(id)}</dt>
      <dd className="figure">
        {changed(id, value) && (
          <>
            <span className="was">{told(entry, id, before[id] ?? null)}</span>
            <span aria-hidden> → </span>
            <span className="unseen">{t('timeline.to')}</span>
          </>
        )}
        {told(entry, id, value)}
        {id in before && !changed(id, value) && <span className="quiet same"> {t('timeline.same')}</span>}
      </dd>
    </div>
  )
  if (ordered.length === 0) return null
  return (
    <>
      <dl className="uses">{ordered.slice(0, AT_ONCE).map(line)}</dl>
      {ordered.length > AT_ONCE && (
        <details>
          <summary className="quiet">{t('timeline.more', { count: ordered.length - AT_ONCE })}</summary>
          <dl className="uses">{ordered.slice(AT_ONCE).map(line)}</dl>
        </details>
      )}
    </>
  )
}

/** A value in words, those that only the registry writes as well. */
function useTold(facts: Facts) {
  const ended = useEndReason()
  return (entry: TimelineEntry, id: string, value: FactValue): string => {
    if (id === 'endedBecause' && typeof value === 'string') return ended(value)
    return facts.show(facts.find(id, entry.subjectKind), value)
  }
}
