/** The day of a demo world: it stands still until somebody lets days pass. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day } from '../schemas.ts'

export const WorldDay = Type.Object(
  {
    /** The day that everything is shown for and judged on. */
    day: Day,
    /** While days pass: until when, and how far judging is. What is read meanwhile is still that of `day`. */
    passing: Type.Union([
      Type.Object(
        { to: Day, done: Type.Integer({ minimum: 0 }), total: Type.Integer({ minimum: 0 }) },
        closed,
      ),
      Type.Null(),
    ]),
  },
  closed,
)
export type WorldDay = Static<typeof WorldDay>

export const getWorldDay = defineRoute({
  id: 'getWorldDay',
  method: 'GET',
  path: '/api/world/day',
  summary: { zh: '演示世界的当日', en: 'The day of the demo world, and whether days are passing just now' },
  permission: 'signedIn',
  response: { 200: WorldDay },
})

export const passDays = defineRoute({
  id: 'passDays',
  method: 'POST',
  path: '/api/world/day',
  summary: {
    zh: '让演示世界的日子过去，全部重新判定后才答复',
    en: 'Let days pass in a demo world: forward, 400 at most; answered once everybody is judged for the new day',
  },
  permission: 'signedIn',
  cost: 'heavy',
  body: Type.Object({ day: Day }, closed),
  response: { 200: WorldDay },
})
