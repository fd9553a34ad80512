/** A spreadsheet as a county would send it: a row a person, the household's own columns filled in on every row. */
import { createWriteStream } from 'node:fs'
import { idCheckDigit } from '@lika/codes'
import type { Installation } from '../../apps/server/src/compose.ts'
import { writeSheet } from '../../apps/server/src/modules/imports/sheet/index.ts'

type Cell = string

/** Facts with a value for each row; columns bear the catalogue's own labels, as the template does. */
const HOUSEHOLD = [
  'waterMinutes',
  'waterClean',
  'powerConnected',
  'floorArea',
  'houseGrade',
  'foodAndClothing',
]
const PERSON = ['ethnicGroup', 'education', 'labourSkill', 'insured']

export interface WrittenFile {
  readonly path: string
  readonly rows: number
  readonly columns: number
}

/** Writes it row by row. `serial` keeps numbers and id numbers of two files apart; no province bears the code 98. */
export async function writePersons(
  path: string,
  rows: number,
  serial: number,
  { policies, registry }: Installation,
  villages: readonly string[],
): Promise<WrittenFile> {
  const facts = new Map(
    [...policies.catalogue.household, ...policies.catalogue.person].map((fact) => [fact.id, fact]),
  )
  const label = (id: string) => facts.get(id)!.label.zh
  const value = (id: string, n: number): Cell => {
    const fact = facts.get(id)!
    if (fact.type === 'boolean') return n % 17 === 0 ? '否' : '是'
    if (fact.type !== 'code') return String(10 + (n % 40))
    const { values } = registry.codeLists[fact.codes!]!
    return values[n % Math.min(values.length, 4)]!.label.zh
  }
  const headers = [
    '行政村代码',
    '户编号',
    '姓名',
    '与户主关系',
    '证件号码',
    ...[...HOUSEHOLD, ...PERSON].map(label),
  ]
  function* lines(): Generator<Cell[]> {
    for (let n = 0; n < rows; n++) {
      const household = Math.floor(n / 4)
      yield [
        villages[household % villages.length]!,
        `B${serial}H${household}`,
        nameOf(n),
        ['户主', '配偶', '之子', '之女'][n % 4]!,
        idNumberOf(serial * 1_000_000 + n),
        ...HOUSEHOLD.map((id) => value(id, household)),
        ...PERSON.map((id) => value(id, n)),
      ]
    }
  }
  const columns = headers.map((header) => ({ header, kind: 'text' as const }))
  await writeSheet(createWriteStream(path), { sheets: [{ name: '户', columns, rows: lines() }] })
  return { path, rows, columns: headers.length }
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许']
const GIVEN = [...'春夏秋冬梅兰竹菊山川江河天地日月星辰云雨雷电风霜雪松柏桂荷莲']

function nameOf(n: number): string {
  const of = (list: readonly string[], k: number) => list[k % list.length]!
  return of(SURNAMES, n * 7) + of(GIVEN, n * 13 + (n >> 5)) + of(GIVEN, n * 17 + (n >> 9))
}

function idNumberOf(n: number): string {
  const born = new Date(Date.UTC(1940, 0, 1) + (n % 27_000) * 86_400_000).toISOString().slice(0, 10)
  // Heads and sons are men, wives and daughters women: an odd number is a man's.
  const order = ((Math.floor(n / 27_000) * 2) % 1000) + (n % 2 === 0 ? 1 : 0)
  const body = `98${String(Math.floor(n / 1_000_000)).padStart(4, '0')}${born.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`
  return body + idCheckDigit(body)
}
