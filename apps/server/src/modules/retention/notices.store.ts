/** The only SQL of privacy_notice. */
import type { PrivacyNotice } from '@lika/contract'
import type pg from 'pg'

type Runner = Pick<pg.Pool, 'query'>

export interface NoticeRow {
  readonly version: number
  readonly validFrom: string
  readonly validTo: string | null
  readonly content: PrivacyNotice['content']
  readonly reason: string
  readonly madeBy: string | null
  readonly author: string | null
  readonly madeAt: string
}

/** The last first. */
export async function listNoticeRows(runner: Runner): Promise<NoticeRow[]> {
  const { rows } = await runner.query<NoticeRow>(
    `select n.version, n.valid_from as "validFrom", (lead(n.valid_from) over (order by n.valid_from)) - 1 as "validTo",
       n.content, n.reason, n.made_by as "madeBy", a.display_name as author, n.made_at as "madeAt"
     from privacy_notice n left join account a on a.id = n.made_by order by n.version desc`,
  )
  return rows
}

export async function findVersionOn(runner: Runner, day: string): Promise<number | undefined> {
  const { rows } = await runner.query<{ version: number }>(
    'select version from privacy_notice where valid_from <= $1 order by valid_from desc limit 1',
    [day],
  )
  return rows[0]?.version
}

export async function insertNotice(
  runner: Runner,
  notice: {
    readonly version: number
    readonly validFrom: string
    readonly content: unknown
    readonly reason: string
    readonly madeBy: string | null
    readonly madeAt: string
  },
): Promise<void> {
  await runner.query(
    `insert into privacy_notice (version, valid_from, content, reason, made_by, made_at) values ($1, $2, $3, $4, $5, $6)`,
    [
      notice.version,
      notice.validFrom,
      JSON.stringify(notice.content),
      notice.reason,
      notice.madeBy,
      notice.madeAt,
    ],
  )
}
