import { maskBankCard, maskIdNumber, maskPhone } from '@lika/codes'

/** Identifying numbers never leave the server whole; for a purpose that is kept, unmask.ts answers one. */
export function maskFact(fact: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (fact === 'idNumber') return maskIdNumber(value)
  if (fact === 'phone') return maskPhone(value)
  if (fact === 'bankAccount') return maskBankCard(value)
  return value
}
