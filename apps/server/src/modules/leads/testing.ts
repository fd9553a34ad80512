/** How tests send lists: a sheet as a department would. */
import type { LeadList } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Builders } from '../../testing/subjects.ts'
import { type Api, county, idNumberOf, send, signIn, today, village } from '../../testing.ts'

export interface SentList {
  readonly id?: string
  readonly kind?: string
  readonly region?: string
  readonly heardOn?: string
  readonly unit?: string
  readonly filename?: string
}

export const HEADERS = ['身份证号', '姓名', '村', '事由', '金额']

export type Lines = readonly (readonly string[])[]

export async function upload(app: FastifyInstance, account: string, lines: Lines, sent: SentList = {}) {
  const { id = uuidv7(), kind = 'hospitalCosts', region = county, heardOn = today, unit } = sent
  const { filename = 'list.csv' } = sent
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

export async function uploaded(...args: Parameters<typeof upload>): Promise<LeadList> {
  const answer = await upload(...args)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json()
}

let serial = 0
/** Of nobody, each another one. */
export function aNumber(): string {
  serial += 1
  const day = String(1 + (Math.trunc(serial / 900) % 28)).padStart(2, '0')
  return idNumberOf(serial % 900, `1970-06-${day}`)
}

export const DIAGNOSIS = '尿毒症，长期透析'
export const AMOUNT = '18765.40'

/** A household of a village with a member whose number is known. */
export async function aNamed(
  aHousehold: Builders['aHousehold'],
  region = village(1),
  status: string | null = null,
) {
  const idNumber = aNumber()
  const { id, members } = await aHousehold({ region, status, members: [{ idNumber, name: '韦阿大' }] })
  return { id, idNumber, person: members[0]! }
}

export const line = (idNumber: string) => [idNumber, '韦阿大', '', DIAGNOSIS, AMOUNT]

/** A list that names one household, and the lead that came of it. */
export async function aLead(app: FastifyInstance, api: Api, idNumber: string, kind = 'hospitalCosts') {
  const list = await uploaded(app, 'sector', [HEADERS, line(idNumber)], { kind })
  const { items } = await api.listLeads({ query: { region: county, list: list.id } })
  return { list, lead: items[0]! }
}

export const dismiss = (
  api: Api,
  leads: readonly string[],
  text = '已核实：费用由商业保险承担。',
  ids?: string[],
) =>
  api.actOnLeads({
    body: { act: 'dismiss', text, leads: leads.map((lead, at) => ({ id: ids?.[at] ?? uuidv7(), lead })) },
  })
