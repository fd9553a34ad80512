/** Telling a clue or an application which case was opened out of it. */
import type { Complaint } from '@lika/contract'
import { api } from '../../api/client.ts'
import { newRecordId } from '../../parts/record/record-id.ts'

/** The ids of the entries are kept over every try, so that no try is entered twice. */
export interface LinkIds {
  readonly accept: string
  readonly link: string
}
export const newLinkIds = (): LinkIds => ({ accept: newRecordId(), link: newRecordId() })

/** Links the case; what nobody had accepted is accepted by it. Done twice it is done once. */
export async function linkCase(complaint: Complaint, caseId: string, ids: LinkIds): Promise<Complaint> {
  const params = { id: complaint.id }
  let last = complaint.entries.at(-1)?.id ?? complaint.id
  if (!complaint.may.includes('link')) {
    await api.actOnComplaint({ params, body: { id: ids.accept, act: 'accept', text: '', after: last } })
    last = ids.accept
  }
  return api.actOnComplaint({
    params,
    body: { id: ids.link, act: 'link', text: '', case: caseId, after: last },
  })
}
