import type { AccountRowCells } from '@lika/contract'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clashesOf, type Duty } from '../separation.ts'
import { separations } from '../separations.ts'
import { checkRows, type Known, type KnownRole, namesakeKey } from './check.ts'

const role = (key: string, zh: string): KnownRole => ({
  key,
  label: { zh, en: key },
  duty: key,
  retired: false,
})
const places = [
  { code: '450521', name: '合浦县' },
  { code: '450521100', name: '廉州镇' },
  { code: '450521101', name: '党江镇' },
  { code: '450521100201', name: '大江村委会' },
  { code: '450521101201', name: '大江村委会' },
]
const known: Known = {
  today: '2017-03-31',
  regions: ['450521'],
  units: [
    { id: 'u1', name: '廉州镇扶贫工作站', region: '450521100' },
    { id: 'u2', name: '扶贫工作站', region: '450521100' },
    { id: 'u3', name: '扶贫工作站', region: '450521101' },
  ],
  roles: [
    role('townshipOfficer', '乡镇扶贫专干'),
    role('registrar', '登记员'),
    role('financeMaker', '财政经办'),
    role('financeReleaser', '财政复核'),
    role('systemAdministrator', '系统管理员'),
    role('countyOffice', '县扶贫办'),
    { ...role('retired', '旧角色'), retired: true },
  ],
  separations,
  places: {
    byCode: new Map(places.map((place) => [place.code, place])),
    byName: Map.groupBy(places, ({ name }) => name),
  },
  takenNames: new Set(['taken']),
  namesakes: new Map([[namesakeKey('u1', '王芳'), 'wang.fang']]),
}

const row = (cells: Partial<AccountRowCells> = {}): AccountRowCells => ({
  line: 2,
  person: '李强',
  account: 'li.qiang',
  unit: '廉州镇扶贫工作站',
  role: '乡镇扶贫专干',
  ...cells,
})
const problemsOf = (...rows: AccountRowCells[]) =>
  checkRows(rows, known).rows.flatMap(({ problems }) =>
    problems.map(({ field, severity }) => `${severity} ${field}`),
  )

describe('a row', () => {
  test('that says no region is for that of its unit, from today on and without an end', () => {
    const { accounts } = checkRows([row()], known)
    expect(accounts).toMatchObject([
      {
        name: 'li.qiang',
        unit: { id: 'u1' },
        grants: [{ role: 'townshipOfficer', region: '450521100', from: '2017-03-31', to: null }],
      },
    ])
  })

  const wrong: readonly [string, Partial<AccountRowCells>, string][] = [
    ['without a name', { person: ' ' }, 'person'],
    ['with a name that is taken', { account: 'Taken' }, 'account'],
    ['with an account name in Chinese', { account: '李强' }, 'account'],
    ['with a role that there is not', { role: '皇帝' }, 'role'],
    ['with a role that is retired', { role: '旧角色' }, 'role'],
    ['with a region that there is not', { region: '月亮镇' }, 'region'],
    ['with the code of another county', { region: '450512' }, 'region'],
    [
      'with a name that two villages bear',
      { region: '大江村', unit: '甲', unitKind: '其他', unitRegion: '合浦县' },
      'region',
    ],
    ['that begins in the past', { from: '2017-03-30' }, 'from'],
    ['with a day that is none', { to: '2017-02-30' }, 'to'],
    ['that ends before it begins', { from: '2017-05-02', to: '2017-05-01' }, 'to'],
    ['with a unit of a name that two bear', { unit: '扶贫工作站' }, 'unit'],
    ['with a unit that there is not', { unit: '县水利局' }, 'unit'],
    [
      'with a new unit elsewhere',
      { unit: '区水利局', unitKind: '行业部门', unitRegion: '450512' },
      'unitRegion',
    ],
    [
      'with a kind of unit that there is not',
      { unit: '甲', unitKind: '宫廷', unitRegion: '合浦县' },
      'unitKind',
    ],
    ['with an exception that has no end', { exception: '只有两个人' }, 'to'],
  ]
  for (const [what, cells, field] of wrong) {
    test(`${what} is wrong, and the cell is named`, () => {
      const checked = checkRows([row(cells)], known)
      expect(checked.rows[0]!.problems.map((each) => each.field)).toEqual([field])
      expect(checked.rows[0]!.outcome).toBe('error')
      expect(checked.accounts).toEqual([])
      expect(checked.newUnits).toEqual([])
    })
  }

  test('finds a region by its name, with the one above it, by its code, and near its unit', () => {
    const regions = [
      '廉州镇/大江村',
      '大江村委会',
      '450521100201',
      '450521100201000',
      ' 廉州镇 大江村民委员会 ',
    ]
    const read = regions.map((region) => checkRows([row({ region })], known).rows[0]!.region?.code)
    expect(read).toEqual(['450521100201', '450521100201', '450521100201', undefined, '450521100201'])
  })

  test('may add its unit, which later rows need not describe again', () => {
    const checked = checkRows(
      [
        row({ unit: '县水利局', unitKind: '行业部门', unitRegion: '合浦县', role: '登记员' }),
        row({ account: 'zhao', person: '赵敏', unit: '县水利局', role: '登记员' }),
      ],
      known,
    )
    expect(checked.newUnits).toEqual([{ id: undefined, name: '县水利局', region: '450521', kind: 'sector' }])
    expect(checked.accounts.map(({ unit }) => unit)).toEqual([checked.newUnits[0], checked.newUnits[0]])
  })

  test('for a namesake in the unit is warned of, not refused', () => {
    expect(problemsOf(row({ person: '王芳' }))).toEqual(['warning person'])
    expect(problemsOf(row(), row({ account: 'li.qiang2' }))).toEqual(['warning person'])
  })
})

describe('rows of one account', () => {
  test('are one person of one unit', () => {
    const second = { role: '登记员', region: '党江镇' }
    expect(problemsOf(row(), row({ ...second, person: '李牧' }))).toContain('error person')
    expect(problemsOf(row(), row({ ...second, unit: '扶贫工作站', unitRegion: '党江镇' }))).toContain(
      'error unit',
    )
    expect(problemsOf(row(), row({ ...second, position: '科长' }))).toContain('error position')
  })

  test('grant nothing twice', () => {
    expect(problemsOf(row(), row())).toEqual(['error role'])
  })

  test('never hold what is kept apart, whichever comes first', () => {
    for (const roles of [
      ['财政经办', '财政复核'],
      ['财政复核', '财政经办'],
      ['系统管理员', '登记员'],
    ]) {
      const rows = roles.map((each) => row({ role: each }))
      const checked = checkRows(rows, known)
      expect(
        checked.rows.map(({ outcome }) => outcome),
        roles.join(),
      ).toEqual(['dependent', 'error'])
      expect(checked.accounts).toEqual([])
    }
  })

  test('in which one is wrong are all left out, and the others are made', () => {
    const checked = checkRows([row(), row({ role: '皇帝' }), row({ account: 'zhao', person: '赵敏' })], known)
    expect(checked.rows.map(({ outcome }) => outcome)).toEqual(['dependent', 'error', 'ready'])
    expect(checked.accounts.map(({ name }) => name)).toEqual(['zhao'])
  })

  test('whatever a sheet says, nobody it makes stands twice in one chain', () => {
    const aRow = fc.record({
      account: fc.constantFrom('a1', 'b2'),
      role: fc.constantFrom(...known.roles.map(({ key }) => key)),
      region: fc.constantFrom('廉州镇', '党江镇', '合浦县', '450521100201'),
      to: fc.option(fc.constantFrom('2017-06-30', '2018-01-31'), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(aRow, { minLength: 1, maxLength: 6 }), (cells) => {
        const { accounts } = checkRows(
          cells.map(({ to, ...rest }) => row({ ...rest, person: rest.account, ...(to ? { to } : {}) })),
          known,
        )
        for (const { grants } of accounts) {
          const held: Duty[] = grants.map(({ role: duty, region, from, to }) => ({ duty, region, from, to }))
          for (const [index, duty] of held.entries()) {
            expect(clashesOf(separations, held.slice(0, index), duty)).toEqual([])
          }
        }
      }),
    )
  })
})
