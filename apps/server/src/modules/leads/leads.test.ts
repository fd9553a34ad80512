// Lists of departments through the server: whom they name is found, what they say stays sealed, a lead is never a verdict.

import type { LeadList } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import {
  type Api,
  county,
  describe,
  expect,
  group,
  idNumberOf,
  send,
  signIn,
  test,
  today,
  village,
} from '../../testing.ts'

interface Sent {
  readonly id?: string
  readonly kind?: string
  readonly region?: string
  readonly heardOn?: string
  readonly unit?: string
  readonly filename?: string
}

/** A sheet as a department would send it. */
async function upload(
  app: FastifyInstance,
  account: string,
  lines: readonly (readonly string[])[],
  {
    id = uuidv7(),
    kind = 'hospitalCosts',
    region = county,
    heardOn = today,
    unit,
    filename = 'list.csv',
  }: Sent = {},
) {
  const head = `--lika\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: text/csv\r\n\r\n`
  const sheet = lines.map((cells) => cells.join(',')).join('\r\n')
  const query = new URLSearchParams({ id, kind, region, heardOn, ...(unit ? { unit } : {}) })
  return send(app, {
    method: 'POST',
    url: `/api/lead-lists?${query}`,
    headers: { cookie: await signIn(app, account), 'content-type': 'multipart/form-data; boundary=lika' },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(sheet), Buffer.from('\r\n--lika--\r\n')]),
  })
}

async function uploaded(...args: Parameters<typeof upload>): Promise<LeadList> {
  const answer = await upload(...args)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}

const HEADERS = ['身份证号', '姓名', '村', '事由', '金额']
const rowsOf = (api: Api, list: LeadList, outcome?: string) =>
  api.listLeadRows({ params: { id: list.id }, query: outcome ? { outcome: outcome as never } : {} })

let serial = 0
const aNumber = () => idNumberOf(++serial, `19${70 + (serial % 20)}-06-0${1 + (serial % 9)}`)

describe('rows of a list', () => {
  test('are found by number or by name and village; the others are told apart and none is lost', async ({
    app,
    api,
    aHousehold,
  }) => {
    const [first, second] = [aNumber(), aNumber()]
    const registered = await aHousehold({
      region: group(village(1)),
      members: [{ idNumber: first, name: '韦阿大' }, { name: '黄阿二' }],
    })
    const exited = await aHousehold({
      region: village(2),
      status: 'exited',
      members: [{ idNumber: second, name: '李阿三' }],
    })
    const [twin] = [
      await aHousehold({ region: village(3), members: [{ name: '同名人' }] }),
      await aHousehold({ region: village(3), members: [{ name: '同名人' }] }),
    ]
    expect(twin.id).toBeTruthy()
    const list = await uploaded(app, 'sector', [
      HEADERS,
      [first, '韦阿大', '', '尿毒症', '18000'],
      [second.toLowerCase(), '', '', '', ''],
      ['', '黄阿二', '廉州镇/第01村', '', ''],
      [first, '', '', '又一次住院', '900'],
      ['', '同名人', '廉州镇/第03村', '', ''],
      ['', '没有人', village(3), '', ''],
      [aNumber(), '外县人', '', '', ''],
      [`${first.slice(0, 17)}${first.endsWith('1') ? '2' : '1'}`, '错号', '', '', ''],
      ['', '无村', '', '', ''],
      ['', '远方', '天边村', '', ''],
    ])
    expect(list.figures).toEqual({
      rows: 10,
      matched: 3,
      registered: 2,
      exited: 1,
      unregistered: 0,
      nobody: 2,
      several: 1,
      double: 1,
      unreadable: 3,
    })
    expect(list.states).toEqual({ open: 3, superseded: 0, checking: 0, checked: 0, dismissed: 0 })
    const { items } = await rowsOf(api, list)
    expect(items.map(({ line, outcome, doubleOf }) => [line, outcome, doubleOf])).toEqual([
      [2, 'matched', null],
      [3, 'matched', null],
      [4, 'matched', null],
      [5, 'double', 2],
      [6, 'several', null],
      [7, 'nobody', null],
      [8, 'nobody', null],
      [9, 'unreadable', null],
      [10, 'unreadable', null],
      [11, 'unreadable', null],
    ])
    expect(items.map(({ household }) => household?.id)).toEqual([
      registered.id,
      exited.id,
      registered.id,
      ...Array(7).fill(undefined),
    ])
    expect(items[7]).toMatchObject({
      name: '错*',
      problem: {
        field: '身份证号',
        value: `${first.slice(0, 6)}********${first.slice(14, 17)}${first.endsWith('1') ? '2' : '1'}`,
        expected: { zh: '18位身份证号，末位为校验码' },
      },
    })
    expect(items[8]).toMatchObject({ problem: { field: '村', value: null, message: { zh: '没有填写' } } })
    expect(items[9]).toMatchObject({
      problem: { field: '村', value: '天边村', expected: { zh: '村名或12位代码' } },
    })
  })
})
