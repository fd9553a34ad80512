import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance, findCode, nearestCode } from './find-code.ts'
import { relationOfGbt4761 } from './lists/relation-gb.ts'
import type { StandardId } from './standard.ts'
import { standards } from './standards.ts'

const all = Object.values(standards)

describe('code lists', () => {
  test('every list stands under its own id and has a title in both languages', () => {
    for (const [id, standard] of Object.entries(standards)) {
      expect(standard.id).toBe(id)
      expect(standard.title.zh && standard.title.en).toBeTruthy()
    }
  })

  test('no word means two values of one list', () => {
    for (const { id, values } of all) {
      const meaning = new Map<string, string>()
      for (const { code, label, national, synonyms = [] } of values) {
        for (const word of [code, label.zh, label.en, national, ...synonyms]) {
          if (word === undefined) continue
          const key = word.normalize('NFKC').toLowerCase()
          expect([id, word, meaning.get(key) ?? code]).toEqual([id, word, code])
          meaning.set(key, code)
        }
      }
    }
  })

  test('codes are short words or digits, and a parent is a value of the same list', () => {
    for (const { values } of all) {
      for (const { code, parent } of values) {
        expect(code).toMatch(/^[A-Za-z0-9]{1,30}$/)
        if (parent) expect(values.map((value) => value.code)).toContain(parent)
      }
    }
  })

  test.each<[StandardId, number]>([
    ['ethnicGroup', 58],
    ['relation', 28],
    ['schoolStage', 25],
    ['cause', 15],
    ['disabilityCategory', 7],
    ['disabilityGrade', 4],
    ['riskType', 18],
    ['householdStatus', 6],
    ['urbanRuralClass', 7],
  ])('%s has %i values', (id, count) => {
    expect(standards[id].values).toHaveLength(count)
  })

  test('the thirteen national causes bear the numbers 1 to 13 in their order', () => {
    const numbers = standards.cause.values.flatMap(({ national }) => national ?? [])
    expect(numbers).toEqual(Array.from({ length: 13 }, (_, index) => String(index + 1)))
  })

  test('lists that nobody has confirmed are marked', () => {
    expect(all.filter(({ grade }) => grade === 'U').map(({ id }) => id)).toEqual([
      'dropoutReason',
      'riskType',
    ])
  })
})

describe('relations', () => {
  test('every national relation names an existing GB/T 4761 code with a sex that does not contradict it', () => {
    for (const { gbt4761, sex } of standards.relation.values) {
      const gb = standards.relationGb.values.find(({ code }) => code === gbt4761)
      expect(gb).toBeDefined()
      if (gb?.sex) expect(sex).toBe(gb.sex)
    }
  })

  test('a relation comes back from its GB/T 4761 code, unless several share the group code', () => {
    for (const { code, gbt4761 } of standards.relation.values) {
      if (code === 'brothersWife' || code === 'uncle') continue
      expect(relationOfGbt4761(gbt4761!)).toBe(code)
    }
  })

  test('a relation that a GB/T 4761 code becomes implies no other sex', () => {
    for (const { code, sex } of standards.relationGb.values) {
      const relation = standards.relation.values.find((value) => value.code === relationOfGbt4761(code))
      if (sex && relation?.sex) expect([code, relation.sex]).toEqual([code, sex])
    }
  })

  test.each([
    ['23', 'son'],
    ['37', 'daughter'],
    ['12', 'spouse'],
    ['72', 'brothersWife'],
    ['77', 'sibling'],
    ['83', 'uncle'],
    ['45', 'other'],
    ['40', undefined],
    ['04', undefined],
  ])('GB/T 4761 code %s is %s in the national list', (code, relation) => {
    expect(relationOfGbt4761(code)).toBe(relation)
  })
})

describe('finding a value', () => {
  test.each<[StandardId, string, string]>([
    ['cause', 'illness', 'illness'],
    ['cause', '因病', 'illness'],
    ['cause', 'Illness', 'illness'],
    ['cause', '1', 'illness'],
    ['cause', '１３', 'bereavement'],
    ['cause', '缺劳动力', 'labour'],
    ['cause', '因祸', 'mishap'],
    ['ethnicGroup', '壮', '08'],
    ['ethnicGroup', '壮族', '08'],
    ['ethnicGroup', '8', '08'],
    ['ethnicGroup', 'zhuang', '08'],
    ['relation', ' 儿 媳 ', 'daughterInLaw'],
    ['sex', '男', 'male'],
    ['sex', '2', 'female'],
    ['houseGrade', 'c', 'C'],
    ['houseGrade', 'Ｄ级', 'D'],
    ['unitAffiliation', '县(区)直', 'county'],
    ['unitAffiliation', '区直', 'regional'],
    ['relationGb', '2', '02'],
  ])('in %s the text %j is %s', (id, text, code) => {
    expect(findCode(id, text)?.code).toBe(code)
  })

  test('every code, label, number and synonym finds its own value', () => {
    for (const standard of all) {
      for (const value of standard.values) {
        for (const text of [value.code, value.label.zh, value.label.en, ...(value.synonyms ?? [])]) {
          expect(findCode(standard, text)).toBe(value)
        }
      }
    }
  })

  test.each<[StandardId, string, string | undefined]>([
    ['cause', '缺技数', 'technology'],
    ['cause', '缺资', 'capital'],
    ['cause', 'ilness', 'illness'],
    ['education', '文盲半文盲', 'illiterate'],
    ['ethnicGroup', '维吾族', '05'],
    ['cause', '1x', undefined],
    ['cause', '', undefined],
    ['cause', '拖拉机手', undefined],
  ])('in %s the misspelt %j is probably %s', (id, text, code) => {
    expect(findCode(id, text)).toBeUndefined()
    expect(nearestCode(id, text)?.code).toBe(code)
  })

  test('any text is answered at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        findCode('cause', text)
        nearestCode('ethnicGroup', text)
      }),
    )
  })

  test('edit distance is symmetric, zero only for equal texts, and one for swapped neighbours', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(`${a}xy${b}`, `${a}yx${b}`)).toBe(1)
      }),
    )
  })
})
