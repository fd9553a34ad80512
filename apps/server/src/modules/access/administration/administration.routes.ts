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
import { exportAccounts, type ListFile } from './export.ts'
import { grantRole, revokeGrant } from './grants.ts'
import { getOwnAccess } from './own-access.ts'
import { addRole, changeRole, listRoles } from './roles.ts'
import { addUnit, changeUnit, listUnits } from './units.ts'

export function administrationRoutes(deps: AccessDeps, listFile: ListFile): HandledRoute[] {
  const { administration } = routes
  return [
    handle(administration.listAccounts, ({ actor, query }) => listAccounts(deps, actor, query)),
    handle(administration.countAccounts, ({ actor, query }) => countAccounts(deps, actor, query)),
    handle(administration.exportAccounts, async ({ actor, query, signal }) =>
      exportAccounts(deps, listFile, actor, query, signal),
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
    handle(administration.revokeGrant, ({ actor, params, body }) =>
      revokeGrant(deps, actor, params.id, body),
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
