// What a list that comes page by page holds, fetched as far as somebody asked for it.

export interface Paged<T> {
  readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined
  readonly hasNextPage: boolean
  readonly isError: boolean
  readonly fetchNextPage: () => Promise<Paged<T>>
}

/** All of a list, or as many pages as hold `most`; undefined when a page did not come, which the list then says itself. */
export async function gather<T>(list: Paged<T>, most: number): Promise<readonly T[] | undefined> {
  let now = list
  let items = itemsOf(now)
  while (now.hasNextPage && items.length < most) {
    now = await now.fetchNextPage()
    if (now.isError) return undefined
    items = itemsOf(now)
  }
  return items
}

const itemsOf = <T>({ data }: Paged<T>) => data?.pages.flatMap((page) => page.items) ?? []
