/** Somebody who acts without having come over the network: what the loading of a demo world does in an account's name. */
import { notFound } from '../../platform/errors.ts'
import type { Actor } from '../../platform/http.ts'
import { findAccount, listGrants, type Runner } from './accounts.store.ts'

/** As fresh as after entering: a demo account has nothing to show. Throws for any other account. */
export async function actingAs(runner: Runner, name: string, today: string): Promise<Actor> {
  const account = await findAccount(runner, { name }, today)
  if (!account) {
    throw notFound(
      'session.noAccount',
      { zh: `没有演示账号 ${name}。`, en: `There is no demo account ${name}.` },
      { field: 'account', value: name },
    )
  }
  const grants = await listGrants(runner, account.id, today)
  return {
    accountId: account.id,
    name,
    role: grants[0]?.role ?? '',
    permissions: new Set(grants.flatMap(({ permissions }) => permissions)),
    regions: [...new Set(grants.map(({ region_code }) => region_code))],
    session: { id: account.id, factors: ['demo'], freshUntil: null, isFresh: true },
  }
}
