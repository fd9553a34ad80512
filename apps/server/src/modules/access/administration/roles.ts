/** Roles as data: the built-in ones are read, own ones narrow one of them down. */
import {
  allRoutes,
  type NewRole,
  type Permission,
  type Role,
  type RoleChange,
  type RoleTable,
} from '@lika/contract'
import { withTransaction } from '../../../platform/db.ts'
import { AppError, conflict, notFound, refused } from '../../../platform/errors.ts'
import type { Actor } from '../../../platform/http.ts'
import type { AccessDeps } from '../deps.ts'
import { builtInRoles } from '../roles.ts'
import { appendChange, wasMade } from './changes.store.ts'
import {
  endSessionsOfRole,
  findRole,
  insertRole,
  listRoleRows,
  type RoleRow,
  updateRole,
} from './roles.store.ts'
import { rangesOf } from './scope.ts'
import { separations } from './separations.ts'

/** Never granted: what anybody may see needs no account. */
export const UNGRANTED = 'public'

/** The permissions that routes ask for, each with what it opens. */
export const permissions: readonly Permission[] = permissionsOfRoutes()

export async function listRoles(deps: AccessDeps, actor: Actor): Promise<RoleTable> {
  const rows = await listRoleRows(deps.system.pool, rangesOf(actor), deps.clock.today())
  return {
    roles: rows
      .filter(({ key }) => key !== UNGRANTED)
      .sort((a, b) => rank(a) - rank(b))
      .map(answerOf),
    permissions: [...permissions],
    separations: [...separations],
  }
}

const order = Object.keys(builtInRoles)
/** From the village up, then money and supervision, then the administrators; own ones after the one they narrow down. */
function rank({ key, based_on }: RoleRow): number {
  const at = order.indexOf(based_on ?? key)
  return (at < 0 ? order.length : at) + (based_on === null ? 0 : 0.5)
}

export async function addRole(deps: AccessDeps, actor: Actor, role: NewRole): Promise<Role> {
  mustReachEverything(actor)
  return withTransaction(deps.system, async (tx) => {
    const base = await getRole(deps, tx.client, role.basedOn, 'basedOn')
    if (!base.built_in || base.key === UNGRANTED) {
      throw refused(
        'role.basedOnOwn',
        { zh: '自定义角色只能从内置角色收窄。', en: 'A role of one’s own narrows down a built-in one.' },
        { field: 'basedOn', value: role.basedOn },
      )
    }
    mustBeNarrower(role.permissions, base)
    const row = { key: role.key, label: role.label, permissions: role.permissions, basedOn: role.basedOn }
    if (!(await insertRole(tx.client, row))) {
      // The key is what its sender names it by.
      const known = await getRole(deps, tx.client, role.key, 'key')
      if (isSameRole(known, role)) return answerOf(known)
      throw conflict(
        'role.keyTaken',
        { zh: `已经有代号为 ${role.key} 的角色。`, en: `There is a role with the key ${role.key} already.` },
        { field: 'key', value: role.key },
      )
    }
    await appendChange(tx.client, {
      kind: 'roleAdded',
      by: actor.accountId,
      at: deps.clock.now(),
      reason: role.reason,
      role: role.key,
      detail: { label: role.label, basedOn: role.basedOn, permissions: role.permissions },
    })
    return answerOf(await getRole(deps, tx.client, role.key, 'key'))
  })
}

/** Whoever holds it has to sign in again: nobody keeps yesterday's permissions. */
export async function changeRole(
  deps: AccessDeps,
  actor: Actor,
  key: string,
  change: RoleChange,
): Promise<Role> {
  mustReachEverything(actor)
  return withTransaction(deps.system, async (tx) => {
    const before = await getRole(deps, tx.client, key, 'key')
    if (before.built_in) {
      throw refused(
        'role.builtIn',
        {
          zh: '内置角色随程序而定，不能修改。',
          en: 'Built-in roles come with the program and are not edited.',
        },
        { field: 'key', value: key },
      )
    }
    if (change.permissions) {
      mustBeNarrower(change.permissions, await getRole(deps, tx.client, before.based_on ?? '', 'basedOn'))
    }
    const { id, reason, ...asked } = change
    const made = { id, kind: 'roleChanged', by: actor.accountId, reason, role: key } as const
    if (await wasMade(tx.client, { ...made, asked })) return answerOf(before)
    const at = deps.clock.now()
    const isRetired = change.retired ?? before.retired_at !== null
    const after = {
      label: change.label ?? before.label,
      permissions: change.permissions ?? before.permissions,
      retiredAt: isRetired ? (before.retired_at ?? at) : null,
    }
    await updateRole(tx.client, key, after)
    if (change.permissions) await endSessionsOfRole(tx.client, key, at)
    const { label, permissions: had, retired_at } = before
    await appendChange(tx.client, {
      ...made,
      at,
      detail: { asked, before: { label, permissions: had, retiredAt: retired_at }, after },
    })
    return answerOf(await getRole(deps, tx.client, key, 'key'))
  })
}

function isSameRole(known: RoleRow, sent: NewRole): boolean {
  return (
    known.based_on === sent.basedOn &&
    known.retired_at === null &&
    known.label.zh === sent.label.zh &&
    known.label.en === sent.label.en &&
    [...known.permissions].sort().join() === [...sent.permissions].sort().join()
  )
}

type Runner = Parameters<typeof findRole>[0]

async function getRole(deps: AccessDeps, runner: Runner, key: string, field: string): Promise<RoleRow> {
  const role = await findRole(runner, key, deps.clock.today())
  if (role) return role
  throw notFound(
    'role.notFound',
    { zh: `没有角色 ${key}。`, en: `There is no role ${key}.` },
    { field, value: key },
  )
}

/** Roles hold everywhere, so that one region does not make them for the others. */
function mustReachEverything(actor: Actor): void {
  const shortest = Math.min(...actor.regions.map((region) => (region === 'all' ? 0 : region.length)))
  if (shortest <= 4) return
  throw new AppError('role.tooNarrowScope', 403, {
    zh: '角色在整个系统中通用，由市级以上的安全管理员制定。',
    en: 'Roles hold in the whole installation: a security administrator of a city or above makes them.',
  })
}

function mustBeNarrower(wanted: readonly string[], base: RoleRow): void {
  const excess = wanted.filter((each) => !base.permissions.includes(each))
  if (excess.length === 0) return
  throw refused(
    'role.beyondItsBase',
    {
      zh: `角色“${base.label.zh}”没有这些权限：${excess.join('、')}。自定义角色只能收窄，不能扩大。`,
      en: `The role ${base.label.en} does not hold ${excess.join(', ')}: a role of one's own is narrower, never wider.`,
    },
    { field: 'permissions', value: excess, expected: base.permissions },
  )
}

function answerOf(row: RoleRow): Role {
  return {
    key: row.key,
    label: row.label,
    permissions: [...row.permissions],
    builtIn: row.built_in,
    basedOn: row.based_on,
    retired: row.retired_at !== null,
    accounts: row.accounts,
  }
}

function permissionsOfRoutes(): Permission[] {
  const open = new Set(['public', 'signedIn', 'entering'])
  const byName = new Map<string, Permission>()
  for (const { id, summary, permission } of allRoutes) {
    if (open.has(permission)) continue
    const entry = byName.get(permission) ?? { permission, routes: [] }
    entry.routes.push({ id, summary })
    byName.set(permission, entry)
  }
  return [...byName.values()].sort((a, b) => (a.permission < b.permission ? -1 : 1))
}
