import { expect, test } from 'vitest'
import { packSchema } from './format.ts'

test('the schema for editors has every part of a pack, and allows nothing else', () => {
  const schema = packSchema() as {
    properties: Record<string, { type?: string }>
    additionalProperties: boolean
    required: string[]
  }
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining([
      'pack',
      'facts',
      'criteria',
      'delegates',
      'entitlements',
      'procedures',
      'untranslated',
    ]),
  )
  expect(schema.additionalProperties).toBe(false)
  expect(schema.required).toEqual(['pack', 'version', 'region', 'title', 'inForce', 'sources'])
  expect(() => JSON.stringify(schema)).not.toThrow()
})
