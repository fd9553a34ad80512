import { describe, expect, it } from 'vitest'
import { diffTexts } from './text-diff.ts'

const marked = (before: string, after: string) =>
  diffTexts(before, after)
    .map(({ text, kind }) => (kind === 'same' ? text : kind === 'old' ? `[-${text}]` : `[+${text}]`))
    .join('')

describe('two texts of a rule', () => {
  it('of which one number changed differ in that number', () => {
    expect(marked('取水往返不超过20分钟', '取水往返不超过30分钟')).toBe('取水往返不超过[-20][+30]分钟')
    expect(marked('2952.00 yuan', '4000.00 yuan')).toBe('[-2952.00][+4000.00] yuan')
  })
  it('that are the same have one piece, and nothing beside something is all of it', () => {
    expect(diffTexts('甲乙', '甲乙')).toEqual([{ text: '甲乙', kind: 'same' }])
    expect(marked('', '新的')).toBe('[+新的]')
  })
  it('keep every character of both', () => {
    const [before, after] = ['有井、水柜；水质清。', '有自来水或井；水质清、无异味。']
    const pieces = diffTexts(before, after)
    const only = (kind: string) =>
      pieces
        .filter((piece) => piece.kind !== kind)
        .map(({ text }) => text)
        .join('')
    expect([only('new'), only('old')]).toEqual([before, after])
  })
  it('too long to compare are shown as another text', () => {
    expect(diffTexts('字'.repeat(2000), '词'.repeat(2000)).map(({ kind }) => kind)).toEqual(['old', 'new'])
  })
})
