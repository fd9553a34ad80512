import type { Grant } from '@lika/contract'
import type { T } from '../../words/index.ts'

/** The days of a grant in words: both ends belong to it. */
export function periodText(t: T, { validFrom, validTo }: Pick<Grant, 'validFrom' | 'validTo'>): string {
  if (validFrom !== null && validTo !== null) return t('access.between', { from: validFrom, to: validTo })
  if (validFrom !== null) return t('access.since', { from: validFrom })
  return validTo === null ? t('access.always') : t('access.until', { to: validTo })
}

/** The browser that a session names itself by, in a word or two. */
export function agentText(agent: string | null, unknown: string): string {
  if (agent === null) return unknown
  const browser = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1] as string | undefined
  const system = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ].find(([pattern]) => (pattern as RegExp).test(agent))?.[1] as string | undefined
  return [browser, system].filter(Boolean).join(' · ') || agent.slice(0, 40)
}

const factors = ['password', 'totp', 'passkey', 'oidc', 'demo', 'code'] as const
/** A factor in words; one that this app does not know yet by its own name. */
export function factorText(t: T, factor: string): string {
  const known = factors.find((each) => each === factor)
  return known ? t(`account.factors.${known}`) : factor
}
