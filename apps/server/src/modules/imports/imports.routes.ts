import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../platform/http.ts'
import { assignmentRoutes } from './assigning/assignments.routes.ts'
import { mustSee } from './change.ts'
import { listRows } from './checking/rows.ts'
import { listImportHouseholds } from './committing/households.ts'
import type { ImportsDeps } from './deps.ts'
import { duplicateRoutes } from './duplicates/duplicates.routes.ts'
import { exportRoutes } from './exporting/exports.routes.ts'
import { downloadReport } from './exporting/report.ts'
import { findImport } from './imports.store.ts'
import {
  cancelImport,
  checkImport,
  chooseImportSheet,
  commitImport,
  getImport,
  listImports,
  mapImport,
  undoImport,
  uploadImport,
} from './imports.ts'
import { fieldsOf } from './layout/fields.ts'
import { downloadTemplate, isAlways } from './layout/template.ts'
import { getImportRow } from './repairing/one-row.ts'
import { repairImportRows, replaceImportFile } from './repairing/repair-rows.ts'

export function importsRoutes(deps: ImportsDeps): HandledRoute[] {
  const { imports } = routes
  const { pool } = deps.registry.db
  return [
    handle(imports.getImportTemplate, async ({ params, query }) =>
      downloadTemplate(deps, params.kind, query),
    ),
    handle(imports.listImportFields, async ({ params }) => ({
      fields: fieldsOf(deps.registry.catalogue, params.kind).map((field) => ({
        key: field.key,
        label: field.label,
        group: field.group,
        groupId: field.groupId,
        required: field.required,
        always: isAlways(field),
      })),
    })),
    handle(imports.uploadImport, ({ actor, query, upload }) => uploadImport(deps, actor, query, upload)),
    handle(imports.listImports, ({ actor, query }) => listImports(deps, actor, query)),
    handle(imports.getImport, ({ actor, params }) => getImport(deps, actor, params.id)),
    handle(imports.mapImport, ({ actor, params, body }) => mapImport(deps, actor, params.id, body)),
    handle(imports.checkImport, ({ actor, params }) => checkImport(deps, actor, params.id)),
    handle(imports.listImportRows, async ({ actor, params, query }) =>
      listRows(pool, mustSee(actor, await findImport(pool, params.id), params.id), query),
    ),
    handle(imports.downloadImportReport, async ({ actor, params, query, signal }) =>
      downloadReport(
        deps,
        actor,
        mustSee(actor, await findImport(pool, params.id), params.id),
        query,
        signal,
      ),
    ),
    handle(imports.commitImport, ({ actor, params, body }) =>
      commitImport(deps, actor, params.id, body.leaveOutErrors ?? false),
    ),
    handle(imports.undoImport, ({ actor, params, body }) => undoImport(deps, actor, params.id, body)),
    handle(imports.chooseImportSheet, ({ actor, params, body }) =>
      chooseImportSheet(deps, actor, params.id, body),
    ),
    handle(imports.getImportRow, async ({ actor, params, signal }) =>
      getImportRow(
        deps,
        mustSee(actor, await findImport(pool, params.id), params.id),
        Number(params.line),
        signal,
      ),
    ),
    handle(imports.repairImportRows, ({ actor, params, body }) =>
      repairImportRows(deps, actor, params.id, body.rows),
    ),
    handle(imports.replaceImportFile, ({ actor, params, upload }) =>
      replaceImportFile(deps, actor, params.id, upload),
    ),
    handle(imports.listImportHouseholds, async ({ actor, params, query }) =>
      listImportHouseholds(deps, mustSee(actor, await findImport(pool, params.id), params.id), query),
    ),
    handle(imports.cancelImport, ({ actor, params }) => cancelImport(deps, actor, params.id)),
    ...duplicateRoutes(deps),
    ...assignmentRoutes(deps),
    ...exportRoutes(deps),
  ]
}
