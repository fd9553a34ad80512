import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import { uploadEvidence } from '../../registry/index.ts'
import { countDuties, listDuties } from './board.ts'
import { exportBulletin } from './bulletin/bulletin.ts'
import type { TasksDeps } from './deps.ts'
import { exportDuties } from './export.ts'
import { getLetter } from './letters.ts'
import { reportTask, takeBackReport } from './reports.ts'
import { getTask } from './task.ts'

export function tasksRoutes(deps: TasksDeps): HandledRoute[] {
  const { tasks } = routes
  return [
    handle(tasks.listDuties, ({ actor, query }) => listDuties(deps, actor, query)),
    handle(tasks.countDuties, ({ actor, query }) => countDuties(deps, actor, query)),
    handle(tasks.exportDuties, ({ actor, query, signal }) => exportDuties(deps, actor, query, signal)),
    handle(tasks.getTask, ({ actor, params, query }) => getTask(deps, actor, { ...query, id: params.id })),
    handle(tasks.reportTask, ({ actor, params, body }) => reportTask(deps, actor, params.id, body)),
    handle(tasks.uploadTaskEvidence, ({ actor, upload }) => uploadEvidence(deps.registry, actor, upload)),
    handle(tasks.takeBackReport, ({ actor, params, body }) => takeBackReport(deps, actor, params, body)),
    handle(tasks.getLetter, ({ actor, query }) => getLetter(deps, actor, query)),
    handle(tasks.exportBulletin, ({ actor, query }) => exportBulletin(deps, actor, query)),
  ]
}
