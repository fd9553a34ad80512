import { expect, test } from '../../testing.ts'

const exitOf = (verdicts: readonly { set: string }[]) => verdicts.find(({ set }) => set === 'household-exit')

test('a household that has all eight and is above the line meets the standard', async ({
  api,
  aHousehold,
}) => {
  const { id } = await aHousehold({ members: 3 })
  const { verdicts } = await api.getHousehold({ params: { id } })
  expect(exitOf(verdicts)).toMatchObject({ outcome: 'met', missing: [] })
})
