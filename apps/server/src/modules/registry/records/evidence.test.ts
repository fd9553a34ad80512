import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { uuidv7 } from '../../../platform/uuid.ts'
import { aJpeg, aPdf, aPng } from '../../../testing/photos.ts'
import { expect, send, signIn, test } from '../../../testing.ts'

const jpeg = (text: string) => aJpeg({ text })

async function upload(app: FastifyInstance, account: string, content: Buffer, name = '照片.jpg') {
  const boundary = 'lika-test'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`
  const answer = await send(app, {
    method: 'POST',
    url: '/api/evidence',
    headers: {
      cookie: await signIn(app, account),
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  })
  return { status: answer.statusCode, body: answer.json() }
}

async function look(app: FastifyInstance, account: string, sha256: string) {
  const cookie = await signIn(app, account)
  return send(app, { method: 'GET', url: `/api/evidence/${sha256}`, headers: { cookie } })
}

test('a photo that a record names is seen by whoever may see the household, byte by byte, and by nobody else', async ({
  app,
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold()
  const photo = jpeg('Exif 取水点')
  const { status, body } = await upload(app, 'county', photo)
  expect(status).toBe(200)
  expect(body).toEqual({
    sha256: createHash('sha256').update(photo).digest('hex'),
    mediaType: 'image/jpeg',
    bytes: photo.length,
    name: '照片.jpg',
  })
  // Before any record names it, it is nobody's.
  expect((await look(app, 'county', body.sha256)).statusCode).toBe(404)

  await api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-30',
      facts: { waterMinutes: 5 },
      evidence: [body.sha256],
    },
  })
  const seen = await look(app, 'county', body.sha256)
  expect(seen.statusCode).toBe(200)
  expect(seen.rawPayload.equals(photo)).toBe(true)
  expect(seen.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  expect(seen.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f]{12}\.jpg"/)

  const household = await api.getHousehold({ params: { id } })
  expect(household.files).toEqual([body])
  const { items } = await api.listTimeline({ params: { id } })
  expect(items[0]).toMatchObject({ files: [body], before: { waterMinutes: 0 } })

  const hidden = await look(app, 'otherCounty', body.sha256)
  expect(hidden.statusCode).toBe(404)
  expect(hidden.json()).toMatchObject({ code: 'evidence.notFound' })
  const unknown = await look(app, 'otherCounty', 'a'.repeat(64))
  expect({ ...unknown.json(), value: '', requestId: '' }).toEqual({
    ...hidden.json(),
    value: '',
    requestId: '',
  })
})

test('the same file twice is one', async ({ app, db, installation }) => {
  const photo = jpeg('同一张')
  const first = await upload(app, 'county', photo, 'one.jpg')
  const second = await upload(app, 'town', photo, 'two.jpg')
  expect(second.body).toEqual(first.body)
  const { sha256 } = first.body
  const { rows } = await db.pool.query('select count(*)::int as n from evidence_file where sha256 = $1', [
    sha256,
  ])
  expect(rows[0].n).toBe(1)
  expect(existsSync(join(installation.registry.filesFolder, sha256.slice(0, 2), sha256))).toBe(true)
})

test('what a file is, its bytes say: a page of script with the name of a photo is refused', async ({
  app,
}) => {
  const refused = await upload(app, 'county', Buffer.from('<script>alert(1)</script>'), 'photo.jpg')
  expect(refused.status).toBe(415)
  expect(refused.body).toMatchObject({ code: 'evidence.type', value: 'photo.jpg' })
  expect((await upload(app, 'county', Buffer.alloc(0), 'empty.png')).status).toBe(415)
  expect((await upload(app, 'county', aPdf(), '证明.pdf')).body.mediaType).toBe('application/pdf')
})

test('a file that is too large is refused, and whoever may not record cannot upload', async ({ app }) => {
  const large = await upload(app, 'county', Buffer.concat([jpeg(''), Buffer.alloc(12 * 2 ** 20)]))
  expect(large.status).toBe(413)
  expect((await upload(app, 'audit', jpeg('x'))).status).toBe(403)
})

test('a file is whole and nothing besides, and no picture is larger than a browser can show', async ({
  app,
}) => {
  const zip = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1')
  const page = Buffer.from('<html><script>alert(1)</script>')
  const refused: [string, Buffer, number, string][] = [
    ['a photo that is an archive as well', aJpeg({ trailer: zip }), 422, 'evidence.polyglot'],
    ['a photo that is a page as well', aPng({ trailer: page }), 422, 'evidence.polyglot'],
    ['a document that is an archive as well', Buffer.concat([aPdf(), zip]), 422, 'evidence.polyglot'],
    ['a document with a program', aPdf('/OpenAction << /S /JavaScript >>'), 422, 'evidence.active'],
    ['a photo that breaks off', aJpeg().subarray(0, 60), 422, 'evidence.broken'],
    ['a photo of four gigapixels', aJpeg({ width: 65_535, height: 65_535 }), 422, 'evidence.tooManyPixels'],
    ['a picture without pixels', aPng({ width: 0 }), 422, 'evidence.tooManyPixels'],
    ['a drawing that can hold programs', Buffer.from('<svg onload="alert(1)"/>'), 415, 'evidence.type'],
  ]
  for (const [what, content, status, code] of refused) {
    const answer = await upload(app, 'county', content)
    expect([answer.status, answer.body.code], what).toEqual([status, code])
  }
})

test('a copy for the public tells neither place nor device; the original is kept as the camera wrote it', async ({
  app,
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold()
  const photo = aJpeg({ place: '21.668N 109.187E', orientation: 6 })
  const { body } = await upload(app, 'county', photo)
  const document = (await upload(app, 'county', aPdf('/Lang (zh)'))).body
  await api.appendRecord({
    body: {
      id: uuidv7(),
      subjectKind: 'household',
      subjectId: id,
      observedOn: '2017-03-30',
      facts: { waterMinutes: 5 },
      evidence: [body.sha256, document.sha256],
    },
  })
  const original = await look(app, 'county', body.sha256)
  expect(original.rawPayload.equals(photo)).toBe(true)
  const copy = await look(app, 'county', `${body.sha256}?copy=public`)
  expect(copy.statusCode).toBe(200)
  expect(copy.rawPayload.includes('109.187E')).toBe(false)
  expect(copy.headers['content-disposition']).toMatch(/^attachment; filename="[0-9a-f]{12}-public\.jpg"/)
  expect((await look(app, 'otherCounty', `${body.sha256}?copy=public`)).statusCode).toBe(404)
  expect((await look(app, 'county', `${document.sha256}?copy=public`)).json().code).toBe(
    'evidence.noPublicCopy',
  )
})
