/** Facts and a code list as the catalogue has them, for tests that need no packs. */
import { standards } from '@lika/codes'
import type { CodeList, Fact } from '@lika/policy'

export { describe, expect, test } from 'vitest'

export function factOf(parts: Partial<Fact> & Pick<Fact, 'type'>): Fact {
  const label = { zh: '事实', en: 'fact' }
  const source = { id: 'T', title: 'T', confirmed: true }
  const origin = { pack: 't', version: '1', digest: 'sha256:0' }
  return {
    id: 'x',
    subject: 'household',
    label,
    source,
    confirmed: true,
    origin,
    unit: {},
    unitText: '',
    scale: 0,
    class: 'ordinary',
    synonyms: [],
    flow: false,
    system: false,
    ...parts,
  }
}

export function codeListOf(): CodeList {
  const { source, confirmed, origin, label } = factOf({ type: 'text' })
  const values = standards.cause.values.map((value) => ({ ...value, synonyms: value.synonyms ?? [] }))
  return { id: 'list', label, source, confirmed, origin, values }
}
