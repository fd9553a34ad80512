// How much one account may do in an hour or a day. What a person needs is far below; what a script takes that copies
// the registry through somebody's session is far above. Counts lie in the database, so a restart renews nothing.
//
// Limits are data: budgets.json by the widest region of the account (digits of its code), and over it the row
// `budgets` of the table setting, for an installation that needs others: {"searches": {"6": 1200}}.

import type pg from 'pg'
import { AppError, type Message } from '../errors.ts'
import budgets from './budgets.json' with { type: 'json' }

export type BudgetKind = keyof typeof budgets

type Runner = Pick<pg.Pool, 'query'>
type Spender = { readonly accountId: string; readonly regions: readonly string[] }

/**
 * Takes from the account's budget, or throws 429 with what is left and when it renews. `at` is the instant. Inside a
 * transaction what was taken comes back when that is rolled back.
 */
export async function spend(
  runner: Runner,
  account: Spender,
  kind: BudgetKind,
  amount: number,
  at: string,
): Promise<void> {
  if (amount === 0) return
  if (await take(runner, account, kind, amount, at)) return
  throw usedUp(kind, amount, await left(runner, account, kind, at), at)
}

/**
 * The same for what is read again and again: twenty are taken from the table at a time and used up here, so that not
 * every reading is a writing. A restart forgets what is left of them: rather too many are counted than too few.
 */
export function spendInBlocks(runner: Runner, block = 20) {
  const kept = new Map<string, { until: string; left: number }>()
  return async (account: Spender, kind: BudgetKind, at: string): Promise<void> => {
    const key = `${account.accountId} ${kind}`
    const open = kept.get(key)
    if (open && open.until > at && open.left > 0) {
      open.left--
      return
    }
    if (await take(runner, account, kind, block, at)) {
      // The account may have asked again meanwhile, and taken a block as well.
      const other = kept.get(key)
      const more = other && other.until > at ? other.left : 0
      kept.set(key, { until: asked(account, kind, at).renewsAt, left: block - 1 + more })
      if (kept.size > 10_000) kept.delete(kept.keys().next().value!)
    } else await spend(runner, account, kind, 1, at)
  }
}

const HOUR = 3_600_000
/** China keeps one time all the year, eight hours ahead: a day begins there at 16:00 UTC. */
const AHEAD = 8 * HOUR

interface Asked {
  /** Beginning of the hour or day that the instant lies in, and of the next. */
  readonly start: string
  readonly renewsAt: string
  /** Where an installation says another limit. */
  readonly path: readonly string[]
  readonly most: number
}

function asked({ regions }: Spender, kind: BudgetKind, at: string): Asked {
  const { per, limits } = budgets[kind]
  const length = per === 'day' ? 24 * HOUR : HOUR
  const start = Math.floor((Date.parse(at) + AHEAD) / length) * length - AHEAD
  const digits = Math.min(...regions.map((code) => (code === 'all' ? 0 : code.length)), 14)
  const wanted = digits === 0 ? 'all' : String(digits)
  const [level, most] = Object.entries(limits).find(([name]) => name === wanted) ?? ['14', limits[14]]
  return {
    start: new Date(start).toISOString(),
    renewsAt: new Date(start + length).toISOString(),
    path: [kind, level],
    most,
  }
}

const MOST = `coalesce((select (value #>> $4::text[])::bigint from setting where key = 'budgets'), $5::bigint)`

async function take(
  runner: Runner,
  account: Spender,
  kind: BudgetKind,
  amount: number,
  at: string,
): Promise<boolean> {
  const { start, path, most } = asked(account, kind, at)
  const { rowCount } = await runner.query(
    `with given as (select ${MOST} as most), old as (
       delete from budget where account_id = $1 and kind = $2 and period_start < $3::timestamptz - interval '35 days'
     )
     insert into budget (account_id, kind, period_start, used)
     select $1, $2, $3, $6::bigint from given where $6::bigint <= most
     on conflict (account_id, kind, period_start) do update set used = budget.used + excluded.used
       where budget.used + excluded.used <= (select most from given)`,
    [account.accountId, kind, start, path, most, amount],
  )
  return rowCount === 1
}

type Left = { readonly left: number; readonly most: number; readonly renewsAt: string }

async function left(runner: Runner, account: Spender, kind: BudgetKind, at: string): Promise<Left> {
  const { start, renewsAt, path, most } = asked(account, kind, at)
  const { rows } = await runner.query<Omit<Left, 'renewsAt'>>(
    `select ${MOST} as most, greatest(0, ${MOST} - coalesce((select used from budget
       where account_id = $1 and kind = $2 and period_start = $3), 0)) as left`,
    [account.accountId, kind, start, path, most],
  )
  return { ...rows[0]!, renewsAt }
}

const words: Readonly<Record<BudgetKind, Message>> = {
  exportedRows: { zh: '导出行数', en: 'rows exported' },
  unmaskings: { zh: '查看完整号码的次数', en: 'numbers seen in full' },
  searches: { zh: '查询次数', en: 'searches' },
  subjectsRead: { zh: '查看户和人的次数', en: 'households and persons read' },
}

function usedUp(kind: BudgetKind, amount: number, { left, most, renewsAt }: Left, at: string): AppError {
  const per = budgets[kind].per
  const { zh, en } = words[kind]
  const until = `${new Date(Date.parse(renewsAt) + AHEAD).toISOString().slice(0, 16).replace('T', ' ')}`
  return new AppError(
    'budget.usedUp',
    429,
    {
      zh: `本账号每${per === 'day' ? '天' : '小时'}的${zh}上限为 ${most}，还剩 ${left}，本次需要 ${amount}；${until}（北京时间）恢复。`,
      en: `This account's limit of ${en} is ${most} ${per === 'day' ? 'a day' : 'an hour'}; ${left} are left and ${amount} are asked for. It renews at ${until} China time.`,
    },
    {
      field: kind,
      value: amount,
      expected: { left, most, renewsAt },
      retryAfter: Math.max(1, Math.ceil((Date.parse(renewsAt) - Date.parse(at)) / 1000)),
    },
  )
}
