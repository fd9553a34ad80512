import { Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id } from '../schemas.ts'

/** Facts that leave the server masked, and whole only to whoever says what for. */
export const MASKED_FACTS = ['idNumber', 'phone', 'bankAccount'] as const

export const unmaskFact = defineRoute({
  id: 'unmaskFact',
  // Not a reading for the log of addresses: what is asked, and why, lies in the body.
  method: 'POST',
  path: '/api/unmaskings',
  summary: {
    zh: '说明用途后查看完整号码，并留下记录',
    en: 'One masked number in full, for a purpose that is kept',
  },
  permission: 'registry.unmask',
  body: Type.Object(
    {
      subjectKind: Type.Union([Type.Literal('household'), Type.Literal('person')]),
      subjectId: Id,
      fact: Type.Union([Type.Literal('idNumber'), Type.Literal('phone'), Type.Literal('bankAccount')]),
      purpose: Type.String({ minLength: 2, maxLength: 200, pattern: '\\S.*\\S' }),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      { value: Type.Union([Type.String(), Type.Null()]), observedOn: Type.Union([Day, Type.Null()]) },
      closed,
    ),
  },
})
