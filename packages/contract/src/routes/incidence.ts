/** 综合贫困发生率: who is still poor, was missed or let out wrongly, of the rural population, where that is known. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Day, literals, Place, RegionCode, Text } from '../schemas.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Count = Type.Integer({ minimum: 0 })

export const RateLimit = Type.Object(
  {
    label: Text,
    /** Percent. */
    value: Type.String(),
    bound: Type.Union(literals('at-most', 'below').anyOf, {
      description: 'Whether the limit itself is let pass.',
    }),
    source: Citation,
    confirmed: Type.Boolean(),
  },
  closed,
)
export type RateLimit = Static<typeof RateLimit>

const Found = Type.Object(
  {
    households: Count,
    persons: Count,
    /** Of them, persons of households that are not among the remaining ones already: what the rate adds. */
    added: Count,
  },
  closed,
)

export const Incidence = Type.Object(
  {
    region: Place,
    /** Registered and not exited: poor, expected, relapsed. */
    remaining: Type.Object({ households: Count, persons: Count }, closed),
    relapsed: Count,
    exited: Count,
    missed: Found,
    wronglyOut: Found,
    /** Persons counted: remaining, and what was missed or let out wrongly besides. */
    numerator: Count,
    /** Rural population as the villages have it; null unless all of them do. */
    population: orNull(Count),
    villages: Type.Object({ all: Count, known: Count }, closed),
    /** Percent with two decimals, cut and never rounded up; null where the population is not known, or nobody lives there. */
    rate: orNull(Type.String()),
    limit: orNull(RateLimit),
    holds: orNull(Type.Boolean()),
  },
  closed,
)
export type Incidence = Static<typeof Incidence>

export const getIncidence = defineRoute({
  id: 'getIncidence',
  method: 'GET',
  path: '/api/cases/incidence',
  summary: {
    zh: '综合贫困发生率：分子各部分、乡村人口及其来源、标准线；按下级地区',
    en: 'The comprehensive poverty rate: parts of the numerator, rural population and where it is from, the limit; by region below',
  },
  permission: 'cases.read',
  cost: 'heavy',
  query: Type.Object({ region: RegionCode, asOf: Type.Optional(Day) }, closed),
  response: {
    200: Type.Object(
      {
        asOf: Day,
        whole: Incidence,
        items: Type.Array(Incidence),
        limits: Type.Object({ missed: orNull(RateLimit), wronglyOut: orNull(RateLimit) }, closed),
      },
      closed,
    ),
  },
})
