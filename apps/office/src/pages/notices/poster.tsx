import type { Notice } from '@lika/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Fetched } from '../../parts/fetched.tsx'
import { PaperScroll } from '../../parts/paper.tsx'
import { QrCode } from '../../parts/qr.tsx'
import { useTitle } from '../../parts/title.ts'
import { useWords } from '../../words/index.ts'
import { dayInWords, PrintedRows, paragraphsOf } from './published.tsx'
import { noticeQuery } from './queries.ts'
import '../household/household.css'
import '../../parts/filters.css'
import './poster.css'

const sizes = ['a3', 'a4'] as const
type Size = (typeof sizes)[number]

/** The notice as it is put up: read at two metres, with the way to object and the address of its public page. */
export function PosterPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/notices/$id/poster' })
  const { size } = useSearch({ from: '/frame/notices/$id/poster' })
  const query = useQuery(noticeQuery(id))
  const chosen: Size = sizes.find((each) => each === size) ?? 'a3'
  useTitle(t('notices.poster.title'))
  return (
    <Fetched query={query} lines={14}>
      {(notice) => (
        <>
          <Tools notice={notice} size={chosen} />
          <Poster notice={notice} size={chosen} />
        </>
      )}
    </Fetched>
  )
}

function Tools({ notice, size }: { readonly notice: Notice; readonly size: Size }) {
  const { t } = useWords()
  const navigate = useNavigate({ from: '/notices/$id/poster' })
  return (
    <div className="page-head no-print">
      <h1>{t('notices.poster.title')}</h1>
      <Link to="/notices/$id" params={{ id: notice.id }} search={{}}>
        {t('notices.poster.back')}
      </Link>
      <fieldset className="toggles push-end" aria-label={t('notices.poster.size')}>
        {sizes.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="size"
              checked={each === size}
              onChange={() =>
                void navigate({ search: (before) => ({ ...before, size: each === 'a3' ? undefined : each }) })
              }
            />
            {t(`notices.poster.${each}`)}
          </label>
        ))}
      </fieldset>
      <button type="button" className="button button-primary" onClick={() => window.print()}>
        {t('notices.poster.print')}
      </button>
    </div>
  )
}

function Poster({ notice, size }: { readonly notice: Notice; readonly size: Size }) {
  const { t } = useWords()
  const address = new URL(notice.publicPath, location.origin).href
  const { above, below } = paragraphsOf(notice)
  return (
    <PaperScroll label={t('notices.poster.title')}>
      <article className={`paper poster poster-${size}`}>
        <h2>{notice.title}</h2>
        <p className="poster-number">{notice.number}</p>
        <p className="poster-words">{above}</p>
        <PrintedRows notice={notice} figureClass="poster-figure" />
        <section className="poster-foot">
          <div className="poster-how">
            {below.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </div>
          <figure className="poster-code">
            <QrCode text={address} label={t('notices.poster.code', { address })} />
            <figcaption>{t(`notices.poster.scan.${notice.kind}`)}</figcaption>
          </figure>
        </section>
        <div className="poster-sign">
          <p className="poster-address">{address}</p>
          <p className="poster-issuer">
            <strong>{notice.issuer}</strong>
            <span>{dayInWords(notice.from)}</span>
            <span className="poster-stamp">{t('notices.poster.stamp')}</span>
          </p>
        </div>
      </article>
    </PaperScroll>
  )
}
