/** What the tests of imports share: sheets made row by row, and an office clerk at the API. */
import { idCheckDigit } from '@lika/codes'
import type { Import, ImportRow, Job } from '@lika/contract'
import type { FastifyInstance } from 'fastify'
import type { Opened } from '../../open.ts'
import { createLogger } from '../../platform/http.ts'
import { startWorker, type Worker } from '../../platform/jobs.ts'
import { uuidv7 } from '../../platform/uuid.ts'
import type { Cells } from '../../testing/sheets.ts'
import { test as base, expect, signIn, village } from '../../testing.ts'
import { importJobs } from './index.ts'

export { type Cells, readSheetRows, sheetOf } from '../../testing/sheets.ts'
export { type AccountName, describe, expect, group, village } from '../../testing.ts'

/** `clerk` is the county office at the API; a worker does the jobs. */
export const test = base
  .extend('worker', { scope: 'file' }, async ({ installation }, { onCleanup }): Promise<Worker> => {
    const worker = await startImportWorker(installation)
    onCleanup(() => worker.stop())
    return worker
  })
  .extend('clerk', { scope: 'file' }, async ({ app, worker }): Promise<Clerk> => {
    expect(worker).toBeDefined()
    return clerkOf(app)
  })

let people = 0

/** A household of a head and others, as rows of a sheet; numbers belong to nobody. */
export function familyRows(number: string, size: number, more: Cells = {}, place = village(1)): Cells[] {
  return Array.from({ length: size }, (_, index) => {
    const serial = ++people
    const birthDate = `19${50 + (serial % 45)}-0${1 + (serial % 9)}-1${serial % 10}`
    const sex = index % 2 === 0 ? 'male' : 'female'
    return {
      行政村代码: place,
      户编号: number,
      姓名: `${surnames[serial % surnames.length]}${given[(serial * 7) % given.length]}${given[(serial * 3) % given.length]}`,
      与户主关系: index === 0 ? '户主' : index === 1 ? '配偶' : '其他',
      证件号码: idNumberOf(serial, birthDate, sex),
      ...more,
    }
  })
}

/** No province has the code 99. */
export function idNumberOf(serial: number, birthDate: string, sex: 'male' | 'female' = 'male'): string {
  const region = `99${String(serial % 10_000).padStart(4, '0')}`
  const order = (Math.floor(serial / 10_000) % 500) * 2 + (sex === 'male' ? 1 : 0)
  const body = `${region}${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return body + idCheckDigit(body)
}

const surnames = [...'赵钱孙李周吴郑王冯陈']
const given = [...'春夏秋冬梅兰竹菊山川江河天地日月星辰云雨']

export interface Clerk {
  readonly upload: (sheet: Buffer, query?: Partial<UploadQuery>, name?: string) => Promise<Answer<Import>>
  readonly get: <T>(path: string) => Promise<Answer<T>>
  readonly send: <T = Import>(method: 'POST' | 'PUT', path: string, body?: object) => Promise<Answer<T>>
  readonly download: (path: string) => Promise<Buffer>
  /** Uploads, checks and waits. */
  readonly check: (sheet: Buffer, query?: Partial<UploadQuery>) => Promise<Import>
  readonly commit: (id: string, body?: object) => Promise<Import>
  readonly undo: (id: string, body?: object) => Promise<Import>
  readonly rows: (id: string, outcome?: string) => Promise<ImportRow[]>
  readonly settled: (id: string) => Promise<Import>
  /** A repaired sheet in the place of the first. */
  readonly replace: (id: string, sheet: Buffer) => Promise<Answer<Import>>
  /** A job, once it has ended. */
  readonly ended: (jobId: string) => Promise<Job>
}

interface UploadQuery {
  readonly id: string
  readonly kind: 'households' | 'villages'
  readonly region: string
}

export interface Answer<T> {
  readonly status: number
  readonly body: T & { code?: string }
}

export async function clerkOf(app: FastifyInstance, account = 'county'): Promise<Clerk> {
  const cookie = await signIn(app, account)
  const request = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: { cookie },
      ...(body ? { payload: body } : {}),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const sendFile = async (path: string, sheet: Buffer, name: string) => {
    const boundary = 'lika-test'
    const payload = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      sheet,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const answer = await app.inject({
      method: 'POST',
      url: path,
      headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload,
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const upload: Clerk['upload'] = (sheet, query = {}, name = '名单.xlsx') => {
    const all = { id: uuidv7(), kind: 'households', region: '450521', ...query }
    return sendFile(`/api/imports?${new URLSearchParams(all)}`, sheet, name)
  }
  const settled = async (id: string): Promise<Import> => {
    for (let tries = 0; tries < 1_200; tries++) {
      const { status, body } = await request('GET', `/api/imports/${id}`)
      // A busy machine answers 503 now and then.
      if (status === 200 && !['staging', 'checking', 'committing', 'undoing'].includes(body.state))
        return body
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`the import ${id} does not settle`)
  }
  const step = async (id: string, name: string, body?: object) => {
    const answer = await request('POST', `/api/imports/${id}/${name}`, body)
    if (answer.status !== 200) throw new Error(`${name}: ${JSON.stringify(answer.body)}`)
    return settled(id)
  }
  const ended = async (id: string): Promise<Job> => {
    for (let tries = 0; tries < 1_200; tries++) {
      const { status, body } = await request('GET', `/api/jobs/${id}`)
      if (status === 200 && body.state !== 'waiting' && body.state !== 'running') return body
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    throw new Error(`the job ${id} does not end`)
  }
  return {
    upload,
    settled,
    ended,
    replace: (id, sheet) => sendFile(`/api/imports/${id}/file`, sheet, '改好的表.xlsx'),
    get: (path) => request('GET', path),
    send: (method, path, body) => request(method, path, body),
    download: async (path) => {
      const answer = await app.inject({ method: 'GET', url: path, headers: { cookie } })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return answer.rawPayload
    },
    check: async (sheet, query) => {
      const { status, body } = await upload(sheet, query)
      if (status !== 200) throw new Error(JSON.stringify(body))
      return step(body.id, 'check')
    },
    commit: (id, body = {}) => step(id, 'commit', body),
    undo: (id, body = { reason: '测试撤销' }) => step(id, 'undo', body),
    rows: async (id, outcome) =>
      (await request('GET', `/api/imports/${id}/rows${outcome ? `?outcome=${outcome}` : ''}`)).body.items,
  }
}

export function startImportWorker(installation: Opened): Promise<Worker> {
  return startWorker(installation.db, importJobs(installation.imports), {
    log: createLogger({ level: process.env.LIKA_LOG ?? 'silent' }),
  })
}
