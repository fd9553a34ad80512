import { routes } from '@lika/contract'
import { type HandledRoute, handle } from '../../../platform/http.ts'
import type { AccessDeps } from '../deps.ts'
import { getAccount } from './account-page.ts'
import {
  addAccount,
  changeAccountState,
  countAccounts,
  endAccountSessions,
  inviteAccount,
  listAccounts,
} from './accounts.ts'
import { exportAccounts } from './export.ts'
import { grantRole, revokeGrant } from './grants.ts'
import {
  checkAccountRows,
  getAccountTemplate,
  importAccounts,
  inviteImported,
  listAccountImports,
  reportAccountRows,
} from './importing/import-accounts.ts'
import { readAccountSheet, type Sheets } from './importing/sheets.ts'
import { moveAccount } from './moves.ts'
import { getOwnAccess } from './own-access.ts'
import { addRole, changeRole, listRoles } from './roles.ts'
import { addUnit, changeUnit, listUnits } from './units.ts'

export function administrationRoutes(deps: AccessDeps, sheets: Sheets): HandledRoute[] {
  const { administration } = routes
  return [
    handle(administration.listAccounts, ({ actor, query }) => listAccounts(deps, actor, query)),
    handle(administration.countAccounts, ({ actor, query }) => countAccounts(deps, actor, query)),
    handle(administration.exportAccounts, async ({ actor, query, signal }) =>
      exportAccounts(deps, sheets.listFile, actor, query, signal),
    ),
    handle(administration.getAccount, ({ actor, params }) => getAccount(deps, actor, params.id)),
    handle(administration.addAccount, ({ actor, body }) => addAccount(deps, actor, body)),
    handle(administration.inviteAccount, ({ actor, params, body }) =>
      inviteAccount(deps, actor, params.id, body),
    ),
    handle(administration.changeAccountState, ({ actor, params, body }) =>
      changeAccountState(deps, actor, params.id, body),
    ),
    handle(administration.endAccountSessions, ({ actor, params, body }) =>
      endAccountSessions(deps, actor, params.id, body),
    ),
    handle(administration.grantRole, ({ actor, params, body }) => grantRole(deps, actor, params.id, body)),
    handle(administration.moveAccount, ({ actor, params, body }) =>
      moveAccount(deps, actor, params.id, body),
    ),
    handle(administration.revokeGrant, ({ actor, params, body }) =>
      revokeGrant(deps, actor, params.id, body),
    ),
    handle(administration.getAccountTemplate, ({ actor, query, signal }) =>
      getAccountTemplate(deps, sheets, actor, query.region, signal),
    ),
    handle(administration.readAccountSheet, ({ upload, signal }) => readAccountSheet(sheets, upload, signal)),
    handle(administration.checkAccountRows, ({ actor, body }) => checkAccountRows(deps, actor, body)),
    handle(administration.reportAccountRows, ({ actor, body, signal }) =>
      reportAccountRows(deps, sheets, actor, body, signal),
    ),
    handle(administration.importAccounts, ({ actor, body }) => importAccounts(deps, actor, body)),
    handle(administration.listAccountImports, ({ actor, query }) => listAccountImports(deps, actor, query)),
    handle(administration.inviteImported, ({ actor, params, body, signal }) =>
      inviteImported(deps, sheets, actor, { id: params.id, reason: body.reason, signal }),
    ),
    handle(administration.listUnits, ({ actor, query }) => listUnits(deps, actor, query)),
    handle(administration.addUnit, ({ actor, body }) => addUnit(deps, actor, body)),
    handle(administration.changeUnit, ({ actor, params, body }) => changeUnit(deps, actor, params.id, body)),
    handle(administration.listRoles, ({ actor }) => listRoles(deps, actor)),
    handle(administration.addRole, ({ actor, body }) => addRole(deps, actor, body)),
    handle(administration.changeRole, ({ actor, params, body }) => changeRole(deps, actor, params.key, body)),
    handle(administration.getOwnAccess, ({ actor }) => getOwnAccess(deps, actor)),
  ]
}
