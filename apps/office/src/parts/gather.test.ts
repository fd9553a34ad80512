import { expect, test } from 'vitest'
import { gather, type Paged } from './gather.ts'

/** A list of pages of two, of which one may fail to come. */
function listOf(pages: number, failing?: number) {
  const asked: number[] = []
  const at = (count: number, isError = false): Paged<number> => ({
    data: { pages: Array.from({ length: count }, (_, page) => ({ items: [2 * page, 2 * page + 1] })) },
    hasNextPage: count < pages,
    isError,
    fetchNextPage: async () => {
      asked.push(count)
      return count === failing ? at(count, true) : at(count + 1)
    },
  })
  return { asked, first: at(1) }
}

test('everything is fetched page by page, and no page beyond what is asked for', async () => {
  expect(await gather(listOf(3).first, 500)).toEqual([0, 1, 2, 3, 4, 5])
  const { asked, first } = listOf(100)
  expect(await gather(first, 4)).toEqual([0, 1, 2, 3])
  expect(asked).toEqual([1])
})

test('a page that does not come is asked for once, and nothing is taken for all', async () => {
  const { asked, first } = listOf(5, 2)
  expect(await gather(first, 500)).toBeUndefined()
  expect(asked).toEqual([1, 2])
})
