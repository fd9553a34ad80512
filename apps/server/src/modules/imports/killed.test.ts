/** Whatever is killed at whatever point: nothing is half in, and going on ends as if nothing had happened. */

import { updateImport } from './imports.store.ts'
import { resumeImports } from './index.ts'
import { describe, expect, familyRows, sheetOf, test, village } from './testing.ts'
import { runStep } from './work.ts'

const killed = new Error('killed')

/** Progress that ends the process, so to speak, when it is called for the nth time. */
function dyingAt(n: number) {
  let calls = 0
  return {
    calls: () => calls,
    progress: async () => {
      if (calls++ === n) throw killed
    },
  }
}

describe('an import that is killed', () => {
  test('at any step leaves nothing behind, and goes on to the same end', { timeout: 300_000 }, async ({
    clerk,
    installation,
  }) => {
    const { pool } = installation.db
    const deps = installation.imports
    const rows = Array.from({ length: 12 }, (_, index) =>
      familyRows(`KI${index}`, 3, { 取水时间: '10' }, village(30)),
    ).flat()
    const { body } = await clerk.upload(await sheetOf(rows))
    const entries = async () =>
      (await pool.query('select count(*) as entries from record where batch_id = $1', [body.id])).rows[0]
        .entries
    for (const state of ['staging', 'committing', 'undoing'] as const) {
      const before = await entries()
      if (state === 'undoing') {
        const undo = {
          batchId: body.id.replace(/^./, 'f'),
          reason: '测试',
          leaveChanged: false,
          accountId: '01890000-0000-7000-8000-000000000002',
        }
        await updateImport(pool, body.id, { undo })
      }
      for (let n = 0; ; n++) {
        await updateImport(pool, body.id, { state })
        const run = dyingAt(n)
        const died = await runStep(deps, body.id, run).then(
          () => false,
          (error) => {
            if (error !== killed) throw error
            return true
          },
        )
        if (!died) break
        expect(n).toBeLessThan(40)
        expect(await entries()).toBe(before)
        // A crash of the database empties what is not logged.
        if (n % 2 === 1)
          await pool.query('truncate import_row, import_result, import_household, import_income')
      }
    }
    const { rows: journal } = await pool.query(
      `select count(*) filter (where corrects is null) as made, count(*) filter (where corrects is not null) as taken from record
       where batch_id in ($1, $2) and subject_kind <> 'village'`,
      [body.id, body.id.replace(/^./, 'f')],
    )
    expect(journal[0]).toEqual({ made: 48, taken: 48 })
  })

  test('with the server is taken up again at the next start', async ({ clerk, installation }) => {
    const checked = await clerk.check(await sheetOf(familyRows('KS1', 2, {}, village(31))))
    const lost = '01890000-0000-7000-8000-00000000dead'
    await installation.db.pool.query(
      `insert into job_progress (id, kind, state) values ($1, 'imports.work', 'running')`,
      [lost],
    )
    await updateImport(installation.db.pool, checked.id, { state: 'committing', jobId: lost })
    expect(await resumeImports(installation.imports)).toBe(1)
    expect((await clerk.settled(checked.id)).state).toBe('committed')
  })

  test('and that two workers at once take up is stored once, by one of them', async ({
    clerk,
    installation,
  }) => {
    const { pool } = installation.db
    const rows = familyRows('KT1', 3, { 取水时间: '10' }, village(33))
    const checked = await clerk.check(await sheetOf(rows))
    await updateImport(pool, checked.id, { state: 'committing' })
    const both = await Promise.allSettled([
      runStep(installation.imports, checked.id, dyingAt(-1)),
      runStep(installation.imports, checked.id, dyingAt(-1)),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((each) => each.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'import.movedOn' })
    const { rows: stored } = await pool.query(
      `select (select state from import where id = $1) as state, count(*)::int as records from record
       where batch_id = $1 and subject_kind = 'person'`,
      [checked.id],
    )
    expect(stored).toEqual([{ state: 'committed', records: 3 }])
  })

  test('takes a search for duplicates along, which begins again once', async ({ clerk, installation }) => {
    const { pool } = installation.db
    const about = { region: village(31) }
    const lost = '01890000-0000-7000-8000-00000000beef'
    const [{ id: maker }] = (await pool.query(`select id from account where name = 'county'`)).rows
    await pool.query(
      `insert into job_progress (id, kind, state, made_by, result) values ($1, 'duplicates.search', 'running', $2, $3)`,
      [lost, maker, about],
    )
    await resumeImports(installation.imports)
    expect(await clerk.ended(lost)).toMatchObject({ state: 'failed', error: { code: 'job.restarted' } })
    const again = async () =>
      (await pool.query(`select id from job_progress where kind = 'duplicates.search' and id <> $1`, [lost]))
        .rows
    expect(await again()).toHaveLength(1)
    expect(await clerk.ended((await again())[0].id)).toMatchObject({ state: 'done', result: about })
    await resumeImports(installation.imports)
    expect(await again()).toHaveLength(1)
  })

  test('can be cancelled while nothing of it is stored', async ({ clerk }) => {
    const checked = await clerk.check(await sheetOf(familyRows('KC1', 2, {}, village(32))))
    const { body } = await clerk.send('POST', `/api/imports/${checked.id}/cancel`)
    expect(body.state).toBe('cancelled')
    expect(await clerk.rows(checked.id)).toEqual([])
    const refused = await clerk.send<{ code: string }>('POST', `/api/imports/${checked.id}/commit`, {})
    expect([refused.status, refused.body.code]).toEqual([409, 'import.state'])
  })
})
