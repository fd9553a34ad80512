/** The standards that an exit is judged by. */
export const HOUSEHOLD_EXIT = 'household-exit'
export const VILLAGE_EXIT = 'village-exit'

/** Packs on the quality of data bear this in their topic: they give leads, and decide nothing. */
export function isQualitySet(set: string): boolean {
  return set.startsWith('data-quality-')
}
