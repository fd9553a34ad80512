/** Photos and documents: kept by their content, seen by whoever may see a subject whose record names them. */
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { regionRange } from '@lika/codes'
import type { EvidenceFile } from '@lika/contract'
import type { Tx } from '../../../platform/db.ts'
import { AppError, notFound, refused } from '../../../platform/errors.ts'
import { keepFile, readKept } from '../../../platform/files.ts'
import type { Actor } from '../../../platform/http.ts'
import { type Media, readMedia } from '../../../platform/media/media.ts'
import type { RegistryDeps } from '../deps.ts'
import { insertEvidence, isNamedWithin, listEvidence } from './evidence.store.ts'

interface Uploaded {
  readonly path: string
  readonly filename: string
  readonly size: number
  readonly sha256: string
}

/** The bytes are kept as they are: what a camera wrote into a photo is part of the evidence. */
export async function uploadEvidence(
  deps: RegistryDeps,
  actor: Actor,
  upload: Uploaded,
): Promise<EvidenceFile> {
  const { mediaType } = mustBeEvidence(await readFile(upload.path), upload.filename)
  await keepFile(deps, upload.path, upload.sha256)
  const file = { sha256: upload.sha256, mediaType, bytes: upload.size, name: upload.filename }
  await insertEvidence(deps.db.pool, { ...file, uploadedBy: actor.accountId, receivedAt: deps.clock.now() })
  return (await listEvidence(deps.db.pool, [upload.sha256])).get(upload.sha256) ?? file
}

/** Files are sent before what names them. */
export async function mustHaveArrived(tx: Tx, evidence: readonly string[]): Promise<void> {
  const known = await listEvidence(tx.client, evidence)
  const missing = evidence.find((sha256) => !known.has(sha256))
  if (missing === undefined) return
  throw refused(
    'evidence.missing',
    {
      zh: '佐证还没有上传，请先上传文件。',
      en: 'The evidence has not arrived: upload the file first.',
    },
    { field: 'evidence', value: missing },
  )
}

/** Nobody decodes a picture here, but a browser does: one of this many pixels takes it a quarter of a gigabyte. */
const MOST_PIXELS = 64_000_000

/** What a file is, its bytes say; neither its name nor what the sender calls it counts. */
function mustBeEvidence(bytes: Buffer, filename: string): Media {
  const media = readMedia(bytes)
  if (media === undefined) throw wrongType(filename)
  if (typeof media === 'string') throw unfit[media](filename)
  const { width, height } = media.pixels ?? { width: 1, height: 1 }
  if (width * height > MOST_PIXELS || width * height === 0) throw tooManyPixels(filename, width, height)
  return media
}

export async function downloadEvidence(
  deps: RegistryDeps,
  actor: Actor,
  sha256: string,
  copy?: 'public' | undefined,
) {
  const { pool } = deps.db
  const file = (await listEvidence(pool, [sha256])).get(sha256)
  if (!file || !(await isNamedWithin(pool, sha256, actor.regions.map(regionRange)))) throw unknownFile(sha256)
  const original = readKept(deps, sha256)
  const name = `${sha256.slice(0, 12)}${copy ? '-public' : ''}${endings[file.mediaType] ?? ''}`
  const content = copy ? publicCopy(await buffer(original), sha256) : original
  return { filename: name, content, mediaType: file.mediaType }
}

function publicCopy(original: Buffer, sha256: string): Buffer {
  const media = readMedia(original)
  if (typeof media === 'object' && media.publicCopy) return media.publicCopy()
  throw refused(
    'evidence.noPublicCopy',
    {
      zh: '文档没有公示用副本，只有照片有；请另行制作遮盖个人信息的版本。',
      en: 'Documents have no copy for the public, only photos do; make a version without personal data by hand.',
    },
    { field: 'sha256', value: sha256 },
  )
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
}

function wrongType(filename: string): AppError {
  const expected = ['JPEG', 'PNG', 'WebP', 'PDF']
  return new AppError(
    'evidence.type',
    415,
    {
      zh: `“${filename}”不是照片或 PDF 文件；可以上传 JPEG、PNG、WebP 照片和 PDF。`,
      en: `"${filename}" is neither a photo nor a PDF; JPEG, PNG, WebP and PDF can be uploaded.`,
    },
    { field: 'file', value: filename, expected },
  )
}

const unfit = {
  broken: (filename: string) =>
    refused(
      'evidence.broken',
      {
        zh: `“${filename}”不完整或已损坏；请重新拍摄或保存后再上传。`,
        en: `"${filename}" is cut off or damaged; take or save it again and upload that.`,
      },
      { field: 'file', value: filename },
    ),
  polyglot: (filename: string) =>
    refused(
      'evidence.polyglot',
      {
        zh: `“${filename}”的末尾附有其他内容；请用看图软件另存后再上传。`,
        en: `"${filename}" has something else behind its end; save it anew with a viewer and upload that.`,
      },
      { field: 'file', value: filename },
    ),
  active: (filename: string) =>
    refused(
      'evidence.active',
      {
        zh: `“${filename}”含有程序或内嵌文件；请打印为普通 PDF 后再上传。`,
        en: `"${filename}" holds programs or files within; print it into a plain PDF and upload that.`,
      },
      { field: 'file', value: filename },
    ),
} as const

function tooManyPixels(filename: string, width: number, height: number): AppError {
  return refused(
    'evidence.tooManyPixels',
    {
      zh: `“${filename}”为 ${width}×${height} 像素，超过 ${MOST_PIXELS / 1e6} 百万像素；请缩小后再上传。`,
      en: `"${filename}" has ${width}×${height} pixels, more than ${MOST_PIXELS / 1e6} million; make it smaller and upload that.`,
    },
    { field: 'file', value: `${width}×${height}`, expected: MOST_PIXELS },
  )
}

function unknownFile(sha256: string): AppError {
  return notFound(
    'evidence.notFound',
    {
      zh: '没有这份佐证，或者不在您的范围内。',
      en: 'There is no such evidence, or it is not within your scope.',
    },
    { field: 'sha256', value: sha256 },
  )
}
