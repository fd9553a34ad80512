import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { ImportsDeps } from '../deps.ts'
import {
  cancelAssignment,
  getAssignment,
  listAssignments,
  previewAssignment,
  startAssignment,
  undoAssignment,
} from './assignments.ts'

export function assignmentRoutes(deps: ImportsDeps): HandledRoute[] {
  const { assignments } = routes
  return [
    handle(assignments.previewAssignment, ({ actor, body }) => previewAssignment(deps, actor, body)),
    handle(assignments.startAssignment, ({ actor, body }) => startAssignment(deps, actor, body)),
    handle(assignments.listAssignments, ({ actor, query }) => listAssignments(deps, actor, query)),
    handle(assignments.getAssignment, ({ actor, params }) => getAssignment(deps, actor, params.id)),
    handle(assignments.cancelAssignment, ({ actor, params }) => cancelAssignment(deps, actor, params.id)),
    handle(assignments.undoAssignment, ({ actor, params, body }) =>
      undoAssignment(deps, actor, params.id, body.reason),
    ),
  ]
}
