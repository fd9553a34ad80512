import type { Case, Notice } from '@lika/contract'
import { useQueries } from '@tanstack/react-query'
import { ProblemNotice } from '../../../parts/problem.tsx'
import { useWords } from '../../../words/index.ts'
import { dayInWords, PrintedRows, paragraphsOf } from '../../notices/published.tsx'
import { noticeQuery } from '../../notices/queries.ts'
import { PartOf } from './heading.tsx'
import { noticeIds } from './parts.ts'

/** The notices as they were published; of their rows the one of this case, since the others have files of their own. */
export function NoticesPart({ item }: { readonly item: Case }) {
  const { t } = useWords()
  const queries = useQueries({ queries: noticeIds(item).map((id) => noticeQuery(id)) })
  if (queries.length === 0) return <PartOf part="notices" none={t('archive.none.notices')} />
  const failed = queries.find(({ error }) => error)
  return (
    <PartOf part="notices">
      {failed?.error && <ProblemNotice error={failed.error} retry={() => void failed.refetch()} />}
      {queries.map(({ data }) => data && <Published key={data.id} notice={data} case={item.id} />)}
    </PartOf>
  )
}

function Published(props: { readonly notice: Notice; readonly case: string }) {
  const { t } = useWords()
  const { notice } = props
  const { above, below } = paragraphsOf(notice)
  const own = notice.rows.filter((row) => row.case === props.case)
  return (
    <div className="file-notice">
      <h3>{notice.title}</h3>
      <p className="file-notice-number">{notice.number}</p>
      <p>{above}</p>
      <PrintedRows notice={notice} rows={own} />
      {notice.rows.length > own.length && (
        <p className="file-aside">{t('archive.otherRows', { number: notice.rows.length - own.length })}</p>
      )}
      {below.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="file-issuer">
        {notice.issuer}
        <span className="block">{dayInWords(notice.from)}</span>
      </p>
      {notice.takenDown && (
        <p>
          {t('notices.down.done', { day: notice.takenDown.on, by: notice.takenDown.by })}
          {notice.takenDown.reason}
        </p>
      )}
      <p className="file-aside">
        {t('archive.noticeDigest')} <code>{notice.sha256}</code>
      </p>
    </div>
  )
}
