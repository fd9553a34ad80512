import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Day, RegionCode, Text } from '../schemas.ts'
import { PackRef } from '../verdict.ts'

export const PolicyItem = Type.Object(
  {
    part: Type.String(),
    id: Type.String(),
    label: Text,
    origin: PackRef,
    source: Citation,
    confirmed: Type.Boolean(),
    /** Of criteria the set, of facts and formulas the kind of subject. */
    of: Type.Optional(Type.String()),
    value: Type.Optional(Text),
    /** The rule in words, a line for each part. */
    rules: Type.Array(Type.Object({ label: Type.Optional(Text), depth: Type.Integer(), text: Text }, closed)),
  },
  closed,
)
export const Policy = Type.Object(
  { region: RegionCode, asOf: Day, packs: Type.Array(PackRef), items: Type.Array(PolicyItem) },
  closed,
)
export type Policy = Static<typeof Policy>

export const getPolicy = defineRoute({
  id: 'getPolicy',
  method: 'GET',
  path: '/api/policy',
  summary: {
    zh: '某地某日有效的政策',
    en: 'The policy in force in a region on a day, with the origin of every item',
  },
  permission: 'policies.read',
  query: Type.Object({ region: RegionCode, asOf: Type.Optional(Day), knownOn: Type.Optional(Day) }, closed),
  response: { 200: Policy },
})

export const CatalogueFact = Type.Object(
  {
    id: Type.String(),
    subject: Type.String(),
    type: Type.String(),
    label: Text,
    question: Type.Optional(Text),
    unit: Type.Optional(Type.String()),
    scale: Type.Integer(),
    min: Type.Optional(Type.String()),
    max: Type.Optional(Type.String()),
    codes: Type.Optional(Type.String()),
    validForMonths: Type.Optional(Type.Integer()),
    class: Type.String(),
    group: Type.Optional(Type.String()),
    flow: Type.Boolean(),
    parent: Type.Optional(Type.String()),
    system: Type.Boolean(),
    source: Citation,
    confirmed: Type.Boolean(),
  },
  closed,
)
export type CatalogueFact = Static<typeof CatalogueFact>

export const Catalogue = Type.Object(
  {
    facts: Type.Array(CatalogueFact),
    codeLists: Type.Record(
      Type.String(),
      Type.Object(
        { label: Text, values: Type.Array(Type.Object({ code: Type.String(), label: Text }, closed)) },
        closed,
      ),
    ),
  },
  closed,
)
export type Catalogue = Static<typeof Catalogue>

export const getCatalogue = defineRoute({
  id: 'getCatalogue',
  method: 'GET',
  path: '/api/catalogue',
  summary: { zh: '事实目录', en: 'The fact catalogue and its code lists' },
  permission: 'policies.read',
  response: { 200: Catalogue },
})

export const Change = Type.Object({ subjects: Type.Integer(), persons: Type.Integer() }, closed)
export const Simulation = Type.Object(
  {
    region: RegionCode,
    asOf: Day,
    set: Type.String(),
    /** Per outcome before and after: `unmet>met` how many. */
    changes: Type.Record(Type.String(), Change),
    byRegion: Type.Array(
      Type.Object(
        { code: Type.String(), name: Type.String(), changes: Type.Record(Type.String(), Change) },
        closed,
      ),
    ),
    criteria: Type.Array(Type.String()),
  },
  closed,
)
export type Simulation = Static<typeof Simulation>

export const simulate = defineRoute({
  id: 'simulate',
  method: 'POST',
  path: '/api/simulations',
  summary: { zh: '政策推演', en: 'Who would change side under other thresholds; nothing is stored' },
  permission: 'policies.simulate',
  body: Type.Object(
    {
      region: RegionCode,
      asOf: Type.Optional(Day),
      set: Type.String(),
      parameters: Type.Record(Type.String(), Type.String({ maxLength: 40 })),
      status: Type.Optional(Type.Array(Type.String(), { maxItems: 10 })),
    },
    closed,
  ),
  response: { 200: Simulation },
})
