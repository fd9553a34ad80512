import type { Summary } from '@lika/contract'

type Figure = Summary['indicators'][number]

/** The standards that an exit is judged by. */
export const HOUSEHOLD_EXIT = 'household-exit'
export const VILLAGE_EXIT = 'village-exit'

/** Who is watched so that nobody falls back: told apart from what is lacking. */
const MONITORING = 'monitoring'

/** What is lacking, and who is monitored, of the figures of a region. */
export const isLacking = ({ direction, topic }: Figure) => direction === 'down' && topic !== MONITORING
export const isMonitoring = ({ topic }: Figure) => topic === MONITORING

/** Packs on the quality of data bear this in their topic: they give leads, and decide nothing. */
export function isQualitySet(set: string): boolean {
  return set.startsWith('data-quality-')
}
