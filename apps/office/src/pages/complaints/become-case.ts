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

/** An application is the household's own, over the site or at the desk; a clue is somebody else's. */
export function channelOf({ kind, channel }: Pick<Complaint, 'kind' | 'channel'>): CaseChannel {
  if (kind !== 'application') return 'complaint'
  return channel === 'site' ? 'public' : 'household'
}
