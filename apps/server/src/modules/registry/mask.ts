import { maskBankCard, maskIdNumber, maskPhone } from '@lika/codes'

/** Identifying numbers never leave the server whole; unmasking with a purpose comes with the access module. */
export function maskFact(fact: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (fact === 'idNumber') return maskIdNumber(value)
  if (fact === 'phone') return maskPhone(value)
  if (fact === 'bankAccount') return maskBankCard(value)
  return value
}
