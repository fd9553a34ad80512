/** Why anything of access was changed: only appended to. */
import { noteAudit } from '../../../platform/audit.ts'
import type { Message } from '../../../platform/errors.ts'
import { uuidv7 } from '../../../platform/uuid.ts'
import type { Runner } from '../accounts.store.ts'

export interface NewChange {
  readonly kind:
    | 'accountMade'
    | 'invited'
    | 'disabled'
    | 'enabled'
    | 'sessionsEnded'
    | 'granted'
    | 'revoked'
    | 'unitAdded'
    | 'unitChanged'
    | 'roleAdded'
    | 'roleChanged'
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly accountId?: string
  readonly grantId?: string
  readonly unitId?: string
  readonly role?: string
  readonly detail?: unknown
}

/** In the history of access, and in the audit journal of whoever may read it. */
export async function appendChange(runner: Runner, change: NewChange): Promise<void> {
  noteAudit({
    ...subjectOf(change),
    purpose: change.reason,
    detail: {
      change: change.kind,
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.grantId === undefined ? {} : { grant: change.grantId }),
    },
  })
  await runner.query(
    `insert into access_change (id, at, made_by, kind, reason, account_id, grant_id, unit_id, role, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      uuidv7(),
      change.at,
      change.by,
      change.kind,
      change.reason,
      change.accountId ?? null,
      change.grantId ?? null,
      change.unitId ?? null,
      change.role ?? null,
      change.detail === undefined ? null : JSON.stringify(change.detail),
    ],
  )
}

function subjectOf({ accountId, unitId, role }: NewChange): { subjectKind?: string; subjectId?: string } {
  if (accountId !== undefined) return { subjectKind: 'account', subjectId: accountId }
  if (unitId !== undefined) return { subjectKind: 'unit', subjectId: unitId }
  return role === undefined ? {} : { subjectKind: 'role' }
}

export interface ChangeRow {
  readonly at: string
  readonly by: string | null
  readonly kind: string
  readonly reason: string | null
  readonly role: string | null
  readonly label: Message | null
  readonly region_code: string | null
}

/** Of one account, latest first. */
export async function listChanges(runner: Runner, accountId: string): Promise<ChangeRow[]> {
  const { rows } = await runner.query<ChangeRow>(
    `select c.at, b.display_name as by, c.kind, c.reason, g.role, r.label, g.region_code
     from access_change c left join account b on b.id = c.made_by left join role_grant g on g.id = c.grant_id left join role r on r.key = g.role
     where c.account_id = $1 order by c.id desc limit 200`,
    [accountId],
  )
  return rows
}
