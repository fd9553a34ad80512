/** A demo world's accounts: anybody on this machine may enter as one, by a session like any other. */
import { noteAudit } from '../../../platform/audit.ts'
import { withTransaction } from '../../../platform/db.ts'
import { conflict, notFound } from '../../../platform/errors.ts'
import { findAccount } from '../accounts.store.ts'
import type { AccessDeps, Entered, Visitor } from '../deps.ts'
import { openSession } from '../open-session.ts'

/** An account that is none of them looks like one that does not exist. */
export async function enterDemo(deps: AccessDeps, name: string, visitor: Visitor): Promise<Entered> {
  const { pool } = deps.system
  const account = await findAccount(pool, { name }, deps.clock.today())
  if (!account?.demo || account.state !== 'active') {
    throw notFound(
      'session.noAccount',
      { zh: `没有演示账号 ${name}。`, en: `There is no demo account ${name}.` },
      { field: 'account', value: name },
    )
  }
  noteAudit({ account: name, role: account.role ?? undefined, regionCode: account.region_code })
  const wish = { accountId: account.id, factors: ['demo'], visitor }
  return withTransaction(deps.system, async ({ client }) => ({
    token: await openSession(deps, client, wish),
  }))
}

/** Everybody shares them: nobody makes one's own. */
export function mustBeOnesOwn(actor: { readonly session?: { readonly factors: readonly string[] } }): void {
  if (!actor.session?.factors.includes('demo')) return
  throw conflict('session.demoAccount', {
    zh: '演示账号人人共用，不能设置密码或第二因素。',
    en: 'A demo account is shared by everybody: it has neither password nor second factor.',
  })
}
