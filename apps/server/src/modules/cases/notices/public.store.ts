/** What the public site asks about notices. It runs as the system: the public has no session, and what is asked is public. */
import type { Runner } from './notices.store.ts'

/** Notices within a region by the regions of the next level below it that have any. */
export async function countHanging(
  runner: Runner,
  asked: { readonly lo: string; readonly hi: string; readonly digits: number; readonly on: string },
): Promise<Map<string, { notices: number; listed: number }>> {
  const { rows } = await runner.query<{ code: string; notices: number; listed: number }>(
    `select left(n.region_code, $3) as code, count(*)::integer as notices,
       coalesce(sum(jsonb_array_length(n.content -> 'rows')), 0)::integer as listed
     from notice n
     where n.region_code >= $1 and n.region_code < $2 and length(n.region_code) >= $3
       and n.taken_down_on is null and n.hangs_from <= $4::date and n.hangs_until >= $4::date
     group by 1`,
    [asked.lo, asked.hi, asked.digits, asked.on],
  )
  return new Map(rows.map(({ code, notices, listed }) => [code, { notices, listed }]))
}

/** Places directly below a region, as they are named on a day; of the nation the counties that register anybody. */
export async function listBelow(
  runner: Runner,
  asked: { readonly region: string | undefined; readonly on: string },
): Promise<{ code: string; name: string }[]> {
  const below =
    asked.region === undefined
      ? `$1::text is null and r.level = 'county' and (exists (select from household h where h.county_code = r.code)
          or exists (select from village v where v.county_code = r.code))`
      : 'r.parent_code = $1'
  const { rows } = await runner.query<{ code: string; name: string }>(
    `select r.code, r.name from region r
     where ${below} and r.valid_from <= $2::date and $2::date < r.valid_to order by r.code`,
    [asked.region ?? null, asked.on],
  )
  return rows
}
