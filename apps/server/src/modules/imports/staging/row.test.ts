import fc from 'fast-check'
import { cellReader, isCalendarDay } from './cells.ts'
import { completeIdentity } from './identity.ts'
import { bareName, placeFinder } from './places.ts'
import { codeListOf, describe, expect, factOf, test } from './testing.ts'

const read = (fact: Parameters<typeof factOf>[0], text: string, kind = 't') =>
  cellReader('household.x', factOf(fact), { list: codeListOf() })(text, kind)

describe('one cell', () => {
  test('yes and no are read however offices write them', () => {
    for (const word of ['是', '有', '√', '1', 'TRUE', ' 是 ', '１'])
      expect(read({ type: 'boolean' }, word)).toEqual({ value: true })
    for (const word of ['否', '无', '×', '0', 'false', '没有'])
      expect(read({ type: 'boolean' }, word)).toEqual({ value: false })
    expect(read({ type: 'boolean' }, '不详')).toEqual({ value: null })
    expect(read({ type: 'boolean' }, '也许')).toMatchObject({
      problem: { code: 'cell.boolean', value: '也许' },
    })
  })

  test('a number is exact, within its range, and may bear its own unit only', () => {
    const minutes = { type: 'integer', unitText: 'min', range: { min: 0n, max: 1440n } } as const
    expect(read(minutes, '35分钟')).toEqual({ value: 35 })
    expect(read(minutes, '35.0')).toEqual({ value: 35 })
    expect(read(minutes, '1,200')).toEqual({ value: 1200 })
    expect(read(minutes, '35公里')).toMatchObject({ problem: { code: 'cell.number' } })
    expect(read(minutes, '1441')).toMatchObject({ problem: { code: 'cell.range', args: { max: '1440' } } })
    expect(read(minutes, '1.5')).toMatchObject({ problem: { code: 'cell.whole' } })
    expect(read({ type: 'money', scale: 2 }, '¥1,234.5元')).toEqual({ value: '1234.50' })
    expect(read({ type: 'money', scale: 2 }, '0.001')).toMatchObject({ problem: { code: 'cell.decimals' } })
  })

  test('a day is read in the ways it is written, and a day that never was is told', () => {
    for (const text of [
      '2016-11-03',
      '2016/11/3',
      '2016.11.03',
      '2016年11月3日',
      '20161103',
      '2016-11-03T08:30:00',
    ]) {
      expect(read({ type: 'date' }, text)).toEqual({ value: '2016-11-03' })
    }
    expect(read({ type: 'date' }, '2015-02-29')).toMatchObject({ problem: { code: 'cell.noSuchDay' } })
    expect(read({ type: 'date' }, '2016年11月')).toMatchObject({ problem: { code: 'cell.dayIncomplete' } })
    expect(read({ type: 'date' }, '42677', 'n')).toMatchObject({ problem: { code: 'cell.daySerial' } })
  })

  test('a code is found by label, synonym and number, and a slip of the pen gets a proposal', () => {
    for (const text of ['因病', '疾病', '1', 'illness'])
      expect(read({ type: 'code', codes: 'list' }, text)).toEqual({ value: 'illness' })
    expect(read({ type: 'codes', codes: 'list' }, '因病、缺资金')).toEqual({ value: ['illness', 'capital'] })
    expect(read({ type: 'code', codes: 'list' }, '缺资全')).toMatchObject({
      problem: { args: { near: '缺资金' } },
    })
  })

  test('whatever stands in a cell, reading it gives a value or a problem and never an error', () => {
    const types = ['boolean', 'integer', 'decimal', 'money', 'date', 'code', 'codes', 'text'] as const
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.constantFrom(...types), (text, type) => {
        const cell = read({ type, scale: type === 'money' ? 2 : 0, codes: 'list' }, text)
        const stored = JSON.stringify(cell ?? null)
        expect(stored.isWellFormed()).toBe(true)
        expect(stored).not.toMatch(/\\u0000|\\ud[89a-f]/i)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a day is one exactly when the calendar has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1800, max: 2200 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
          const at = new Date(`${text}T00:00:00Z`)
          expect(isCalendarDay(text)).toBe(!Number.isNaN(at.getTime()) && at.toISOString().startsWith(text))
        },
      ),
    )
  })
})

describe('id numbers', () => {
  const options = { today: '2017-03-31', keepWrong: false }

  test('birth date and sex follow from a valid number where they are blank, and must agree where they are not', () => {
    const facts: Record<string, string> = { idNumber: '11010519491231002x' }
    expect(completeIdentity(facts, [], options)).toBe('11010519491231002X')
    expect(facts).toEqual({
      idNumber: '11010519491231002X',
      idNumberCheck: 'valid',
      birthDate: '1949-12-31',
      sex: 'female',
    })
    const told: { code: string; field?: string }[] = []
    completeIdentity({ idNumber: '11010519491231002X', birthDate: '1949-12-30', sex: 'male' }, told, options)
    expect(told.map(({ field }) => field)).toEqual(['person.birthDate', 'person.sex'])
  })

  test('15 digits become 18, a certificate tells the disability, a wrong number is told and kept only when asked', () => {
    const old: Record<string, string> = { idNumber: '110105491231002' }
    expect(completeIdentity(old, [], options)).toBe('11010519491231002X')
    const certificate: Record<string, string> = { idNumber: '11010519491231002X43' }
    expect(completeIdentity(certificate, [], options)).toBe('11010519491231002X')
    expect(certificate).toMatchObject({ disabilityCategory: 'physical', disabilityGrade: '3' })
    for (const keepWrong of [false, true]) {
      const wrong: Record<string, string> = { idNumber: '110105194912310021' }
      const told: { code: string; warning?: true }[] = []
      expect(completeIdentity(wrong, told, { ...options, keepWrong })).toBeUndefined()
      expect(wrong.idNumberCheck).toBe('wrongCheckDigit')
      expect(told.map(({ warning }) => warning ?? false)).toEqual([keepWrong])
      expect(JSON.stringify(told)).not.toContain('110105194912310021')
    }
  })
})

describe('places', () => {
  const find = placeFinder(
    [
      { code: '450521', name: '合浦县' },
      { code: '450521100', name: '廉州镇' },
      { code: '450521100201', name: '大江村委会' },
      { code: '450521101', name: '党江镇' },
      { code: '450521101201', name: '大江村' },
      { code: '45052110020101', name: '第1组' },
    ],
    '450521',
  )

  test('a village is found by code or by names, and a name that two villages bear asks for the town', () => {
    expect(find({ code: '450521100201' })).toEqual({ code: '450521100201' })
    expect(find({ town: '廉州镇', village: '大江村民委员会' })).toEqual({ code: '450521100201' })
    expect(find({ village: '大江' })).toMatchObject({
      problem: { code: 'place.ambiguous', args: { count: 2 } },
    })
    expect(find({ town: '廉州镇', village: '大江', group: '1组' })).toEqual({ code: '45052110020101' })
    expect(find({ town: '廉州镇', village: '大江', group: '9组' })).toMatchObject({
      code: '450521100201',
      warning: { code: 'place.unknownGroup' },
    })
    expect(find({ code: '450512101201' })).toMatchObject({ problem: { code: 'place.outside' } })
    expect(find({ town: '廉州镇' })).toMatchObject({ problem: { code: 'place.notVillage' } })
    expect(find({})).toEqual({ code: undefined })
  })

  test('a name is never worn down to nothing', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        if (name.normalize('NFKC').trim() !== '') expect(bareName(name)).not.toBe('')
      }),
    )
  })
})
