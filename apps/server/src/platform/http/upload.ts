// An upload lies in quarantine first: a folder of its own, under a name made at random, looked at by the scanner and
// then by whoever asked for it, before it is moved anywhere.

import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import type { Disk } from '../disk/disk.ts'
import { AppError, invalid } from '../errors.ts'
import { uuidv7 } from '../uuid.ts'
import type { Scan } from './scan.ts'

export type UploadedFile = {
  /** Where it lies until the handler returns; move it to keep it. */
  readonly path: string
  /** As the sender named it, for showing only: never part of a path. */
  readonly filename: string
  readonly size: number
  readonly sha256: string
}

export type UploadOptions = {
  readonly folder: string
  readonly maxBytes: number
  readonly scan?: Scan | undefined
  readonly disk?: Pick<Disk, 'mustTake'> | undefined
}

export async function receiveUpload(
  request: FastifyRequest,
  { folder, maxBytes, scan, disk }: UploadOptions,
): Promise<UploadedFile> {
  const path = join(folder, uuidv7())
  try {
    let received: UploadedFile | undefined
    for await (const part of request.parts({ limits: { fileSize: maxBytes, fields: 0 } })) {
      if (received || part.type !== 'file' || part.fieldname !== 'file') throw noFile()
      received = await save(part, path, maxBytes, disk)
    }
    if (!received) throw noFile()
    await scan?.(path)
    return received
  } catch (error) {
    // The rest is read and thrown away: whoever still sends it would hear nothing before it has gone out, and the server
    // could not be stopped meanwhile.
    request.raw.unpipe()
    request.raw.resume()
    await rm(path, { force: true })
    throw isBrokenForm(error) ? noFile(error) : error
  }
}

/** How much is taken between two looks at the disk: one that says no length cannot fill it. */
const LOOK_EVERY_BYTES = 4 * 2 ** 20

async function save(
  part: MultipartFile,
  path: string,
  maxBytes: number,
  disk: UploadOptions['disk'],
): Promise<UploadedFile> {
  const hash = createHash('sha256')
  let size = 0
  let looked = 0
  async function* measured(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size - looked >= LOOK_EVERY_BYTES) {
        looked = size
        disk?.mustTake()
      }
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(part.file, measured, createWriteStream(path, { mode: 0o600 }))
  if (part.file.truncated) throw tooLarge(maxBytes)
  return { path, filename: part.filename.normalize('NFC').slice(0, 255), size, sha256: hash.digest('hex') }
}

/** A form that ends too early or has no boundary: the parser has no codes for it, only words. */
function isBrokenForm(error: unknown): boolean {
  const text = error instanceof AppError || !(error instanceof Error) ? '' : error.message
  return /^(Multipart: |Malformed |Unexpected end of (form|file|multipart)|Part terminated early)/.test(text)
}

function noFile(cause?: unknown): AppError {
  return invalid(
    'request.upload',
    {
      zh: '上传必须只含一个名为 file 的文件。',
      en: 'An upload holds exactly one file, named file.',
    },
    { field: 'file', cause },
  )
}

function tooLarge(maxBytes: number): AppError {
  const most = `${Math.floor(maxBytes / 2 ** 20)} MB`
  return new AppError(
    'request.tooLarge',
    413,
    { zh: `文件超过 ${most}。`, en: `The file is larger than ${most}.` },
    { field: 'file', expected: most },
  )
}
