/** Which person bears an id number: one in the whole country, found by a keyed hash. */
import { identityKey, parseCertificateNumber } from '@lika/codes'
import type { LivingKeyring } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db.ts'
import { conflict } from '../../../platform/errors.ts'
import { openTokens } from '../../../platform/sealed/index.ts'
import { deleteOtherIdentities, insertIdentities } from './identity.store.ts'

export interface IdentityContext {
  readonly today: string
  readonly hashId: (idNumber: string) => Buffer
  readonly keyring: LivingKeyring
}

interface Bearer {
  readonly id: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** Claims the valid id numbers among the facts for their persons; refuses one that somebody else bears. */
export async function identify(
  tx: Tx,
  context: Omit<IdentityContext, 'keyring'>,
  countyCode: string,
  persons: readonly Bearer[],
): Promise<void> {
  const numbered = persons.filter(
    ({ facts }) => idNumberCheck(facts.idNumber, context.today).idNumberCheck === 'valid',
  )
  const taken = await insertIdentities(
    tx,
    numbered.map(({ id, facts }) => ({
      hash: context.hashId(identityKey(facts.idNumber as string)),
      countyCode,
      personId: id,
    })),
  )
  if (taken.length === 0) return
  throw conflict(
    'person.idNumberTaken',
    { zh: '这个证件号码已登记在另一个人名下。', en: 'This id number is registered for somebody else.' },
    { field: 'idNumber', value: taken[0] },
  )
}

/** After a number was corrected away, whoever truly bears it must be able to be registered. */
export async function forgetOldIdNumbers(
  tx: Tx,
  context: IdentityContext,
  countyCode: string,
  personId: string,
): Promise<void> {
  const { rows } = await tx.client.query<{ id_number: string | null }>(
    `select id_number from person_snapshot where county_code = $1 and person_id = $2 and valid_to = 'infinity'`,
    [countyCode, personId],
  )
  const token = rows[0]?.id_number
  const opened = await openTokens(tx.client, context.keyring, token ? [token] : [])
  const idNumber = token ? (opened.get(token)?.value ?? null) : null
  const isValid = idNumberCheck(idNumber, context.today).idNumberCheck === 'valid'
  const hash = isValid ? context.hashId(identityKey(idNumber as string)) : undefined
  await deleteOtherIdentities(tx, countyCode, personId, hash)
}

/** What the registry notes about an id number, so that data quality can be judged without reading it. */
export function idNumberCheck(idNumber: unknown, today: string): { idNumberCheck?: string | null } {
  if (idNumber === null) return { idNumberCheck: null }
  if (typeof idNumber !== 'string') return {}
  const parsed = parseCertificateNumber(idNumber, { today })
  return { idNumberCheck: parsed.ok ? 'valid' : (checkCodes[parsed.rule] ?? 'wrongCharacters') }
}

/** The list idNumberCheck of the packs. */
const checkCodes: Readonly<Record<string, string>> = {
  length: 'wrongLength',
  characters: 'wrongCharacters',
  birthDate: 'wrongDate',
  birthYear: 'wrongDate',
  birthFuture: 'wrongDate',
  checkDigit: 'wrongCheckDigit',
  category: 'wrongDisability',
  grade: 'wrongDisability',
  suffix: 'wrongDisability',
}
