import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { Loading } from '../../../parts/loading.tsx'
import { Refusal } from '../../../parts/record/refusal.tsx'
import { useWords } from '../../../words/index.ts'

/** What will hang, before it hangs: what is published is kept as it was published. */
export function NoticePreview(props: {
  readonly cases: readonly string[]
  readonly step: string
  readonly from: string
  readonly days: number
}) {
  const { t, say } = useWords()
  const { cases, step, from, days } = props
  const isWhole = Number.isInteger(days) && days >= 1 && days <= 365 && from !== ''
  const preview = useQuery({
    queryKey: ['previewNotice', cases, step, from, days],
    queryFn: ({ signal }) => api.previewNotice({ body: { cases: [...cases], step, from, days }, signal }),
    enabled: isWhole,
    staleTime: 0,
    retry: false,
  })
  if (!isWhole) return null
  if (preview.error) return <Refusal error={preview.error} />
  if (!preview.data) return <Loading lines={4} />
  const { title, issuer, text, columns, rows, until } = preview.data
  return (
    <section className="notice-preview" aria-label={t('cases.preview')}>
      <p className="quiet">{t('cases.previewOf', { from, until, count: rows.length })}</p>
      <div className="notice-preview-paper" lang="zh-CN">
        <h4>{title}</h4>
        <p className="notice-preview-text">{text}</p>
        <div className="table-scroll">
          <table className="table">
            <caption className="unseen">{title}</caption>
            <thead>
              <tr>
                {columns.map(({ id, label }) => (
                  <th key={id} scope="col">
                    {say(label)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ case: of, cells }, at) => (
                <tr key={of ?? at}>
                  {cells.map((cell, column) => (
                    <td key={columns[column]?.id ?? column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="notice-preview-issuer">
          {issuer}
          <br />
          {from}
        </p>
      </div>
    </section>
  )
}
