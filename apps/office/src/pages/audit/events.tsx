import type { AuditEvent } from '@lika/contract'
import { routes, urlOf } from '@lika/contract'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { usePlace } from '../../app/place.ts'
import { instantText } from '../../parts/instant.ts'
import { Loading } from '../../parts/loading.tsx'
import { More } from '../../parts/more.tsx'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { zh } from '../../words/zh.ts'
import { Refusal } from '../imports/refusal.tsx'
import { saveFile } from '../imports/upload.ts'
import { filterOf } from './filter.ts'
import { Filters, useFilter } from './filters.tsx'
import { eventsQuery } from './queries.ts'
import { Why } from './why.tsx'

/** The journal, newest first, filtered by what the address says. */
export function Events() {
  const { t } = useWords()
  const { region } = usePlace()
  const { search } = useFilter()
  const filter = filterOf(region, search)
  const query = useInfiniteQuery(eventsQuery(filter))
  const events = query.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <Filters />
      <div className="audit-bar">
        <p className="quiet figure" role="status">
          {events && t(query.hasNextPage ? 'audit.shown' : 'audit.all', { count: events.length })}
        </p>
        <Export filter={filter} />
      </div>
      <div className="panel">
        {query.error && !events ? (
          <ProblemNotice error={query.error} retry={() => void query.refetch()} />
        ) : events === undefined ? (
          <Loading lines={10} />
        ) : events.length === 0 ? (
          <Notice mark="0" title={t('audit.none')} text={t('audit.noneText')} />
        ) : (
          <EventTable events={events} />
        )}
        <More list={query} />
      </div>
    </>
  )
}

function Export({ filter }: { readonly filter: ReturnType<typeof filterOf> }) {
  const { t } = useWords()
  const save = useMutation({
    mutationFn: () =>
      saveFile(urlOf(routes.exports.exportAuditEvents, { query: { ...filter, format: 'xlsx' } })),
  })
  return (
    <p className="page-actions">
      <Refusal error={save.error} />
      <button type="button" className="button" disabled={save.isPending} onClick={() => save.mutate()}>
        {save.isPending ? t('audit.exporting') : t('audit.export')}
      </button>
    </p>
  )
}

function EventTable({ events }: { readonly events: readonly AuditEvent[] }) {
  const { t } = useWords()
  return (
    <section className="table-scroll" aria-label={t('audit.caption')}>
      <table className="table audit-table">
        <caption className="unseen">{t('audit.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.result')}</th>
            <th scope="col">{t('audit.whom')}</th>
            <th scope="col">{t('audit.where')}</th>
            <th scope="col">{t('audit.why')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function EventRow({ event }: { readonly event: AuditEvent }) {
  const { t, say } = useWords()
  return (
    <tr className={event.result === 'done' ? undefined : 'is-refused'}>
      <td className="figure narrow">{instantText(event.at)}</td>
      <td>
        <Who event={event} />
      </td>
      <td>
        {say(event.label)}
        <span className="quiet audit-line">{t(`audit.kinds.${event.kind}`)}</span>
      </td>
      <td className="narrow">
        <span className={event.result === 'done' ? 'tag' : 'tag tag-warn'}>
          {t(`audit.results.${event.result}`)}
        </span>
      </td>
      <td>
        <Whom event={event} />
      </td>
      <td>{event.region.map(({ name }) => name).join(' ') || '—'}</td>
      <td className="audit-why">
        <Why event={event} />
      </td>
    </tr>
  )
}

function Who({ event }: { readonly event: AuditEvent }) {
  const { t, say } = useWords()
  const { account, displayName, role, address } = event
  if (account === null) {
    return (
      <>
        {event.action.startsWith('job:') ? t('audit.machine') : t('audit.nobody')}
        {address && <span className="quiet audit-line figure">{t('audit.address', { address })}</span>}
      </>
    )
  }
  return (
    <>
      <Link to="." search={(before) => ({ ...before, account })} replace className="in-text">
        {displayName ?? account}
      </Link>
      <span className="quiet audit-line">
        {[role && say(role), address && t('audit.address', { address })].filter(Boolean).join(' · ')}
      </span>
    </>
  )
}

function Whom({ event }: { readonly event: AuditEvent }) {
  const { t } = useWords()
  const { subjectKind, subjectId, subjectNumber } = event
  if (subjectKind === null || subjectId === null) return '—'
  const kind =
    subjectKind in zh.audit.subjects ? t(`audit.subjects.${subjectKind as 'household'}`) : subjectKind
  return (
    <>
      {kind}{' '}
      <Link
        to="."
        search={(before) => ({ ...before, subject: subjectId })}
        replace
        className="in-text figure"
      >
        {subjectNumber ?? subjectId.slice(0, 8)}
      </Link>
    </>
  )
}
