import { ApiProblem } from '@lika/contract'
import { expect, test } from 'vitest'
import { refusedOf } from './send.ts'

const messages = { zh: '还不能办结本环节。', en: 'The step cannot be decided yet.' }
const problem = (rest: object) =>
  new ApiProblem({
    ...{ type: '', title: '', status: 409, detail: '', code: 'case.waits', messages, requestId: '' },
    ...rest,
  })

test('what the server refuses is found by its place in the list or by its id', () => {
  const refused = refusedOf(
    problem({
      errors: [
        { field: 'cases.1', messages },
        { field: 'cases', value: 'c', messages },
      ],
    }),
    ['a', 'b', 'c'],
  )
  expect([...refused.keys()]).toEqual(['b', 'c'])
})

test('a refusal that names no case takes none out', () => {
  expect(refusedOf(problem({ field: 'act.days' }), ['a']).size).toBe(0)
  expect(refusedOf(new Error('no'), ['a']).size).toBe(0)
})
