import { useWords } from '../words/index.ts'

/** The end of a list that comes page by page: fetches the next, and is gone with the last. */
export function More(props: {
  readonly list: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
  }
}) {
  const { t } = useWords()
  const { list } = props
  if (!list.hasNextPage) return null
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
