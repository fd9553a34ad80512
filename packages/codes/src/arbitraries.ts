/** Made-up numbers for property tests: region 999999 is not assigned, so none belongs to a person. */
import fc from 'fast-check'
import { idCheckDigit } from './id-number.ts'

export const today = '2017-12-31'

export const aDigit = fc.nat(9).map(String)

export const anIdNumber = fc
  .record({
    birthDate: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2017-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    sequence: fc.nat(999),
  })
  .map(({ birthDate, sequence }) => {
    const first17 = `999999${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`
    return { number: first17 + idCheckDigit(first17), birthDate, sequence }
  })
