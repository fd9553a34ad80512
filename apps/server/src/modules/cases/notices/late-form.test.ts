// A form of an objection that was opened while the notice hung, and is sent when it hangs no more.
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../../platform/uuid.ts'
import { beforeEach, describe, expect, group, send, today, village } from '../../../testing.ts'
import { look, test } from '../testing.ts'
import { aNotice } from './testing.ts'

const region = group(village(1))
/** It hangs for seven days from today on. */
const [lastDay, dayAfter] = ['2017-04-06', '2017-04-07']
const typed = { row: '1', said: '他家去年买了车。', name: '黄阿婆', contact: '三组', agree: 'yes' }

beforeEach<{ clock: { passTo(day: string): void } }>(({ clock }) => clock.passTo(today))

const post = (app: FastifyInstance, notice: string, fields: Record<string, string>) =>
  send(app, {
    method: 'POST',
    url: `/gs/notice/${notice}/object`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    payload: new URLSearchParams(fields).toString(),
  })

async function openForm(app: FastifyInstance, notice: string): Promise<string> {
  const { body } = await send(app, { method: 'GET', url: `/gs/notice/${notice}/object` })
  return /name="token" value="([^"]+)"/.exec(body)![1]!
}

const numberIn = (body: string) => /<p class="number">([\d ]+)<\/p>/.exec(body)?.[1]

describe('a form that was opened on the last evening', () => {
  test('and is sent after midnight comes back with what was typed, why, and where else to say it; nobody of the list is shown', async ({
    app,
    as,
    aHousehold,
    clock,
  }) => {
    const household = await aHousehold({ region, members: [{ name: '林大山' }] })
    const { id: notice, cases } = await aNotice({ app, as }, [household], today)
    clock.passTo(lastDay)
    const token = await openForm(app, notice)
    clock.passTo(dayAfter)
    for (const fields of [{ ...typed, token }, { ...typed, token, agree: '' }, typed]) {
      const late = await post(app, notice, fields)
      expect(late.statusCode).toBe(422)
      for (const text of [typed.said, typed.name, typed.contact, '第 1 行', '不在公示期内'])
        expect(late.body).toContain(text)
      expect(late.body).toContain(`href="/gs/tell/${village(1)}"`)
      expect(late.body).not.toContain('林大山')
      // Nothing that would only be refused again.
      expect(late.body).not.toContain('<form')
    }
    expect((await look(as('registrar'), cases[0]!)).objections).toEqual([])
  })

  test('and was sent in time, but whose answer was lost, answers the same number after midnight', async ({
    app,
    as,
    aHousehold,
    clock,
  }) => {
    const { id: notice, cases } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    clock.passTo(lastDay)
    const token = await openForm(app, notice)
    const first = await post(app, notice, { ...typed, token })
    expect(numberIn(first.body)).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/)
    clock.passTo(dayAfter)
    // However often: nothing more is stored.
    for (let sent = 0; sent < 12; sent++) {
      const again = await post(app, notice, { ...typed, token })
      expect([again.statusCode, numberIn(again.body)]).toEqual([200, numberIn(first.body)])
    }
    const other = await post(app, notice, { ...typed, said: '另外的话。', token })
    expect(other.statusCode).toBe(422)
    expect(other.body).toContain('另外的话。')
    expect((await look(as('registrar'), cases[0]!)).objections).toHaveLength(1)
  })

  test('comes back the same when the notice was taken down meanwhile', async ({ app, as, aHousehold }) => {
    const { id: notice } = await aNotice({ app, as }, [await aHousehold({ region })], today)
    const token = await openForm(app, notice)
    await as('registrar').takeDownNotice({
      params: { id: notice },
      body: { id: uuidv7(), reason: '人口数有误' },
    })
    const late = await post(app, notice, { ...typed, token })
    expect(late.statusCode).toBe(422)
    expect(late.body).toContain(typed.said)
    expect(late.body).toContain(`href="/gs/tell/${village(1)}"`)
  })
})
