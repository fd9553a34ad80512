/** How tests send lists: a sheet as a department would. */
import type { LeadList } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../platform/uuid.ts'
import { county, idNumberOf, send, signIn, today } from '../../testing.ts'

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
