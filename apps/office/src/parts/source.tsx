import { useWords } from '../words/index.ts'

type Citation = { readonly title: string; readonly clause?: string; readonly confirmed: boolean }

/** The document and clause that something rests on, and whether that has been checked. */
export function Source({
  source,
  confirmed = true,
}: {
  readonly source: Citation
  readonly confirmed?: boolean
}) {
  return (
    <span className="source" title={source.title}>
      <span className="source-title">{source.title}</span>
      {source.clause && <span className="source-clause">{source.clause}</span>}
      {(!source.confirmed || !confirmed) && <Unconfirmed />}
    </span>
  )
}

export function Unconfirmed() {
  const { t } = useWords()
  return (
    <span className="tag tag-warn" title={t('verdict.unconfirmedHint')}>
      {t('verdict.unconfirmed')}
    </span>
  )
}
