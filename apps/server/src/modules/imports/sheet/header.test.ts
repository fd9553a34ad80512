import { describe, expect, test } from 'vitest'
import { detectHeader } from './header.ts'
import type { SheetRow } from './rows.ts'

/** Rows from line 1 on; a number is a number cell. */
function sheet(...rows: (string | number | null)[][]): SheetRow[] {
  return rows.flatMap((cells, index) =>
    cells.every((cell) => cell === null)
      ? []
      : [
          {
            line: index + 1,
            cells: cells.map((cell) => (cell === null ? null : String(cell))),
            kinds: cells.map((cell) => (cell === null ? '.' : typeof cell === 'number' ? 'n' : 't')).join(''),
          },
        ],
  )
}

const names = ['姓名', '身份证号', '村', '收入']
const person = ['李某', '450599199001011234', '北海村', 3000]

describe('the row of column names is found', () => {
  test('in the first row', () => {
    expect(detectHeader(sheet(names, person))).toMatchObject({ line: 1, lines: 1 })
  })

  test('below a title, a unit and blank rows', () => {
    const rows = sheet(
      ['2017年贫困户花名册', null, null, null],
      [null, null, null, null],
      ['填报单位：北海村', null, '日期：2017-01-01', null],
      names,
      person,
    )
    expect(detectHeader(rows)).toMatchObject({ line: 4, lines: 1 })
  })

  test('in two rows with merged cells, below a title', () => {
    const rows = sheet(
      ['花名册', null, null, null, null],
      ['序号', '户主', null, '收入', null],
      [null, '姓名', '身份证号', '工资', '补贴'],
      [1, '李某', '450599199001011234', 3000, 200],
    )
    expect(detectHeader(rows)).toEqual({
      line: 2,
      lines: 2,
      columns: [
        { column: 0, name: '序号' },
        { column: 1, name: '姓名', group: '户主' },
        { column: 2, name: '身份证号', group: '户主' },
        { column: 3, name: '工资', group: '收入' },
        { column: 4, name: '补贴', group: '收入' },
      ],
    })
  })

  test('by known names, even where another row looks better', () => {
    const rows = sheet(['甲', '乙', '丙', '丁'], ['姓名', '身份证号', null, null], ['李某', '无', null, null])
    const known = (name: string) => names.includes(name)
    expect(detectHeader(rows)).toMatchObject({ line: 1 })
    expect(detectHeader(rows, { known })).toMatchObject({ line: 2 })
  })

  test('where the person who uploads says it is', () => {
    expect(detectHeader(sheet(['甲', '乙'], names, person), { line: 2 })).toMatchObject({ line: 2 })
    expect(detectHeader(sheet(names, person), { line: 9 })).toBeUndefined()
  })

  test('a sheet of one column has a header as well', () => {
    expect(detectHeader(sheet(['姓名'], ['李某'], ['王某']))).toMatchObject({ line: 1, lines: 1 })
  })

  test('a row of data with a gap is not taken for a second header row', () => {
    const rows = sheet(names, ['李某', '无', '北海村', '未知'], ['王某', '无', null, '未知'])
    expect(detectHeader(rows)).toMatchObject({ line: 1, lines: 1 })
  })

  test('rows of numbers have no header', () => {
    expect(detectHeader(sheet([1, 2], [3, 4]))).toBeUndefined()
    expect(detectHeader([])).toBeUndefined()
  })
})
