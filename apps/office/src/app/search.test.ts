import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch, textSearch } from './search.ts'

describe('addresses', () => {
  it('a region stays text, and comes back as it was', () => {
    expect(parseSearch('?region=4505&date=2017-03-31')).toEqual({ region: '4505', date: '2017-03-31' })
    expect(stringifySearch({ region: '4505', status: 'poor,expected', cause: undefined })).toBe(
      '?region=4505&status=poor,expected',
    )
  })
  it('drops what a page does not know, and what is empty', () => {
    expect(textSearch('status')({ status: 'poor', other: 'x' })).toEqual({ status: 'poor' })
    expect(textSearch('status')({ status: '' })).toEqual({})
    expect(stringifySearch({})).toBe('')
  })
})
