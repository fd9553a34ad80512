import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Citation, Day, Place, RegionCode, Text } from '../schemas.ts'
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
    /** Of a figure that can be simulated: a set that reads it, and the figure's key. */
    simulate: Type.Optional(Type.Object({ set: Type.String(), key: Type.String() }, closed)),
    /** The rule in words, a line for each part. */
    rules: Type.Array(Type.Object({ label: Type.Optional(Text), depth: Type.Integer(), text: Text }, closed)),
  },
  closed,
)
/** A version of a pack in force, with what it inherits. */
export const PolicyPack = Type.Object(
  {
    ...PackRef.properties,
    title: Text,
    /** Region that it belongs to: its code, `all` for the whole country, and its name. */
    region: Place,
    topic: Type.String(),
    from: Day,
    to: Type.Optional(Day),
    extends: Type.Optional(Type.String()),
    /** Items of the effective policy that come from it, and how many of them are unconfirmed. */
    items: Type.Integer(),
    unconfirmed: Type.Integer(),
    /** Whether there are tests for it. */
    tested: Type.Boolean(),
  },
  closed,
)
export type PolicyPack = Static<typeof PolicyPack>

export type PolicyItem = Static<typeof PolicyItem>
export const Policy = Type.Object(
  {
    region: RegionCode,
    asOf: Day,
    packs: Type.Array(PolicyPack),
    items: Type.Array(PolicyItem),
    /** What the texts say but nobody can measure, and who judges it. */
    untranslated: Type.Array(
      Type.Object(
        {
          set: Type.String(),
          source: Citation,
          text: Type.String(),
          reason: Type.String(),
          judgedBy: Type.String(),
        },
        closed,
      ),
    ),
  },
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
    /** The most codes at once. */
    most: Type.Optional(Type.Integer()),
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

const NamedItem = Type.Object(
  { part: Type.String(), of: Type.Optional(Type.String()), id: Type.String(), label: Text },
  closed,
)
export type NamedItem = Static<typeof NamedItem>

export const PolicyItemPage = Type.Object(
  {
    region: RegionCode,
    asOf: Day,
    item: PolicyItem,
    /** False when it only was, or will be. */
    inForce: Type.Boolean(),
    /** As it is written in the pack. */
    expressions: Type.Array(
      Type.Object({ label: Type.Optional(Text), depth: Type.Integer(), text: Type.String() }, closed),
    ),
    /** Parameters, facts and formulas that it reads itself. */
    reads: Type.Array(NamedItem),
    usedBy: Type.Array(NamedItem),
    /** What it said over time in this region, the latest first; `to` is the day before it said something else. */
    history: Type.Array(
      Type.Object({ from: Day, to: Type.Optional(Day), item: Type.Optional(PolicyItem) }, closed),
    ),
  },
  closed,
)
export type PolicyItemPage = Static<typeof PolicyItemPage>

export const getPolicyItem = defineRoute({
  id: 'getPolicyItem',
  method: 'GET',
  path: '/api/policy/items/:part/:id',
  summary: {
    zh: '一个政策条目：规则、原文表达式、引用关系、历年变化',
    en: 'One item of a policy: its rule, its expression, what it reads and what reads it, its history',
  },
  permission: 'policies.read',
  params: Type.Object(
    {
      part: Type.String({ pattern: '^[A-Za-z]{1,40}$' }),
      id: Type.String({ pattern: '^[A-Za-z0-9._-]{1,80}$' }),
    },
    closed,
  ),
  query: Type.Object(
    { region: RegionCode, asOf: Type.Optional(Day), of: Type.Optional(Type.String({ maxLength: 80 })) },
    closed,
  ),
  response: { 200: PolicyItemPage },
})

export const PolicyVersions = Type.Object(
  {
    /** The days from which on something else holds in the region, and which packs begin then. */
    days: Type.Array(
      Type.Object(
        { day: Day, packs: Type.Array(Type.Object({ title: Text, version: Type.String() }, closed)) },
        closed,
      ),
    ),
    /** Regions that have packs of their own. */
    regions: Type.Array(Place),
  },
  closed,
)
export type PolicyVersions = Static<typeof PolicyVersions>

export const listPolicyVersions = defineRoute({
  id: 'listPolicyVersions',
  method: 'GET',
  path: '/api/policy/versions',
  summary: {
    zh: '政策换版的日期和有政策包的区域',
    en: 'Days on which the policy of a region changes, and regions with packs',
  },
  permission: 'policies.read',
  query: Type.Object({ region: RegionCode }, closed),
  response: { 200: PolicyVersions },
})

const Side = Type.Object({ region: Place, asOf: Day, packs: Type.Array(PolicyPack) }, closed)
export const PolicyComparison = Type.Object(
  {
    before: Side,
    after: Side,
    differences: Type.Array(
      Type.Object(
        {
          part: Type.String(),
          of: Type.Optional(Type.String()),
          id: Type.String(),
          label: Text,
          kind: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
          /** What of a changed item differs: label, value, rule, source, confirmed, content. */
          aspects: Type.Array(Type.String()),
          before: Type.Optional(PolicyItem),
          after: Type.Optional(PolicyItem),
        },
        closed,
      ),
    ),
    /** How many items say the same on both sides. */
    same: Type.Integer(),
  },
  closed,
)
export type PolicyComparison = Static<typeof PolicyComparison>

const twoSides = Type.Object(
  {
    region: RegionCode,
    asOf: Type.Optional(Day),
    otherRegion: Type.Optional(RegionCode),
    otherAsOf: Type.Optional(Day),
  },
  closed,
)
export const comparePolicies = defineRoute({
  id: 'comparePolicies',
  method: 'GET',
  path: '/api/policy/comparison',
  summary: {
    zh: '两个区域或两个日期的政策对比',
    en: 'The policies of two regions or days: what was added, removed, changed from the first to the other',
  },
  permission: 'policies.read',
  query: twoSides,
  response: { 200: PolicyComparison },
})

export const exportPolicyComparison = defineRoute({
  id: 'exportPolicyComparison',
  method: 'GET',
  path: '/api/policy/comparison/export',
  summary: { zh: '导出政策对比', en: 'The comparison of two policies as a workbook' },
  permission: 'policies.read',
  cost: 'export',
  query: twoSides,
  response: { 200: { download: 'application/octet-stream' } },
})

const TestedFact = Type.Object(
  {
    id: Type.String(),
    label: Text,
    value: Text,
    element: Type.Optional(Type.Object({ list: Text, number: Type.Integer() }, closed)),
  },
  closed,
)
export type TestedFact = Static<typeof TestedFact>

export const PackTests = Type.Object(
  {
    pack: Type.String(),
    /** Over the packs and the test files: the same tests give the same results. */
    digest: Type.String(),
    passed: Type.Integer(),
    failed: Type.Integer(),
    /** Labels of what is expected, by its name: criteria, formulas, entitlements. */
    labels: Type.Record(Type.String(), Text),
    cases: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          file: Type.String(),
          line: Type.Integer(),
          date: Day,
          version: PackRef,
          base: Type.Optional(Type.String()),
          set: Type.Optional(Type.String()),
          /** Those that the test says itself; it takes the others over from its base. */
          facts: Type.Array(TestedFact),
          results: Type.Array(
            Type.Object(
              {
                what: Type.String(),
                expected: Type.String(),
                actual: Type.String(),
                passed: Type.Boolean(),
              },
              closed,
            ),
          ),
          passed: Type.Boolean(),
        },
        closed,
      ),
    ),
    /** Tests that expect nothing themselves: others start from their facts. */
    bases: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          file: Type.String(),
          base: Type.Optional(Type.String()),
          facts: Type.Array(TestedFact),
        },
        closed,
      ),
    ),
    /** What no test has seen, and files that cannot be read. */
    problems: Type.Array(
      Type.Object({ file: Type.String(), line: Type.Integer(), item: Type.String(), message: Text }, closed),
    ),
  },
  closed,
)
export type PackTests = Static<typeof PackTests>

export const getPackTests = defineRoute({
  id: 'getPackTests',
  method: 'GET',
  path: '/api/policy/tests',
  summary: {
    zh: '一个政策包的测试及其结果',
    en: 'The tests of a pack, run, with what was given, expected and found',
  },
  permission: 'policies.read',
  query: Type.Object({ pack: Type.String({ pattern: '^[a-z0-9/-]{1,120}$' }) }, closed),
  response: { 200: PackTests },
})
