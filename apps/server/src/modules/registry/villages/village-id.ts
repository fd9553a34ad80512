import { createHash } from 'node:crypto'

/** The id of a village as a subject is made from its code, so that everybody makes the same (a uuid v8). */
export function villageIdOf(code: string): string {
  return idOf('village', code)
}

/** The same for a county, which is the subject of decisions alone. */
export function countyIdOf(code: string): string {
  return idOf('county', code)
}

function idOf(kind: string, code: string): string {
  const hex = createHash('sha256').update(`lika:${kind}:${code}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
