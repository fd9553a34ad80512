/** How cases ended, by how their subjects stood when they were opened: what error rates are counted from. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, literals, Name, Place, RegionCode } from '../schemas.ts'
import { Named } from './cases.ts'

export const Standing = Type.Union(literals('registered', 'exited', 'unregistered').anyOf, {
  description:
    'How a household stood when the case was opened: poor, expected or relapsed; exited; neither, as it was never registered, or removed.',
})
export type Standing = Static<typeof Standing>

export const EndedCount = Type.Object(
  { region: Place, standing: Standing, outcome: Named, cases: Type.Integer({ minimum: 1 }) },
  closed,
)
export type EndedCount = Static<typeof EndedCount>

export const countEndedCases = defineRoute({
  id: 'countEndedCases',
  method: 'GET',
  path: '/api/cases/ended',
  summary: {
    zh: '办结事项数：按下级地区、发起时的状态、结果（回头看的漏评、错退由此计算）',
    en: 'Ended cases by region below, by how the household stood, by outcome: error rates of a look-back',
  },
  permission: 'cases.read',
  query: Type.Object(
    {
      region: RegionCode,
      procedure: Name(),
      endedFrom: Type.Optional(Day),
      endedTo: Type.Optional(Day),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(EndedCount) }, closed) },
})
