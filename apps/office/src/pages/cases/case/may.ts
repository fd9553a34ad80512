import type { Case, Named } from '@lika/contract'

export type Mays = Case['may']

/** As whom the reader may do it. */
export function actorsOf(mays: Mays, kind: string, step: string): Named[] {
  const own = mays.filter((may) => may.kind === kind && may.step === step).map(({ actor }) => actor)
  return own.filter(({ id }, at) => own.findIndex((other) => other.id === id) === at)
}

/** The act that makes a gate go away; nothing where only time or others do. */
export const actForGate: Readonly<Record<string, string>> = {
  attachment: 'attached',
  signature: 'signed',
  meeting: 'met',
  majority: 'met',
  notice: 'posted',
  objection: 'answered',
  upheld: 'decided',
}
