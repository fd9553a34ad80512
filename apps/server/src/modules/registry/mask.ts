/**
 * Identifying numbers never leave the server whole; for a purpose that is kept, unmask.ts answers one. What is stored is
 * a stand-in, and it becomes the masked number at the last moment: in the text of an answer, or in a row of a file.
 */
import { findSealed, isSealed, maskBankCard, maskIdentifier, maskIdNumber, maskPhone } from '@lika/codes'
import { HIDDEN } from '@lika/contract'
import type { Actor } from '../../platform/http.ts'
import { openTokens } from '../../platform/sealed/index.ts'
import type { RegistryDeps } from './deps.ts'
import type { Catalogue, SubjectKind } from './fold/columns.ts'

type Runner = Pick<RegistryDeps['db']['pool'], 'query'>

/**
 * What facts of class sensitive (health, hardship, blame) are to whoever asks: whole to whoever records facts of the
 * household, since nobody can keep up what he may not see; to everybody else only that there is something.
 */
export function hidingFrom(
  actor: Actor,
  catalogue: Catalogue,
  kind: SubjectKind,
): (fact: string, value: unknown) => unknown {
  if (actor.permissions.has('registry.record') || actor.permissions.has('*')) return maskFact
  const sensitive = sensitiveFacts(catalogue, kind)
  return (fact, value) => (sensitive.has(fact) && value !== null ? HIDDEN : maskFact(fact, value))
}

function sensitiveFacts(catalogue: Catalogue, kind: SubjectKind): ReadonlySet<string> {
  return new Set(catalogue[kind].filter((fact) => fact.class === 'sensitive').map(({ id }) => id))
}

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
