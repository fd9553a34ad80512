/** Which sentence of which document a statement came from. */
import type { Origin } from '@lika/contract'
import type { Runner, StatementRow } from './targets.store.ts'

/** A sentence that is longer is shown with its beginning; the document has the rest. */
const LONGEST = 600

export async function originsOf(
  runner: Runner,
  rows: readonly StatementRow[],
): Promise<ReadonlyMap<string, Origin>> {
  const titles = await titlesOf(runner, [...new Set(rows.map(({ planId }) => planId))])
  const sentences = await sentencesOf(runner, rows)
  return new Map(
    rows.map((row) => {
      const own = row.part === null ? undefined : titles.get(`${row.planId} ${row.version} ${row.part}`)
      const origin = {
        plan: row.planId,
        title: own || (titles.get(row.planId) ?? ''),
        version: row.version,
        part: row.part,
        range:
          row.rangeFrom === null || row.rangeTo === null
            ? null
            : ([row.rangeFrom, row.rangeTo] as [number, number]),
        clause: row.clause,
        sentence: sentences.get(row.id) ?? null,
      }
      return [row.id, origin]
    }),
  )
}

/** Titles by plan, and by plan, version and part. A plan is called by its first document, or else by its file. */
export async function titlesOf(
  runner: Runner,
  plans: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await runner.query<{
    planId: string
    version: number
    part: number | null
    title: string | null
    fileName: string | null
  }>(
    `select v.plan_id as "planId", v.version, r.part, r.title, v.file_name as "fileName" from plan_version v
       left join plan_reading r on r.plan_id = v.plan_id and r.version = v.version
     where v.plan_id = any ($1::uuid[]) order by v.plan_id, v.version, r.part desc nulls first`,
    [plans],
  )
  const titles = new Map<string, string>()
  for (const { planId, version, part, title, fileName } of rows) {
    if (part !== null && title) titles.set(`${planId} ${version} ${part}`, title)
    // The newest version comes last, and its first document behind the others.
    titles.set(planId, title || fileName || titles.get(planId) || '')
  }
  return titles
}

/** Ranges count UTF-16 units, which PostgreSQL does not: each text is cut here, one after the other. */
async function sentencesOf(runner: Runner, rows: readonly StatementRow[]) {
  const sentences = new Map<string, string>()
  const texts = Map.groupBy(
    rows.filter((row) => row.version !== null),
    (row) => `${row.planId} ${row.version}`,
  )
  for (const within of texts.values()) {
    const { planId, version } = within[0]!
    const { rows: found } = await runner.query<{ text: string }>(
      'select text from plan_version where plan_id = $1 and version = $2',
      [planId, version],
    )
    const text = found[0]?.text ?? ''
    for (const row of within) sentences.set(row.id, sentenceAt(text, row.rangeFrom!, row.rangeTo!))
  }
  return sentences
}

function sentenceAt(text: string, from: number, to: number): string {
  const sentence = text.slice(from, Math.min(to, from + LONGEST)).trim()
  return to - from > LONGEST ? `${sentence}…` : sentence
}
