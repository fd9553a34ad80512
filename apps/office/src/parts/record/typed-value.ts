import type { FactValue } from '@lika/contract'

/** A recorded value as it would have been typed into its field. */
export function typedValue(value: FactValue): { readonly value: string; readonly unknown: boolean } {
  if (value === null) return { value: '', unknown: true }
  return { value: Array.isArray(value) ? value.join(',') : String(value), unknown: false }
}
