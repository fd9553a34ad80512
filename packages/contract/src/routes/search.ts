/** The search box of every page: a few of everything that a text may mean. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Day, Id, Place, RegionCode, Text } from '../schemas.ts'
import { RegionLevel } from './regions.ts'

/** A few of what was found; absent when the actor may not look there. */
function groupOf<T extends Parameters<typeof Type.Array>[0]>(item: T) {
  return Type.Optional(
    Type.Object(
      {
        items: Type.Array(item),
        /** There are more than these. */
        more: Type.Boolean(),
      },
      closed,
    ),
  )
}

export const FoundHousehold = Type.Object(
  {
    id: Id,
    number: Type.String(),
    headName: Type.Union([Type.String(), Type.Null()]),
    /** The member that the text means, when it is not the head. */
    member: Type.Optional(Type.String()),
    status: Type.Union([Type.String(), Type.Null()]),
    region: Type.Array(Place, { description: 'From the county down.' }),
  },
  closed,
)
export type FoundHousehold = Static<typeof FoundHousehold>

export const FoundPlace = Type.Object(
  { code: Type.String(), name: Type.String(), level: RegionLevel, path: Type.Array(Place) },
  closed,
)
export const FoundPolicyItem = Type.Object(
  {
    part: Type.String(),
    id: Type.String(),
    of: Type.Optional(Type.String()),
    label: Text,
    source: Citation,
  },
  closed,
)
export const FoundFact = Type.Object({ subject: Type.String(), id: Type.String(), label: Text }, closed)

export const FoundTask = Type.Object(
  { id: Id, text: Type.String(), plan: Type.String(), clause: Type.String() },
  closed,
)

export const SearchAnswer = Type.Object(
  {
    households: groupOf(FoundHousehold),
    places: groupOf(FoundPlace),
    /** Of the policy in force in the region on the day. */
    policy: groupOf(FoundPolicyItem),
    facts: groupOf(FoundFact),
    /** Of plans in force that are passed down to the actor, or come from within. */
    tasks: groupOf(FoundTask),
    /** Groups that would have taken too long: say more of the text. */
    tooMany: Type.Array(Type.String()),
  },
  closed,
)
export type SearchAnswer = Static<typeof SearchAnswer>

/** A POST: an id number must not stand in an address, where logs and histories keep it. */
export const search = defineRoute({
  id: 'search',
  method: 'POST',
  path: '/api/search',
  summary: { zh: '全局查找', en: 'Households, regions, policy items and facts that a text may mean' },
  permission: 'signedIn',
  whileFull: true,
  audit: 'noted',
  budget: 'searches',
  body: Type.Object(
    {
      text: Type.String({
        minLength: 1,
        maxLength: 40,
        pattern: '\\S',
        description: 'Name, pinyin initials, household number, whole id number, region, clause, fact.',
      }),
      region: RegionCode,
      asOf: Type.Optional(Day),
    },
    closed,
  ),
  response: { 200: SearchAnswer },
})
