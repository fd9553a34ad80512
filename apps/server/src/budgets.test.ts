// What an account may do in an hour or a day, through the routes.
import { expect, refusalOf, send, signIn, test, town } from './testing.ts'

test('a script that reads on and on is stopped, and told until when', async ({ api, as, db, aHousehold }) => {
  const { id } = await aHousehold()
  await db.pool.query(
    `insert into setting values ('budgets', '{"subjectsRead": {"6": 60}, "searches": {"6": 60}}')`,
  )
  const until = async (call: () => Promise<unknown>) => {
    for (let done = 0; done < 10_000; done++) {
      const answered = await call().then(
        () => undefined,
        (error) => error.problem,
      )
      if (answered) return { done, problem: answered }
    }
    return { done: 10_000, problem: undefined }
  }
  const read = await until(() => api.getHousehold({ params: { id } }))
  expect(read).toMatchObject({
    done: 60,
    problem: { status: 429, code: 'budget.usedUp', field: 'subjectsRead' },
  })
  const listed = await until(() => api.listHouseholds({ query: { region: town } }))
  expect(listed).toMatchObject({
    done: 60,
    problem: { status: 429, field: 'searches', expected: { left: 0 } },
  })
  // Cases are looked up by name as well, and so are those whom one can be opened for: out of the same budget.
  const spent = { status: 429, field: 'searches' }
  const region = town
  expect(await refusalOf(api.listCases({ query: { region, search: '某' } }))).toMatchObject(spent)
  const candidates = api.listCandidates({ query: { region, procedure: 'householdExit', search: '某' } })
  expect(await refusalOf(candidates)).toMatchObject(spent)
  // Others go on.
  await as('town').getHousehold({ params: { id } })
  await db.pool.query(`delete from setting where key = 'budgets'`)
})

test('an export beyond the rows of the day is refused before a byte of it, with what is left', async ({
  app,
  db,
  aHousehold,
}) => {
  for (let i = 0; i < 3; i++) await aHousehold()
  await db.pool.query(`insert into setting values ('budgets', '{"exportedRows": {"9": 4}}')`)
  const cookie = await signIn(app, 'town')
  const ask = () =>
    send(app, { url: `/api/households/export?region=${town}&format=csv`, headers: { cookie } })
  const first = await ask()
  const rows = first.body.trim().split('\n').length - 1
  expect([first.statusCode, rows >= 3 && rows <= 4]).toEqual([200, true])
  const second = await ask()
  expect(second.statusCode).toBe(429)
  expect(second.json()).toMatchObject({
    code: 'budget.usedUp',
    field: 'exportedRows',
    value: rows,
    expected: { left: 4 - rows, most: 4 },
  })
  expect(Number(second.headers['retry-after'])).toBeGreaterThan(0)
  await db.pool.query(`delete from setting where key = 'budgets'`)
})
