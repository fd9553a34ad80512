/**
 * The two profiles of an installation: `international` follows OWASP ASVS 5.0 level 2, `mlps3` the third level of
 * GB/T 22239-2019 (等保三级), which also asks for composition and rotation of passwords (8.1.4.1 a) and shorter sessions.
 */
import type { PasswordRules } from '@lika/contract'

export const PROFILES = ['international', 'mlps3'] as const
export type ProfileName = (typeof PROFILES)[number]

export interface Profile {
  readonly name: ProfileName
  /** Kinds of characters that a password mixes, of capital, small, digit and other. */
  readonly passwordKinds: number
  readonly passwordDays: number | null
  /** A session ends after so long at rest, and at the latest after so long. */
  readonly idleMinutes: number
  readonly sessionHours: number
  /** Accounts that nobody has used for so long stop. */
  readonly unusedDays: number
}

export const LEAST_CHARACTERS = 8
export const MOST_CHARACTERS = 128

const profiles: Readonly<Record<ProfileName, Profile>> = {
  international: {
    name: 'international',
    passwordKinds: 0,
    passwordDays: null,
    idleMinutes: 60,
    sessionHours: 12,
    unusedDays: 90,
  },
  mlps3: {
    name: 'mlps3',
    passwordKinds: 3,
    passwordDays: 90,
    idleMinutes: 30,
    sessionHours: 12,
    unusedDays: 90,
  },
}

export function profileOf(name: ProfileName): Profile {
  return profiles[name]
}

export function passwordRulesOf(profile: Profile): PasswordRules {
  return {
    profile: profile.name,
    least: LEAST_CHARACTERS,
    most: MOST_CHARACTERS,
    kinds: profile.passwordKinds,
    days: profile.passwordDays,
  }
}
