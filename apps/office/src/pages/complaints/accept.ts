import type { Complaint } from '@lika/contract'
import { api } from '../../api/client.ts'

/** Only what was accepted leads to a case: accepts what nobody had accepted yet. Done twice with one id it is done once. */
export async function acceptFirst(complaint: Complaint, id: string): Promise<void> {
  if (complaint.may.includes('link')) return
  await api.actOnComplaint({
    params: { id: complaint.id },
    body: { id, act: 'accept', text: '', after: complaint.entries.at(-1)?.id ?? complaint.id },
  })
}
