/** Photos and documents that records name by their SHA-256. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'

/** 12 MiB: a photo of a phone as it is, or a scan of some pages. */
export const EVIDENCE_MAX_BYTES = 12 * 2 ** 20

const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const EvidenceFile = Type.Object(
  { sha256: Sha256, mediaType: Type.String(), bytes: Type.Integer(), name: Type.String() },
  closed,
)
export type EvidenceFile = Static<typeof EvidenceFile>

export const uploadEvidence = defineRoute({
  id: 'uploadEvidence',
  method: 'POST',
  path: '/api/evidence',
  summary: { zh: '上传佐证（照片、文件）', en: 'Keep a photo or document that a record will name' },
  permission: 'registry.record',
  upload: { maxBytes: EVIDENCE_MAX_BYTES },
  response: { 200: EvidenceFile },
})

export const downloadEvidence = defineRoute({
  id: 'downloadEvidence',
  method: 'GET',
  path: '/api/evidence/:sha256',
  summary: {
    zh: '查看佐证；copy=public 为去除拍摄地点等信息的公示用副本',
    en: 'A photo or document, for whoever may see a subject whose record names it; a copy for the public tells neither place nor device',
  },
  permission: 'registry.read',
  audit: 'read',
  params: Type.Object({ sha256: Sha256 }, closed),
  query: Type.Object({ copy: Type.Optional(Type.Literal('public')) }, closed),
  response: { 200: { download: 'application/octet-stream' } },
})
