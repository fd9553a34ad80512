import type { Notice as PublicNotice } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CasesLink } from '../../parts/cases/links.tsx'
import { Fetched } from '../../parts/fetched.tsx'
import { instantText } from '../../parts/instant.ts'
import { grouped } from '../../parts/numbers.ts'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { NoticeMark } from './notice-mark.tsx'
import { Objections } from './objections.tsx'
import { Published } from './published.tsx'
import { noticeQuery } from './queries.ts'
import { TakeDown } from './take-down.tsx'
import '../household/household.css'
import './notices.css'

/** One notice as it was published, what was objected, and what can be done about it. */
export function NoticePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/notices/$id' })
  const query = useQuery(noticeQuery(id))
  useTitle(query.data?.title ?? t('notices.one'))
  return (
    <Fetched query={query} lines={14}>
      {(notice) => <Page key={notice.id} notice={notice} />}
    </Fetched>
  )
}

function Page({ notice }: { readonly notice: PublicNotice }) {
  const { t } = useWords()
  const { act } = useSearch({ from: '/frame/notices/$id' })
  const navigate = useNavigate({ from: '/notices/$id' })
  const close = () => void navigate({ search: (before) => ({ ...before, act: undefined }), replace: true })
  const isShown = notice.state === 'hanging'
  return (
    <article>
      <header className="page-head">
        <h1>{notice.title}</h1>
        <span className="tag">{t(`notices.kind.${notice.kind}`)}</span>
        <NoticeMark notice={notice} />
        <span className="push-end head-actions">
          <Link
            className="button button-primary"
            to="/notices/$id/poster"
            params={{ id: notice.id }}
            search={{}}
          >
            {t('notices.poster.open')}
          </Link>
          {isShown && (
            <a className="button" href={notice.publicPath} target="_blank" rel="noreferrer">
              {t('notices.publicPage')}
            </a>
          )}
          {notice.mayTakeDown && (
            <Link className="button" to="." search={(before) => ({ ...before, act: 'down' })} replace>
              {t(`notices.down.open.${notice.kind}`)}
            </Link>
          )}
        </span>
      </header>
      {act === 'down' && notice.mayTakeDown && <TakeDown notice={notice} close={close} />}
      {notice.takenDown && (
        <p className="panel notice-down">
          <strong>{t('notices.down.done', { day: notice.takenDown.on, by: notice.takenDown.by })}</strong>
          {notice.takenDown.reason}
        </p>
      )}
      <div className="beside">
        <section className="panel" aria-labelledby="published">
          <div className="panel-head">
            <h2 id="published">{t('notices.published')}</h2>
            <CasesLink filter={{ notice: notice.id }}>
              {t('notices.rows', { all: grouped(notice.rows.length) })}
            </CasesLink>
          </div>
          <Published notice={notice} />
        </section>
        <div className="stack">
          <Objections notice={notice} />
          <About notice={notice} />
        </div>
      </div>
    </article>
  )
}

/** Where it hangs, since when, by whom, and the digest that the entries of the cases name. */
function About({ notice }: { readonly notice: PublicNotice }) {
  const { t, say } = useWords()
  const lines: readonly (readonly [string, string])[] = [
    [t('notices.number'), notice.number],
    [t('notices.where'), notice.region.map(({ name }) => name).join(' ')],
    [t('notices.procedure'), `${say(notice.procedure.label)} · ${say(notice.step.label)}`],
    [t('notices.period'), t('notices.fromTo', { from: notice.from, until: notice.until })],
    [
      t('notices.days'),
      t(notice.workingDays ? 'notices.workingDays' : 'notices.calendarDays', { count: notice.days }),
    ],
    [t('notices.by'), notice.by],
    [t('notices.at'), instantText(notice.at)],
  ]
  return (
    <section className="panel" aria-labelledby="about">
      <div className="panel-head">
        <h2 id="about">{t('notices.about')}</h2>
      </div>
      <dl className="notice-facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="figure">{value}</dd>
          </div>
        ))}
        <div>
          <dt>{t('notices.digest')}</dt>
          <dd>
            <code>{notice.sha256}</code>
          </dd>
        </div>
      </dl>
      <p className="quiet">{t('notices.digestText')}</p>
    </section>
  )
}
