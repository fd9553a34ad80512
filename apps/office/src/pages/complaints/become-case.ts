/** A clue or an application that becomes a case: who may, by which channel, and that both know of each other. */
import type { CaseChannel, Complaint } from '@lika/contract'

/** Whether a case can still be opened out of it by whoever reads it. */
export function canBecomeCase({
  kind,
  case: opened,
  may,
}: Pick<Complaint, 'kind' | 'case' | 'may'>): boolean {
  return kind !== 'complaint' && opened === null && (may.includes('link') || may.includes('accept'))
}

const channels = ['complaint', 'public', 'household', 'proxy'] as const satisfies CaseChannel[]

/** By which channel it comes, the likeliest first: an application is the household's own, a clue is somebody else's. */
export function channelsOf({
  kind,
  channel,
}: Pick<Complaint, 'kind' | 'channel'>): [CaseChannel, ...CaseChannel[]] {
  const first = kind !== 'application' ? 'complaint' : channel === 'site' ? 'public' : 'household'
  return [first, ...channels.filter((each) => each !== first)]
}
