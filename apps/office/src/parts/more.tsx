import { useWords } from '../words/index.ts'
import { ProblemNotice } from './problem.tsx'

/** The end of a list that comes page by page: fetches the next or says why it did not come, and is gone with the last. */
export function More(props: {
  readonly list: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
    readonly isFetchNextPageError: boolean
    readonly error: Error | null
  }
}) {
  const { t } = useWords()
  const { list } = props
  if (!list.hasNextPage) return null
  if (list.isFetchNextPageError && list.error && !list.isFetchingNextPage)
    return <ProblemNotice error={list.error} retry={() => void list.fetchNextPage()} />
  return (
    <div className="list-foot">
      <button
        type="button"
        className="button"
        disabled={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {list.isFetchingNextPage ? t('list.loadingMore') : t('list.more')}
      </button>
    </div>
  )
}
