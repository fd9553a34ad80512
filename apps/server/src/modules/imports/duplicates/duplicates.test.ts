import type { Duplicate, HouseholdRow } from '@lika/contract'
import { tokenOf } from '../../../platform/sealed/index.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import {
  type Cells,
  describe,
  expect,
  familyRows,
  idNumberOf,
  readSheetRows,
  sheetOf,
  test,
  village,
} from '../testing.ts'

const one = (number: string, place: string, cells: Cells): Cells => ({
  ...familyRows(number, 1, {}, place)[0],
  ...cells,
})

describe('persons who may be registered twice', () => {
  test('a new row that resembles somebody registered is told, committed and listed with its reasons', {
    timeout: 300_000,
  }, async ({ clerk }) => {
    const place = village(20)
    const known = one('DU1', place, { 姓名: '张晓明', 证件号码: null, 出生日期: '1981-07-08', 性别: '男' })
    await clerk.commit((await clerk.check(await sheetOf([known]))).id)
    // 小 sounds like 晓; month and day are swapped in the other.
    const sounding = one('DU2', place, { 姓名: '张小明', 证件号码: idNumberOf(9_200_001, '1981-07-08') })
    const swapped = one('DU3', place, { 姓名: '张晓明', 证件号码: null, 出生日期: '1981-08-07', 性别: '男' })
    const other = one('DU4', place, { 姓名: '李大海', 证件号码: idNumberOf(9_200_002, '1990-01-01') })
    const checked = await clerk.check(await sheetOf([sounding, swapped, other]))
    expect(checked.counts).toMatchObject({ duplicate: 2, new: 1, error: 0 })
    const [first] = await clerk.rows(checked.id, 'duplicate')
    expect(first!.problems[0]).toMatchObject({
      severity: 'warning',
      code: 'person.likely',
      message: { zh: expect.stringContaining('张晓明') },
    })
    await clerk.commit(checked.id)
    const { body } = await clerk.get<{ items: Duplicate[] }>(`/api/duplicates?region=${place}`)
    const reasons = body.items.map(({ reasons }) => reasons.map(({ code }) => code))
    expect(reasons).toContainEqual(['samePinyin', 'sameBirthDate', 'sameSex', 'sameVillage'])
    expect(reasons).toContainEqual(['sameName', 'nearBirthDate', 'sameSex', 'sameVillage'])
  })

  test('a merge keeps both histories, ends the second person and leads both id numbers to the first', async ({
    clerk,
    db,
    installation,
  }) => {
    const place = village(21)
    const first = one('ME1', place, {
      姓名: '陈志强',
      证件号码: null,
      出生日期: '1975-03-04',
      性别: '男',
      民族: '壮族',
    })
    const second = one('ME2', place, {
      姓名: '陈志强',
      证件号码: idNumberOf(9_300_001, '1975-03-04'),
      文化程度: '小学',
    })
    await clerk.commit((await clerk.check(await sheetOf([first]))).id)
    await clerk.commit((await clerk.check(await sheetOf([second]))).id)
    const { body } = await clerk.get<{ items: Duplicate[] }>(`/api/duplicates?region=${place}`)
    const pair = body.items[0]!
    expect(pair.differs).toEqual(['idNumber', 'householdNumber'])
    expect(pair.persons.map(({ place, householdSize }) => [place, householdSize])).toEqual([
      ['合浦县 廉州镇 第21村', 1],
      ['合浦县 廉州镇 第21村', 1],
    ])
    const keep = pair.persons.find(({ householdNumber }) => householdNumber === 'ME1')!.id
    const merged = pair.persons.find(({ householdNumber }) => householdNumber === 'ME2')!.id
    const decision = { reason: '同一人', decisions: [{ id: pair.id, decision: 'merge', keep }] }
    const decided = await clerk.send<{ merged: number }>('POST', '/api/duplicates/decisions', decision)
    expect(decided.body).toEqual({ merged: 1, distinct: 0 })
    const { rows } = await db.pool.query(
      `select person_id, name, education, ethnic_group, id_number, ended_because, household_id from person_snapshot where person_id = any($1) and valid_to = 'infinity'`,
      [[keep, merged]],
    )
    const kept = rows.find((row) => row.person_id === keep)
    expect(kept).toMatchObject({
      education: 'primary',
      ethnic_group: '08',
      id_number: tokenOf(installation.keyring, 'idNumber', second.证件号码 as string),
      ended_because: null,
    })
    expect(rows.find((row) => row.person_id === merged)).toMatchObject({
      ended_because: 'duplicate',
      household_id: null,
    })
    // The household that the second lived in alone is ended with it, so no list shows it without members.
    const list = await clerk.get<{ items: HouseholdRow[] }>(`/api/households?region=${place}`)
    expect(list.body.items.map(({ number, size }) => [number, size])).toEqual([['ME1', 1]])
    const identity = await db.pool.query('select person_id from person_identity where person_id = any($1)', [
      [keep, merged],
    ])
    expect(identity.rows).toEqual([{ person_id: keep }])
    // Sending it again is harmless; deciding otherwise is not possible any more.
    expect(
      (await clerk.send<{ merged: number }>('POST', '/api/duplicates/decisions', decision)).body,
    ).toEqual({ merged: 1, distinct: 0 })
    const other = await clerk.send<{ code: string }>('POST', '/api/duplicates/decisions', {
      reason: '不是',
      decisions: [{ id: pair.id, decision: 'distinct' }],
    })
    expect([other.status, other.body.code]).toEqual([409, 'duplicate.decided'])
  })

  test('the same check answers before somebody is registered, and searches a region', async ({ clerk }) => {
    const place = village(22)
    await clerk.commit(
      (
        await clerk.check(
          await sheetOf([
            one('SE1', place, { 姓名: '黄丽华', 证件号码: null, 出生日期: '1966-02-03' }),
            one('SE2', place, { 姓名: '黄丽华', 证件号码: null, 出生日期: '1966-02-13' }),
          ]),
        )
      ).id,
    )
    const asked = await clerk.send<{ candidates: { score: number; person: { householdNumber: string } }[] }>(
      'POST',
      '/api/duplicates/check',
      {
        region: place,
        name: '黄丽华',
        birthDate: '1966-02-03',
      },
    )
    expect(asked.body.candidates.map(({ person }) => person.householdNumber).sort()).toEqual(['SE1', 'SE2'])
    const searched = await clerk.send<{ jobId: string }>('POST', '/api/duplicates/search', {
      id: uuidv7(),
      region: place,
    })
    const job = await clerk.ended(searched.body.jobId)
    // The pair was listed when it was committed.
    expect(job).toMatchObject({
      state: 'done',
      kind: 'duplicates.search',
      result: { region: place, found: 0 },
    })
    const list = await clerk.get<{ items: Duplicate[] }>(`/api/duplicates?region=${place}`)
    expect(list.body.items).toHaveLength(1)
    const file = await clerk.download(`/api/duplicates/export?region=${place}&format=xlsx`)
    const rows = await readSheetRows(file)
    expect(rows[1]!.slice(0, 3)).toEqual(['65', expect.stringContaining('姓名相同'), '黄丽华'])
  })

  test('the export of households holds texts that would be formulas as texts', async ({ clerk }) => {
    const place = village(23)
    await clerk.commit((await clerk.check(await sheetOf([one('EX1', place, { 姓名: '=1+1' })]))).id)
    const csv = (await clerk.download(`/api/households/export?region=${place}&format=csv`)).toString()
    expect(csv).toContain("EX1,'=1+1,1,")
    const rows = await readSheetRows(
      await clerk.download(`/api/households/export?region=${place}&format=xlsx`),
    )
    expect(rows[1]!.slice(0, 2)).toEqual(['EX1', '=1+1'])
  })
})
