/** Roles and what each may do, in words of the domain: those of roles.json come with the program, others are a county's own. */
import type { Tx } from '../../platform/db.ts'
import type { Message } from '../../platform/errors.ts'
import builtIn from './roles.json' with { type: 'json' }

export interface Role {
  readonly label: Message
  readonly permissions: readonly string[]
}

export const builtInRoles: Readonly<Record<string, Role>> = builtIn

/** Brings the roles that come with the program up to date; a county's own stay as they are. */
export async function syncRoles(tx: Tx): Promise<void> {
  const keys = Object.keys(builtInRoles)
  const rows = keys.map((key) => ({ key, ...builtInRoles[key]! }))
  await tx.client.query(
    `insert into role (key, label, permissions, built_in)
     select key, label, permissions, true from jsonb_to_recordset($1::jsonb) as r (key text, label jsonb, permissions text[])
     on conflict (key) do update set label = excluded.label, permissions = excluded.permissions, built_in = true
     where (role.label, role.permissions, role.built_in) is distinct from (excluded.label, excluded.permissions, true)`,
    [JSON.stringify(rows)],
  )
  await tx.client.query(
    `delete from role where built_in and key <> all ($1) and not exists (select from role_grant where role = role.key)`,
    [keys],
  )
}
