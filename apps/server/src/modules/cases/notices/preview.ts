/** What a notice would show, made as it would be posted, and kept nowhere. */
import type { BodyOf, Notice, routes } from '@lika/contract'
import { withTransaction } from '../../../platform/db.ts'
import { refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import { mustBeInScope, placeCodes, placePath } from '../../registry/index.ts'
import { findFiles } from '../case-files.store.ts'
import type { CasesDeps } from '../deps.ts'
import { findProcedures } from '../procedures.ts'
import { unknownCase } from '../refusals.ts'
import { digestOf } from './content.ts'
import { makePostable } from './post.ts'
import { daysLeftOn, stateOn } from './state.ts'

type Preview = Omit<Notice, 'objections' | 'mayTakeDown' | 'takenDown' | 'publicPath'>

export async function previewNotice(
  deps: CasesDeps,
  actor: Actor,
  body: BodyOf<(typeof routes)['notices']['previewNotice']>,
): Promise<Preview> {
  const { db, clock, findPlaces } = deps.registry
  return withTransaction(db, async (tx) => {
    const found = new Map((await findFiles(tx.client, body.cases)).map((file) => [file.id, file]))
    const files = body.cases.map((id, index) => {
      const unknown = () => unknownCase(id, `cases.${index}`)
      const file = found.get(id)
      if (!file) throw unknown()
      mustBeInScope(actor, file.regionCode, unknown)
      return file
    })
    const [first] = files
    const other = files.find(({ procedure }) => procedure !== first!.procedure)
    if (other) throw mixed(other.id, first!.procedure)
    const { procedure } = (await findProcedures(tx.client, [first!.digest])).get(first!.digest)!
    const step = procedure.steps.find(({ id }) => id === body.step)
    if (!step)
      throw unknownStep(
        body.step,
        procedure.steps.map(({ id }) => id),
      )
    const { region, content } = await makePostable(tx, deps.registry, actor, {
      procedure,
      step,
      cases: files,
      from: body.from,
      days: body.days,
    })
    const hung = { from: content.from, until: content.until, downOn: null }
    const { actors: _, places: __, rows, columns, ...shown } = content
    return {
      ...shown,
      id: uuidv7(),
      columns: [...columns],
      rows: rows.map((row) => ({ case: row.case, cells: [...row.cells] })),
      region: placePath(region.code, await findPlaces(tx.client, placeCodes([region.code]))),
      daysLeft: daysLeftOn(hung, clock.today()),
      state: stateOn(hung, clock.today()),
      sha256: digestOf(content),
      by: actor.name,
      at: clock.now(),
    }
  })
}

function mixed(id: string, procedure: string) {
  return refused(
    'case.mixed',
    { zh: '一次只能办理同一种程序的事项。', en: 'One act is for cases of one procedure.' },
    { field: 'cases', value: id, expected: procedure },
  )
}

function unknownStep(step: string, known: readonly string[]) {
  return refused(
    'case.step',
    { zh: `程序中没有环节 ${step}。`, en: `The procedure has no step ${step}.` },
    { field: 'step', value: step, expected: known },
  )
}
