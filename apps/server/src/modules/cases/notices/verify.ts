/** Whether notices are what was published: each against its digest, and that against the sealed entries that posted it. */
import type { Tx } from '../../../platform/db.ts'
import type { FoldDifference } from '../../registry/index.ts'
import { digestOf, type NoticeContent } from './content.ts'

/** Notices of one statement: each has up to 500 rows. */
const PORTION = 200

/** Reads only. Of a notice with a row that was erased by law, only the entries are compared. */
export async function verifyNotices(tx: Tx): Promise<FoldDifference[]> {
  const changed: string[] = []
  for await (const portion of notices(tx))
    for (const { id, sha256, content } of portion)
      if (!content.erased && digestOf(content) !== sha256) changed.push(id)
  const { rows } = await tx.client.query<{ id: string }>(
    `select distinct d.facts ->> 'notice' as id from decision d
     left join notice n on n.county_code = d.county_code and n.id = (d.facts ->> 'notice')::uuid
     where d.kind = 'casePosted' and n.sha256 is distinct from d.facts ->> 'sha256' order by 1`,
  )
  return [
    {
      fold: 'notice',
      missing: rows.length,
      extra: changed.length,
      examples: [...rows.map(({ id }) => id), ...changed].slice(0, 3),
    },
  ]
}

async function* notices(
  tx: Tx,
): AsyncGenerator<{ readonly id: string; readonly sha256: string; readonly content: NoticeContent }[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await tx.client.query<{ id: string; sha256: string; content: NoticeContent }>(
      `select id, sha256, content from notice where id > $1 order by id limit ${PORTION}`,
      [after],
    )
    if (rows.length === 0) return
    yield rows
    after = rows.at(-1)!.id
  }
}
