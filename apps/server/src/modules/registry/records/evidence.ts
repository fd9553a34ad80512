/** Photos and documents: kept by their content, seen by whoever may see a subject whose record names them. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { regionRange } from '@lika/codes'
import type { EvidenceFile } from '@lika/contract'
import { AppError, notFound } from '../../../platform/errors.ts'
import { filePath, keepFile } from '../../../platform/files.ts'
import type { Actor } from '../../../platform/http.ts'
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
  const mediaType = await typeByBytes(upload.path)
  if (!mediaType) throw wrongType(upload.filename)
  await keepFile(deps.filesFolder, upload.path, upload.sha256)
  const file = { sha256: upload.sha256, mediaType, bytes: upload.size, name: upload.filename }
  await insertEvidence(deps.db.pool, { ...file, uploadedBy: actor.accountId, receivedAt: deps.clock.now() })
  return (await listEvidence(deps.db.pool, [upload.sha256])).get(upload.sha256) ?? file
}

export async function downloadEvidence(deps: RegistryDeps, actor: Actor, sha256: string) {
  const { pool } = deps.db
  const file = (await listEvidence(pool, [sha256])).get(sha256)
  if (!file || !(await isNamedWithin(pool, sha256, actor.regions.map(regionRange)))) throw unknownFile(sha256)
  const content = createReadStream(filePath(deps.filesFolder, sha256))
  return {
    filename: `${sha256.slice(0, 12)}${endings[file.mediaType] ?? ''}`,
    content,
    mediaType: file.mediaType,
  }
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'application/pdf': '.pdf',
}

/** What a file is by how it begins; neither its name nor what the sender calls it counts. */
async function typeByBytes(path: string): Promise<string | undefined> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0)
    const start = buffer.subarray(0, bytesRead).toString('latin1')
    if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
    if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
    if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return 'image/webp'
    return start.startsWith('%PDF-') ? 'application/pdf' : undefined
  } finally {
    await file.close()
  }
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
