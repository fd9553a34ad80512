import type { Notice } from '@lika/contract'
import { CaseLink } from '../../parts/cases/links.tsx'
import { useWords } from '../../words/index.ts'

/** The words and the table as they were published, each row with the case behind it. */
export function Published({ notice }: { readonly notice: Notice }) {
  const { t, say } = useWords()
  const { above, below } = paragraphsOf(notice)
  return (
    <>
      <p className="notice-words">{above}</p>
      <div className="table-scroll">
        <table className="table notice-rows">
          <caption className="unseen">{notice.title}</caption>
          <thead>
            <tr>
              {notice.columns.map(({ id, label }) => (
                <th key={id} scope="col" className={isNumber(id) ? 'number' : undefined}>
                  {say(label)}
                </th>
              ))}
              <td className="no-print" />
            </tr>
          </thead>
          <tbody>
            {notice.rows.map(({ case: id, cells }, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of what was published never change places
              <tr key={row}>
                {notice.columns.map((column, at) => (
                  <td key={column.id} className={isNumber(column.id) ? 'number' : undefined}>
                    {cells[at]}
                  </td>
                ))}
                <td className="narrow no-print">
                  {id && (
                    <CaseLink id={id} label={t('notices.caseOf', { row: row + 1 })}>
                      {t('notices.case')}
                    </CaseLink>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {below.map((paragraph) => (
        <p key={paragraph} className="notice-words">
          {paragraph}
        </p>
      ))}
      <p className="notice-issuer">
        {notice.issuer}
        <span className="block figure">{dayInWords(notice.from)}</span>
      </p>
    </>
  )
}

/** The same table on paper: all of its rows, or those of one case. */
export function PrintedRows(props: {
  readonly notice: Pick<Notice, 'columns' | 'rows'>
  readonly rows?: Notice['rows']
  readonly figureClass?: string
}) {
  const { say } = useWords()
  const { notice, rows = notice.rows, figureClass } = props
  return (
    <table>
      <thead>
        <tr>
          {notice.columns.map(({ id, label }) => (
            <th key={id} scope="col">
              {say(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ cells }, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of what was published never change places
          <tr key={row}>
            {notice.columns.map((column, at) => (
              <td key={column.id} className={isNumber(column.id) ? figureClass : undefined}>
                {cells[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The first paragraph of what it says stands above the table, the others below it. */
export function paragraphsOf({ text }: Pick<Notice, 'text'>) {
  const [above = '', ...below] = text.split('\n\n')
  return { above, below }
}

export const isNumber = (column: string) => column === 'serial' || column === 'householdSize'

/** A day as the document writes it, in whatever language the office is read: 2017年3月2日. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
