/** How many are to exit in the year by plan and by assignment, and how many have: shown beside the cases, and no gate. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, Place, RegionCode, Text } from '../schemas.ts'
import { Bound, Figure } from './plans.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])

const Promised = Type.Object(
  {
    value: Figure,
    bound: Bound,
    /** The upper end of what lies between two figures. */
    upTo: orNull(Figure),
    title: Type.String(),
    clause: Type.String(),
    /** Null where it stands in the packs alone. */
    plan: orNull(Id),
    note: orNull(Text),
  },
  closed,
)

export const ExitQuota = Type.Object(
  {
    region: Place,
    indicator: literals('householdsExited', 'personsExited', 'villagesExited'),
    year: Type.String(),
    planned: orNull(Promised),
    /** What the level above handed down; it takes precedence over what was planned. */
    assigned: orNull(Promised),
    /** Exited in the year by decision; null where the region is not within the reader's scope. */
    exited: orNull(Type.Integer()),
  },
  closed,
)
export type ExitQuota = Static<typeof ExitQuota>

export const listExitQuotas = defineRoute({
  id: 'listExitQuotas',
  method: 'GET',
  path: '/api/targets/exits',
  summary: {
    zh: '本年退出的计划数、下达数和已退出数：本地区及其上级',
    en: 'Exits of the year as planned, as assigned and as decided: of the region and those above it',
  },
  permission: 'plans.read',
  query: Type.Object(
    { region: RegionCode, subject: literals('household', 'village'), date: Type.Optional(Day) },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(ExitQuota) }, closed) },
})
