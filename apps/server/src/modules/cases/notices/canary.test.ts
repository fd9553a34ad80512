/**
 * Somebody of whom every fact that can hold words is a word of its own. Nothing of it stands in the notice, in any answer about
 * it or on its public page, but the name of the head, the group and how many they are.
 */
import type { Fact } from '@lika/policy'
import { uuidv7 } from '../../../platform/uuid.ts'
import { expect, group, idNumberOf, send, signIn, today, village } from '../../../testing.ts'
import { test } from '../testing.ts'
import { publicNotice, publicNotices } from './public.ts'
import { aNotice, forPublic } from './testing.ts'

const markers: string[] = []

/** A value of a fact that nobody else has, where its type allows one. */
function canaryOf(fact: Fact, index: number): string | undefined {
  if (fact.system || fact.flow) return undefined
  if (fact.id === 'idNumber') return marked(idNumberOf(8_880_000 + index, '1961-02-03'))
  if (fact.id === 'phone') return marked(`1387770${String(1000 + index)}`)
  if (fact.id === 'bankAccount') return marked('6217777000111122223')
  if (fact.type !== 'text' || fact.id === 'name') return undefined
  return marked(`鸢尾${fact.id}`.slice(0, fact.maxLength ?? 40))
}

function marked(value: string): string {
  markers.push(value)
  return value
}

test('a notice shows nothing of a canary but head, group and size', async ({
  as,
  app,
  api,
  aHousehold,
  installation,
}) => {
  const { catalogue } = installation.registry
  const factsOf = (kind: 'household' | 'person', from: number) =>
    Object.fromEntries(
      catalogue[kind].flatMap((fact, index) => {
        const value = canaryOf(fact, from + index)
        return value === undefined ? [] : [[fact.id, value]]
      }),
    )
  const number = marked('CANARY-7788')
  const household = await aHousehold({
    region: group(village(1)),
    number,
    members: [
      { name: '金丝雀', birthDate: '1961-02-03' },
      { name: marked('小金雀'), birthDate: '1962-02-03' },
    ],
  })
  const append = async (subjectKind: 'household' | 'person', subjectId: string, facts: object) => {
    for (const [fact, value] of Object.entries(facts)) {
      const body = { id: uuidv7(), subjectKind, subjectId, observedOn: today, facts: { [fact]: value } }
      await api.appendRecord({ body }).catch(({ problem }) => {
        // What a fact does not take for another reason is no canary.
        markers.splice(markers.indexOf(value), 1)
        if (problem.status >= 500) throw problem
      })
    }
  }
  await append('household', household.id, factsOf('household', 0))
  await append('person', household.members[0]!, factsOf('person', 500))
  markers.push(household.id, ...household.members)
  expect(markers.length).toBeGreaterThan(8)

  const { id, cases } = await aNotice({ app, as }, [household], today)
  const deps = forPublic(installation)
  const cookie = await signIn(app, 'registrar')
  const get = async (url: string) => (await send(app, { method: 'GET', url, headers: { cookie } })).body
  const { rows } = await installation.db.pool.query<{ text: string }>(
    'select content::text as text from notice where id = $1',
    [id],
  )
  const open = (await publicNotice(deps, id, today))!
  const seen = {
    stored: rows[0]!.text,
    answer: await get(`/api/notices/${id}`),
    list: await get(`/api/notices?region=${village(1)}`),
    preview: (
      await send(app, {
        method: 'POST',
        url: '/api/notices/preview',
        headers: { cookie },
        payload: { cases, step: 'secondNotice', from: today, days: 7 },
      })
    ).body,
    open: JSON.stringify(open),
    within: JSON.stringify(await publicNotices(deps, { region: village(1), on: today })),
  }
  for (const [what, text] of Object.entries(seen))
    for (const marker of markers) expect(text.includes(marker), `${what}: ${marker}`).toBe(false)
  expect(open.rows).toEqual([['1', '第01组', '金丝雀', '2']])
  expect(open.columns.map((column) => column.id)).toEqual([
    'serial',
    'villageGroup',
    'headName',
    'householdSize',
  ])
  expect(seen.preview).toContain('金丝雀')
  // Beyond the table nobody is named.
  for (const text of [seen.list, seen.within, open.text, open.title]) expect(text).not.toContain('金丝雀')
})
