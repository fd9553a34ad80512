import type { Config } from '../../../platform/config.ts'
import { createOutbound } from '../../../platform/outbound.ts'
import type { SignInSettings } from '../deps.ts'
import { openOidc } from './oidc.ts'
import { profileOf } from './profile.ts'

/** How people sign in here, as the operator has set it. The provider of the single sign-on is the only host asked. */
export function signInSettingsOf(config: Config): SignInSettings {
  return {
    profile: profileOf(config.profile),
    publicOrigin: config.origin,
    oidc:
      config.oidc &&
      openOidc(config.oidc, createOutbound({ allowed: [providerOf(config, config.oidc.issuer)] })),
  }
}

/** Within a private network where LIKA_OUTBOUND says so. */
function providerOf({ outbound }: Config, issuer: string) {
  const { origin } = new URL(issuer)
  return outbound.find((each) => each.origin === origin) ?? { origin }
}
