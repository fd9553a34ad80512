import { expect, test } from 'vitest'
import { namesOf, spellName, stemOf } from './names.ts'

test('a name is spelt from each syllable on', () => {
  expect(spellName('廉州镇')).toEqual({ initials: 'lzz', spelling: 'lianzhouzhen zhouzhen zhen' })
})

test('what is no Chinese stands for itself', () => {
  expect(spellName('第21村').initials).toBe('d2c')
})

test('the ending of a name does not matter, unless it is the whole name', () => {
  expect(stemOf('合浦县')).toBe('合浦')
  expect(stemOf('水村')).toBe('水村')
  expect(namesOf('合浦')).toContain('合浦县')
})
