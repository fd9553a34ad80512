/**
 * Identifying numbers never leave the server whole; for a purpose that is kept, unmask.ts answers one. What is stored is
 * a stand-in, and it becomes the masked number at the last moment: in the text of an answer, or in a row of a file.
 */
import { findSealed, isSealed, maskBankCard, maskIdentifier, maskIdNumber, maskPhone } from '@lika/codes'
import { openTokens } from '../../platform/sealed/index.ts'
import type { RegistryDeps } from './deps.ts'

type Runner = Pick<RegistryDeps['db']['pool'], 'query'>

/** A value that somebody has just sent, as it may be told back. A stand-in stays what it is. */
export function maskFact(fact: string, value: unknown): unknown {
  if (typeof value !== 'string' || isSealed(value)) return value
  if (fact === 'idNumber') return maskIdNumber(value)
  if (fact === 'phone') return maskPhone(value)
  if (fact === 'bankAccount') return maskBankCard(value)
  return value
}

/** The text of a JSON answer with a mask for every stand-in. One that stands for nothing is hidden. */
export async function maskSealedText(
  deps: Pick<RegistryDeps, 'keyring'>,
  runner: Runner,
  json: string,
): Promise<string> {
  const tokens = findSealed(json)
  if (tokens.length === 0) return json
  const opened = await openTokens(runner, deps.keyring, tokens)
  const masks = new Map(
    tokens.map((token) => {
      const found = opened.get(token)
      const mask = found ? maskIdentifier(found.kind, found.value) : '***'
      return [token, JSON.stringify(mask).slice(1, -1)]
    }),
  )
  return json.replaceAll(/sealed:[\w-]{12}:[\w-]{16}:\d{1,5}/g, (token) => masks.get(token) ?? '***')
}

/** The same for rows of a file that is written, before they are. */
export async function maskSealed<T>(
  deps: Pick<RegistryDeps, 'keyring'>,
  runner: Runner,
  value: T,
): Promise<T> {
  const text = JSON.stringify(value)
  const masked = await maskSealedText(deps, runner, text)
  return masked === text ? value : (JSON.parse(masked) as T)
}
