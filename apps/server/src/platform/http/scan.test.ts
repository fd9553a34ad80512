import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineRoute } from '@lika/contract'
import Type from 'typebox'
import { describe, expect, test } from 'vitest'
import { buildHttp, createLogger, handle } from '../http.ts'
import { createScan } from './scan.ts'

// The file by which scanners are tried; in two parts, so that none takes this page for it.
const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'}!$H+H*`

const folder = mkdtempSync(join(tmpdir(), 'lika-scan-'))
const uploadFolder = join(folder, 'uploads')

/** A scanner with one signature, ending as clamscan does. */
function scanner(name: string, script: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return path
}

const seen: { path: string; filename: string }[] = []
const keep = defineRoute({
  id: 'keep',
  method: 'POST',
  path: '/api/keep',
  summary: { zh: '测试', en: 'Test' },
  permission: 'public',
  upload: { maxBytes: 10_000 },
  response: { 200: Type.Object({ ok: Type.Boolean() }) },
})

async function upload(scan: string | undefined, content: string, filename = '照片.jpg') {
  const app = await buildHttp({
    contract: [keep],
    handled: [
      handle(keep, async ({ upload: { path, filename } }) => {
        seen.push({ path, filename })
        return { ok: true }
      }),
    ],
    authenticate: async () => undefined,
    uploadFolder,
    audit: { append: async () => {} },
    ...(scan === undefined ? {} : { scan: createScan(scan) }),
    logger: createLogger({ level: 'silent' }),
    about: { title: 'Test', version: '1' },
  })
  const answer = await app.inject({
    method: 'POST',
    url: '/api/keep',
    headers: { 'content-type': 'multipart/form-data; boundary=lika' },
    payload: `--lika\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\n\r\n${content}\r\n--lika--\r\n`,
  })
  await app.close()
  return { status: answer.statusCode, code: answer.json().code, retryAfter: answer.headers['retry-after'] }
}

describe('every upload is shown to the scanner before anything of ours opens it', () => {
  const finds = scanner('finds', 'grep -q EICAR-STANDARD-ANTIVIRUS-TEST-FILE "$2" && exit 1; exit 0')

  test('what it finds is refused and not kept', async () => {
    seen.length = 0
    expect(await upload(`${finds} --no-summary`, eicar)).toMatchObject({
      status: 422,
      code: 'upload.infected',
    })
    expect([seen, readdirSync(uploadFolder)]).toEqual([[], []])
  })

  test('what it does not find goes on', async () => {
    expect(await upload(`${finds} --no-summary`, 'a photo')).toMatchObject({ status: 200 })
    expect(seen.length).toBe(1)
  })

  test.each([
    ['is not there', '/nowhere/scanner'],
    ['fails', scanner('fails', 'exit 2')],
    ['is killed', scanner('dies', 'kill -9 $$')],
  ])('a scanner that %s lets nothing pass', async (_, command) => {
    seen.length = 0
    expect(await upload(command, 'a photo')).toMatchObject({
      status: 503,
      code: 'upload.notScanned',
      retryAfter: '60',
    })
    expect([seen, readdirSync(uploadFolder)]).toEqual([[], []])
  })

  test('its command is no line of a shell', async () => {
    const echo = scanner('echo', `echo "$@" > ${join(folder, 'given')}; exit 0`)
    await upload(`${echo} ; touch ${join(folder, 'made')} $(id)`, 'x')
    expect(readdirSync(folder)).not.toContain('made')
  })
})

test('in quarantine a file has a name made at random, whatever its sender calls it', async () => {
  seen.length = 0
  await upload(undefined, 'x', '../../../etc/cron.d/x')
  await upload(undefined, 'x', 'a.php%00.jpg')
  for (const { path } of seen) expect(path).toMatch(/\/uploads\/[0-9a-f]{8}-[0-9a-f-]{27}$/)
  expect(new Set(seen.map(({ path }) => path)).size).toBe(2)
  expect(readdirSync(uploadFolder)).toEqual([])
})
