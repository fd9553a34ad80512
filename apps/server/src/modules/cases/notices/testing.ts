/** Notices in tests: a step of a procedure in force, and cases of households, before anything is acted on. */
import { type Procedure, procedureOf, type Step } from '@lika/policy'
import type { Opened } from '../../../open.ts'
import { withTransaction } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { BuiltHousehold } from '../../../testing/subjects.ts'
import { type NoticeAsk, type Posted, postNotice } from './post.ts'
import type { CaseOfNotice } from './published.store.ts'

export function procedureInForce({ judging }: Opened, id: string, region = '450521'): Procedure {
  const { policies, today } = judging()
  const item = (policies.at(region, today).items.procedures ?? []).find((each) => each.id === id)
  if (!item) throw new Error(`no procedure ${id} is in force in ${region}`)
  return procedureOf(item)
}

export function stepNamed(procedure: Procedure, id: string): Step {
  const step = procedure.steps.find((each) => each.id === id)
  if (!step) throw new Error(`the procedure ${procedure.id} has no step ${id}`)
  return step
}

export function caseOf({ id, region }: BuiltHousehold): CaseOfNotice {
  return {
    id: uuidv7(),
    countyCode: region.slice(0, 6),
    subjectKind: 'household',
    subjectId: id,
    regionCode: region,
  }
}

export function anActor(accountId: string, regions: readonly string[]): Actor {
  return { accountId, name: 'somebody', role: 'countyOffice', permissions: new Set(['cases.act']), regions }
}

export function post(installation: Opened, actor: Actor, ask: NoticeAsk): Promise<Posted> {
  return withTransaction(installation.db, (tx) => postNotice(tx, installation.registry, actor, ask))
}
