import { Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, FactValue, Id } from '../schemas.ts'

/** What stands for a fact of class sensitive where it is hidden. */
export const HIDDEN = '***'

/** Identifying numbers of the national facts: masked for everybody, and whole only to whoever says what for. */
export const MASKED_FACTS = ['idNumber', 'phone', 'bankAccount'] as const

export const unmaskFact = defineRoute({
  id: 'unmaskFact',
  // Not a reading for the log of addresses: what is asked, and why, lies in the body.
  method: 'POST',
  path: '/api/unmaskings',
  summary: {
    zh: '说明用途后查看一项完整内容，并留下记录',
    en: 'One masked fact in full, for a purpose that is kept',
  },
  permission: 'registry.unmask',
  whileFull: true,
  body: Type.Object(
    {
      /** Of the asking: asked again after a lost answer, it is told again and counted once. */
      id: Id,
      subjectKind: Type.Union([Type.Literal('household'), Type.Literal('person')]),
      subjectId: Id,
      fact: Type.String({
        pattern: '^[a-z][A-Za-z0-9]{0,59}$',
        description: 'A fact of class identifier or sensitive.',
      }),
      purpose: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S.*\\S' }),
    },
    closed,
  ),
  response: {
    200: Type.Object({ value: FactValue, observedOn: Type.Union([Day, Type.Null()]) }, closed),
  },
})
