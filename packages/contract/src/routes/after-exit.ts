/** What goes on for a household that has exited, since when and until when: support does not end with the status. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Day, Id, literals, Text } from '../schemas.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])

export const GoingOn = Type.Object(
  {
    id: Type.String(),
    label: Text,
    source: Citation,
    /** False where the item or its source is not confirmed. */
    confirmed: Type.Boolean(),
    note: orNull(Text),
    origin: Type.Object({ pack: Type.String(), version: Type.String() }, closed),
    until: orNull(Day),
    /** Days from the day asked about to the last one; negative when it is over. */
    daysLeft: orNull(Type.Integer()),
    end: Type.Union(literals('stated', 'ownTerm', 'sinceUnknown', 'unstated').anyOf, {
      description:
        'stated: the day is `until`. ownTerm: each entitlement ends by its own rule. sinceUnknown: it counts from the exit, whose day nobody knows. unstated: no document at hand says until when.',
    }),
    entitlements: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          label: Text,
          period: Type.String(),
          beneficiary: Text,
          outcome: literals('due', 'none', 'unknown'),
          /** Yuan and fen, where it is due. */
          amount: orNull(Type.String()),
        },
        closed,
      ),
    ),
    programmes: Type.Array(Type.Object({ id: Type.String(), label: Text, leadUnit: orNull(Text) }, closed)),
  },
  closed,
)
export type GoingOn = Static<typeof GoingOn>

export const AfterExit = Type.Object(
  {
    asOf: Day,
    status: orNull(Type.String()),
    /** Absent unless the household has exited. */
    since: orNull(
      Type.Object(
        {
          on: orNull(Day),
          /** case: the decision of a case. recorded: the day that was taken over with the registration. */
          by: literals('case', 'recorded', 'unknown'),
          case: orNull(Id),
        },
        closed,
      ),
    ),
    items: Type.Array(GoingOn),
  },
  closed,
)
export type AfterExit = Static<typeof AfterExit>

export const getAfterExit = defineRoute({
  id: 'getAfterExit',
  method: 'GET',
  path: '/api/households/:id/after-exit',
  summary: {
    zh: '退出后继续享受的政策：从哪天起、到哪天止、依据哪一条',
    en: 'What goes on for a household that has exited: since when, until when, by which clause',
  },
  permission: 'registry.read',
  audit: 'read',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ asOf: Type.Optional(Day) }, closed),
  response: { 200: AfterExit },
})
