import type { Import, RowOutcome } from '@lika/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Loading } from '../../parts/loading.tsx'
import { grouped } from '../../parts/numbers.ts'
import { Notice, ProblemNotice } from '../../parts/problem.tsx'
import { useWords } from '../../words/index.ts'
import { CommitPanel } from './commit.tsx'
import { checkOf, rowsQuery } from './queries.ts'
import { RepairBar, useRepairs } from './repairs.tsx'
import { RowTable } from './row-table.tsx'
import { SheetPanel } from './sheet-panel.tsx'

const outcomes = [
  'error',
  'duplicate',
  'changed',
  'new',
  'unchanged',
] as const satisfies readonly RowOutcome[]

/** What the check found, row by row; wrong rows are corrected here, and the rest is committed from here. */
export function PreviewStep({ given, mayWrite }: { readonly given: Import; readonly mayWrite: boolean }) {
  const { say } = useWords()
  const counts = given.counts!
  const repairs = useRepairs(given.id)
  return (
    <>
      {given.problem && (
        <p className="panel fault" role="alert">
          {say(given.problem.message)}
        </p>
      )}
      <div className="preview-head">
        <CommitPanel given={given} mayWrite={mayWrite} hasUnsaved={repairs.lines > 0} />
        {counts.error > 0 && mayWrite && <SheetPanel given={given} />}
      </div>
      <OutcomeTabs given={given} />
      {mayWrite && <RepairBar given={given} repairs={repairs} />}
      <Rows given={given} mayWrite={mayWrite} repairs={repairs} />
    </>
  )
}

export function useOutcome(given: Import): RowOutcome | 'all' {
  const { outcome } = useSearch({ from: '/frame/imports/$id' })
  if (outcome === 'all' || outcomes.includes(outcome as never)) return outcome as RowOutcome | 'all'
  // What has to be done comes first.
  return outcomes.find((each) => (given.counts?.[each] ?? 0) > 0) ?? 'all'
}

function OutcomeTabs({ given }: { readonly given: Import }) {
  const { t } = useWords()
  const counts = given.counts!
  const shown = useOutcome(given)
  return (
    <nav className="outcome-tabs" aria-label={t('imports.preview.label')}>
      {outcomes.map((outcome) => (
        <Link
          key={outcome}
          to="."
          search={(before) => ({ ...before, outcome, row: undefined })}
          replace
          aria-current={shown === outcome ? 'true' : undefined}
          data-outcome={outcome}
          title={t(`imports.outcomeHint.${outcome}`)}
        >
          <span>{t(`imports.outcome.${outcome}`)}</span>
          <strong className="figure">{grouped(counts[outcome])}</strong>
        </Link>
      ))}
      <Link
        to="."
        search={(before) => ({ ...before, outcome: 'all', row: undefined })}
        replace
        aria-current={shown === 'all' ? 'true' : undefined}
        data-outcome="all"
      >
        <span>{t('imports.outcome.all')}</span>
        <strong className="figure">{grouped(counts.total)}</strong>
      </Link>
    </nav>
  )
}

function Rows(props: {
  readonly given: Import
  readonly mayWrite: boolean
  readonly repairs: ReturnType<typeof useRepairs>
}) {
  const { t } = useWords()
  const { given } = props
  const outcome = useOutcome(given)
  const query = useInfiniteQuery(rowsQuery(given.id, outcome === 'all' ? undefined : outcome, checkOf(given)))
  const rows = query.data?.pages.flatMap((page) => page.items)
  if (query.error && !rows) {
    return <ProblemNotice error={query.error} retry={() => void query.refetch()} />
  }
  if (!rows) {
    return (
      <div className="panel">
        <Loading lines={8} />
      </div>
    )
  }
  if (rows.length === 0) {
    const isErrors = outcome === 'error'
    return (
      <div className="panel">
        <Notice
          mark="0"
          title={t(isErrors ? 'imports.preview.noErrors' : 'imports.preview.none')}
          text={t(isErrors ? 'imports.preview.noErrorsText' : 'imports.preview.noneText')}
        />
      </div>
    )
  }
  return (
    <RowTable
      given={given}
      rows={rows}
      mayWrite={props.mayWrite}
      repairs={props.repairs}
      hasMore={query.hasNextPage}
      isFetching={query.isFetchingNextPage}
      fetchMore={() => void query.fetchNextPage()}
    />
  )
}
