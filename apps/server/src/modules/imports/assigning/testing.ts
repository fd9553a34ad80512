/** What the tests of assignments share: a worker, and waiting for its end. */
import { setTimeout } from 'node:timers/promises'
import type { Assignment } from '@lika/contract'
import type { Opened } from '../../../open.ts'
import { createLogger } from '../../../platform/http.ts'
import { type Job, startWorker } from '../../../platform/jobs.ts'
import type { Api } from '../../../testing.ts'
import { assignmentJob } from './assign.ts'

export function startAssignmentWorker(installation: Opened) {
  return startWorker(installation.db, [assignmentJob(installation.imports) as Job], {
    log: createLogger({ level: 'silent' }),
  })
}

export async function waitFor(api: Api, id: string): Promise<Assignment> {
  for (;;) {
    const now = await api.getAssignment({ params: { id } })
    if (now.state !== 'working' && now.state !== 'undoing') return now
    await setTimeout(50)
  }
}
