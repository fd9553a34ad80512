/** Sending what somebody sends twice: many at once, and with the answer cut off. */
import { connect } from 'node:net'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { send } from '../testing.ts'

export interface Sent {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: object | undefined
  /** In place of a body. */
  readonly file?: { readonly name: string; readonly bytes: Buffer } | undefined
}

export function requestOf(cookie: string, { method, path, ...what }: Sent): InjectOptions {
  const { headers, payload } = partsOf(what)
  return { method, url: path, headers: { ...headers, cookie }, ...(payload ? { payload } : {}) }
}

export function sendOnce(app: FastifyInstance, cookie: string, sent: Sent): Promise<LightMyRequestResponse> {
  return send(app, requestOf(cookie, sent))
}

/** Twenty at once; a server that sheds load is asked again. */
export function sendTwenty(
  app: FastifyInstance,
  cookie: string,
  sent: Sent,
): Promise<LightMyRequestResponse[]> {
  return Promise.all(Array.from({ length: 20 }, () => sendOnce(app, cookie, sent)))
}

/** Sends it, and tears the connection down at the first byte of the answer: it was stored, and nobody heard. */
export function cutAnswer(port: number, cookie: string, { method, path, ...what }: Sent): Promise<void> {
  const { headers, payload = '' } = partsOf(what)
  const head = Object.entries({
    host: `127.0.0.1:${port}`,
    cookie,
    ...headers,
    'content-length': String(Buffer.byteLength(payload)),
  }).map(([name, value]) => `${name}: ${value}`)
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${method} ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
      socket.write(payload)
    })
    socket.once('data', () => {
      socket.resetAndDestroy()
      resolve()
    })
    socket.once('error', reject)
  })
}

function partsOf({ body, file }: Pick<Sent, 'body' | 'file'>): {
  headers: Record<string, string>
  payload?: string | Buffer
} {
  if (body) return { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(body) }
  if (!file) return { headers: {} }
  const head = `--cut\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from('\r\n--cut--\r\n')])
  return { headers: { 'content-type': 'multipart/form-data; boundary=cut' }, payload }
}
