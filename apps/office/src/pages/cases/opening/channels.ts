/** By which channels a case can be opened. */
import type { CaseChannel, CaseProcedure } from '@lika/contract'

const channels = ['household', 'cadre', 'proxy', 'public', 'department', 'complaint', 'comparison'] as const

/** A village and a county neither apply themselves nor send somebody. */
export const channelsFor = ({ subject }: Pick<CaseProcedure, 'subject'>): readonly CaseChannel[] =>
  subject === 'household' ? channels : channels.filter((each) => each !== 'household' && each !== 'proxy')

/** The channel of a draft, unless it was chosen where others were offered: then the first of those offered now. */
export const channelIn = (offered: readonly CaseChannel[], kept: CaseChannel): CaseChannel =>
  offered.includes(kept) ? kept : (offered[0] ?? kept)
