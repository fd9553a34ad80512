import { bytesOf } from '../sheet/testing.ts'
import { describe, expect, test, village } from '../testing.ts'
import { templateColumns } from './template.ts'

describe('templates', () => {
  test('the template of households has two header rows, drop-downs, notes and required marks', {
    timeout: 300_000,
  }, async ({ clerk, installation }) => {
    const bytes = await clerk.download('/api/import-templates/households?region=450521')
    expect(bytes.subarray(0, 2).toString()).toBe('PK')
    const columns = templateColumns(installation.imports, 'households', { region: '450521' })
    const byHeader = new Map(columns.map((column) => [column.header, column]))
    expect(byHeader.get('户编号')).toMatchObject({ group: '户登记', required: true, kind: 'id' })
    expect(byHeader.get('与户主关系')!.codes).toContain('之女婿')
    expect(byHeader.get('通生活用电')).toMatchObject({
      codes: ['是', '否'],
      note: expect.stringContaining('通生活用电了吗'),
    })
    expect(byHeader.get('取水往返时间')!.note).toMatch(/单位：min[\s\S]*范围：0 至 1440/)
    expect(byHeader.get('工资性收入')).toMatchObject({ kind: 'money', group: '工资性收入' })
    expect(columns.length).toBeGreaterThan(40)
    expect(columns.length).toBeLessThan(100)
    const { body } = await clerk.get<{ code: string }>('/api/import-templates/households?groups=nothing')
    expect(body.code).toBe('import.unknownGroup')
  })

  test('every column of a filled template is mapped, and its rows come in', async ({
    clerk,
    installation,
  }) => {
    for (const kind of ['households', 'villages'] as const) {
      const columns = templateColumns(installation.imports, kind, { groups: 'all' })
      const values: Record<string, string> = {
        '村（组）代码': village(11),
        户编号: 'T1',
        姓名: '王一',
        与户主关系: '户主',
        证件号码: '',
      }
      const row = columns.map(({ header, codes, kind: type, group }) => {
        if (header in values) return values[header]!
        if (group === '位置' || header === '残疾等级' || header === '与户主关系') return ''
        if (codes) return codes[0]!
        if (header === '收入年度') return '2016'
        if (type === 'date') return '2016-05-01'
        if (['建房年份', '残疾证办证年度'].includes(header)) return '2000'
        return ['integer', 'decimal', 'money'].includes(type) ? '1' : ''
      })
      const sheet = await bytesOf([{ name: '表', columns, rows: [row] }])
      const checked = await clerk.check(sheet, { kind })
      expect(checked.columns.filter(({ key }) => key === null).map(({ header }) => header)).toEqual([])
      expect(
        (await clerk.rows(checked.id, 'error')).flatMap(({ problems }) =>
          problems.map(({ message }) => message.zh),
        ),
      ).toEqual([])
      expect(checked.counts).toMatchObject({ total: 1, error: 0, unchanged: 0 })
      const committed = await clerk.commit(checked.id)
      expect(committed.problem).toBeNull()
      expect(committed.state).toBe('committed')
      const again = await clerk.check(sheet, { kind })
      expect(again.counts).toMatchObject({ total: 1, unchanged: 1 })
    }
  })

  test('a mapping that a person corrected is remembered for the same headers', async ({ clerk }) => {
    const sheet = Buffer.from(`村代码,户号,大名,关系,家里几口人\n${village(12)},U1,李二,户主,1\n`)
    const { body } = await clerk.upload(sheet)
    expect(body.missing.map(({ key }) => key)).toEqual(['person.name'])
    const refused = await clerk.send<{ code: string }>('POST', `/api/imports/${body.id}/check`)
    expect(refused.body.code).toBe('import.columnsMissing')
    const mapped = await clerk.send('PUT', `/api/imports/${body.id}/mapping`, {
      columns: [
        { column: 2, key: 'person.name' },
        { column: 4, key: null },
      ],
      options: { observedOn: '2017-01-15' },
    })
    expect(mapped.body.missing).toEqual([])
    const again = await clerk.upload(sheet)
    expect(again.body.columns.map(({ key, how }) => [key, how])).toEqual([
      ['region.code', 'saved'],
      ['household.householdNumber', 'saved'],
      ['person.name', 'saved'],
      ['person.relation', 'saved'],
      [null, 'left out'],
    ])
    const twice = await clerk.send<{ code: string }>('PUT', `/api/imports/${body.id}/mapping`, {
      columns: [{ column: 4, key: 'person.name' }],
      options: {},
    })
    expect(twice.body.code).toBe('import.fieldFilledTwice')
  })
})
