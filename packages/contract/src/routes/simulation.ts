/** Other figures tried out: who would change side, where, and at what cost. Nothing of it is ever stored. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import {
  Citation,
  Counts,
  Day,
  Id,
  Name,
  Names,
  Outcome,
  PageOf,
  Place,
  RegionCode,
  Text,
} from '../schemas.ts'

/** A figure that can be moved, with how far. Values are decimal strings of the given scale. */
export const MovableParameter = Type.Object(
  {
    /** `povertyLine`, or `schoolAge.from` for one of several values. */
    key: Type.String(),
    label: Text,
    /** `yuan/person`; empty for a pure number. */
    unit: Type.String(),
    unitLabel: Text,
    scale: Type.Integer(),
    value: Type.String(),
    /** What is taken at all; without `max` as far as the rules can be proved. */
    min: Type.String(),
    max: Type.Optional(Type.String()),
    /** What a slider offers: a span around the value in force, and its step. */
    slider: Type.Object({ from: Type.String(), to: Type.String(), step: Type.String() }, closed),
    criteria: Type.Array(Type.Object({ id: Type.String(), label: Text }, closed)),
    entitlements: Type.Array(Type.Object({ id: Type.String(), label: Text }, closed)),
    /** The figure in other years, the earliest first. */
    otherValues: Type.Array(
      Type.Object({ value: Type.String(), from: Day, confirmed: Type.Boolean() }, closed),
    ),
    source: Citation,
    confirmed: Type.Boolean(),
  },
  closed,
)
export type MovableParameter = Static<typeof MovableParameter>

export const SimulationChoices = Type.Object(
  {
    region: RegionCode,
    asOf: Day,
    sets: Type.Array(
      Type.Object(
        {
          set: Type.String(),
          title: Text,
          parameters: Type.Array(MovableParameter),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type SimulationChoices = Static<typeof SimulationChoices>

export const listSimulationChoices = defineRoute({
  id: 'listSimulationChoices',
  method: 'GET',
  path: '/api/simulations/choices',
  summary: { zh: '可以推演的标准和参数', en: 'Sets and figures that can be simulated in a region on a day' },
  permission: 'policies.simulate',
  query: Type.Object({ region: RegionCode, asOf: Type.Optional(Day) }, closed),
  response: { 200: SimulationChoices },
})

export const Change = Type.Object({ subjects: Type.Integer(), persons: Type.Integer() }, closed)
const BothCounts = Type.Object({ subjects: Counts, persons: Counts }, closed)

/** A sum of money under one policy. `unknown` are those of whom it cannot be said, and who are not in the sum. */
const Amount = Type.Object(
  { amount: Type.String(), subjects: Type.Integer(), persons: Type.Integer(), unknown: Type.Integer() },
  closed,
)
export const SimulatedCost = Type.Object(
  {
    /** `gap` is what is lacking up to a line; `entitlement` what a pack says is due. */
    kind: Type.Union([Type.Literal('gap'), Type.Literal('entitlement')]),
    id: Type.String(),
    label: Text,
    /** How it is worked out, in words. */
    formula: Text,
    period: Type.String(),
    source: Citation,
    confirmed: Type.Boolean(),
    /** Absent where the amount depends on other entitlements as well, and is not summed. */
    before: Type.Optional(Amount),
    after: Type.Optional(Amount),
  },
  closed,
)
export type SimulatedCost = Static<typeof SimulatedCost>

const byOutcomes = Type.Record(Type.String(), Change)
export const Simulation = Type.Object(
  {
    region: RegionCode,
    asOf: Day,
    set: Type.String(),
    title: Text,
    parameters: Type.Array(
      Type.Object({ key: Type.String(), before: Type.String(), after: Type.String() }, closed),
    ),
    /** Ids of the criteria that read a changed figure, and were judged anew. */
    criteria: Type.Array(Type.String()),
    before: BothCounts,
    after: BothCounts,
    /** Per outcome before and after: `unmet>met` how many. */
    changes: byOutcomes,
    byRegion: Type.Array(
      Type.Object(
        {
          code: Type.String(),
          name: Type.String(),
          before: BothCounts,
          after: BothCounts,
          changes: byOutcomes,
          /** The income gap of the region, when there is one. */
          gap: Type.Optional(Type.Object({ before: Type.String(), after: Type.String() }, closed)),
        },
        closed,
      ),
    ),
    costs: Type.Array(SimulatedCost),
  },
  closed,
)
export type Simulation = Static<typeof Simulation>

const body = {
  region: RegionCode,
  asOf: Type.Optional(Day),
  set: Name(),
  /** By key the figure that takes the place of the one in force. */
  parameters: Type.Record(Type.String({ maxLength: 80 }), Type.String({ maxLength: 40 }), {
    maxProperties: 12,
  }),
  status: Type.Optional(Type.Array(Name(), { maxItems: 10 })),
}

export const simulate = defineRoute({
  id: 'simulate',
  method: 'POST',
  path: '/api/simulations',
  summary: { zh: '政策推演', en: 'Who would change side under other thresholds; nothing is stored' },
  permission: 'policies.simulate',
  audit: 'read',
  whileFull: true,
  cost: 'heavy',
  body: Type.Object(body, closed),
  response: { 200: Simulation },
})

export const SimulationCurve = Type.Object(
  {
    key: Type.String(),
    unit: Type.String(),
    points: Type.Array(
      Type.Object(
        { value: Type.String(), subjects: Counts, persons: Counts, gap: Type.Optional(Type.String()) },
        closed,
      ),
    ),
  },
  closed,
)
export type SimulationCurve = Static<typeof SimulationCurve>

export const drawSimulation = defineRoute({
  id: 'drawSimulation',
  method: 'POST',
  path: '/api/simulations/curve',
  summary: {
    zh: '一个参数从低到高，达标户数的曲线',
    en: 'How many would be met while one figure goes from one end of its slider to the other',
  },
  permission: 'policies.simulate',
  audit: 'read',
  whileFull: true,
  cost: 'heavy',
  body: Type.Object({ ...body, along: Type.String({ maxLength: 80 }) }, closed),
  response: { 200: SimulationCurve },
})

/**
 * Which households: `gained` are met under the other figures and are not today, `lost` the other way round, `changed` all
 * whose outcome is another; an outcome means all that have it under the other figures; `dueBefore` and `dueAfter` are
 * those for whom a cost is more than nothing.
 */
export const SimulatedSide = Type.Union([
  Type.Literal('gained'),
  Type.Literal('lost'),
  Type.Literal('changed'),
  Type.Literal('dueBefore'),
  Type.Literal('dueAfter'),
  Outcome,
])
export type SimulatedSide = Static<typeof SimulatedSide>

export const SimulatedHousehold = Type.Object(
  {
    id: Id,
    number: Type.String(),
    headName: Type.Union([Type.String(), Type.Null()]),
    size: Type.Integer(),
    status: Type.Union([Type.String(), Type.Null()]),
    region: Type.Array(Place, { description: 'From the county down.' }),
    before: Outcome,
    after: Outcome,
    /** What of the household is compared with the figures, at most two. */
    measured: Type.Array(Type.Object({ label: Text, value: Text, known: Type.Boolean() }, closed)),
  },
  closed,
)
export type SimulatedHousehold = Static<typeof SimulatedHousehold>

export const listSimulated = defineRoute({
  id: 'listSimulated',
  method: 'POST',
  path: '/api/simulations/households',
  summary: { zh: '推演背后的户', en: 'The households behind the figures of a simulation' },
  permission: 'policies.simulate',
  whileFull: true,
  audit: 'read',
  cost: 'heavy',
  body: Type.Object(
    {
      ...body,
      side: SimulatedSide,
      /** Of `dueBefore` and `dueAfter`: which cost. */
      cost: Type.Optional(Type.String({ maxLength: 80 })),
      /** Only those of a region within the region. */
      within: Type.Optional(RegionCode),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    },
    closed,
  ),
  response: { 200: PageOf(SimulatedHousehold) },
})

export const exportSimulation = defineRoute({
  id: 'exportSimulation',
  method: 'GET',
  path: '/api/simulations/export',
  summary: {
    zh: '导出推演结果：汇总、分区域、变化的户',
    en: 'A simulation as a workbook: summary, by region, the households that change side',
  },
  permission: 'policies.simulate',
  audit: 'export',
  cost: 'export',
  stepUp: true,
  query: Type.Object(
    {
      region: RegionCode,
      asOf: Type.Optional(Day),
      set: Name(),
      change: Type.String({
        maxLength: 600,
        description: 'Figures as key:value, separated by commas: povertyLine:4000,floorAreaMin:15.',
      }),
      status: Type.Optional(Names({ maxLength: 400, description: 'Statuses, separated by commas.' })),
    },
    closed,
  ),
  response: { 200: { download: 'application/octet-stream' } },
})
