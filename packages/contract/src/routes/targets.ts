/** Targets with reality beside them and their parts below; fund lines; a plan against the one above it. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, Place, RegionCode, Text } from '../schemas.ts'
import { Bound, Figure, FundLineContent, FundNature, FundSide, TargetKind, TextRange } from './plans.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])

const PartNumber = Type.String({ pattern: '^(0|[1-9]\\d{0,3})$' })

/** Which sentence of which document something came from. */
export const Origin = Type.Object(
  {
    plan: Id,
    title: Type.String(),
    version: orNull(Type.Integer()),
    part: orNull(Type.Integer()),
    range: orNull(TextRange),
    clause: Type.String(),
    /** The sentence itself; null for what was set by hand. */
    sentence: orNull(Type.String()),
  },
  closed,
)
export type Origin = Static<typeof Origin>

/** What can stand beside a target: who has exited, or an indicator of the packs. */
export const TargetIndicator = Type.Object(
  {
    id: Type.String(),
    label: Text,
    unit: Type.String(),
    subject: Type.Union([Type.Literal('household'), Type.Literal('village')], {
      description: 'Whose list opens the figure.',
    }),
    direction: Type.Union([Type.Literal('up'), Type.Literal('down')], {
      description: 'down counts what is lacking: a target on it is a number to be worked off.',
    }),
    within: Type.Boolean({ description: 'Counted within whole years, not on a day.' }),
  },
  closed,
)
export type TargetIndicator = Static<typeof TargetIndicator>

export const PlanTarget = Type.Object(
  {
    id: Id,
    origin: Origin,
    planRegion: Type.String({ description: 'Region whose plan it belongs to.' }),
    decider: Type.String({ description: 'Region that decided about it: that of the plan, or one below.' }),
    region: Place,
    label: Type.String(),
    kind: TargetKind,
    /** The value of the other kind for the same: what was assigned takes precedence over what was planned. */
    beside: orNull(Id),
    /** Whether it is the one that holds. */
    counts: Type.Boolean(),
    bound: Bound,
    value: Figure,
    upTo: Type.Optional(Figure),
    unit: Type.String(),
    from: orNull(Day),
    to: orNull(Day),
    indicator: orNull(TargetIndicator),
    /** What the registry counts on the day; null where nothing computes it, or its region is not one's own. */
    reality: orNull(
      Type.Object(
        {
          /** In the unit of the indicator. */
          value: Figure,
          /** Of a figure within several years, what each has. */
          years: Type.Array(Type.Object({ year: Type.String(), value: Figure }, closed)),
          /** What the target still wants, in its unit; null where the two count different things. */
          missing: orNull(Figure),
          reached: orNull(Type.Boolean()),
        },
        closed,
      ),
    ),
    of: orNull(Id),
    /** Its parts at the level below, and whether they make the whole: told to whoever sees all of its region. */
    parts: Type.Object(
      {
        count: Type.Integer(),
        sum: orNull(Figure),
        /** `sum` less `value`; null without parts. */
        difference: orNull(Figure),
        agrees: orNull(Type.Boolean()),
      },
      closed,
    ),
    decision: Id,
    by: Type.String(),
    at: Type.String(),
  },
  closed,
)
export type PlanTarget = Static<typeof PlanTarget>

export const listPlanTargets = defineRoute({
  id: 'listPlanTargets',
  method: 'GET',
  path: '/api/targets',
  summary: {
    zh: '目标任务及其完成情况、向下分解情况',
    en: 'Targets of a region with reality beside them and how they are broken down',
  },
  permission: 'plans.read',
  cost: 'heavy',
  query: Type.Object(
    {
      region: RegionCode,
      date: Type.Optional(Day),
      plan: Type.Optional(Id),
      /** Parts of this target, wherever they are. */
      of: Type.Optional(Id),
      search: Type.Optional(Type.String({ maxLength: 60 })),
    },
    closed,
  ),
  response: { 200: Type.Object({ items: Type.Array(PlanTarget), more: Type.Boolean() }, closed) },
})

export const listTargetIndicators = defineRoute({
  id: 'listTargetIndicators',
  method: 'GET',
  path: '/api/targets/indicators',
  summary: {
    zh: '可与目标对照的指标',
    en: 'Indicators that can stand beside a target of a region',
  },
  permission: 'plans.read',
  query: Type.Object({ region: RegionCode, date: Type.Optional(Day) }, closed),
  response: {
    200: Type.Object(
      {
        items: Type.Array(TargetIndicator),
      },
      closed,
    ),
  },
})

export const PlanFundLine = Type.Object(
  {
    id: Id,
    origin: Origin,
    region: Place,
    ...FundLineContent.properties,
    decision: Id,
    by: Type.String(),
    at: Type.String(),
  },
  closed,
)
export type PlanFundLine = Static<typeof PlanFundLine>

export const listFundLines = defineRoute({
  id: 'listFundLines',
  method: 'GET',
  path: '/api/fund-lines',
  summary: { zh: '资金安排：来源与用途', en: 'Fund lines: sources and uses, and what they add up to' },
  permission: 'plans.read',
  query: Type.Object({ region: RegionCode, plan: Type.Optional(Id) }, closed),
  response: {
    200: Type.Object(
      {
        items: Type.Array(PlanFundLine),
        more: Type.Boolean(),
        sums: Type.Array(
          Type.Object({ side: FundSide, nature: FundNature, yuan: Figure, lines: Type.Integer() }, closed),
        ),
        totals: Type.Object(
          { use: Figure, source: Figure, gap: Type.String({ ...Figure, description: 'source less use.' }) },
          closed,
        ),
        /** Plans of the region that hold fund lines, whatever the filter. */
        plans: Type.Array(Type.Object({ id: Id, title: Type.String(), lines: Type.Integer() }, closed)),
      },
      closed,
    ),
  },
})

export const exportFundLines = defineRoute({
  id: 'exportFundLines',
  method: 'GET',
  path: '/api/fund-lines/export',
  summary: { zh: '导出资金安排', en: 'Fund lines as a file' },
  permission: 'plans.read',
  audit: 'export',
  cost: 'export',
  query: Type.Object(
    {
      region: RegionCode,
      plan: Type.Optional(Id),
      format: Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]),
    },
    closed,
  ),
  response: { 200: { download: 'application/octet-stream' } },
})

export const PlanDifference = Type.Object(
  {
    /** leftOut: asked above and not found here; laxer, stricter: another figure; earlier, later: another deadline; loosened: 不低于 became 约. */
    kind: literals('leftOut', 'laxer', 'stricter', 'earlier', 'later', 'loosened'),
    grade: Type.Union([Type.Literal('warning'), Type.Literal('note')]),
    message: Text,
    above: Type.Object(
      { part: Type.Integer(), clause: Type.String(), text: Type.String(), range: TextRange },
      closed,
    ),
    here: orNull(
      Type.Object(
        { part: Type.Integer(), clause: Type.String(), text: Type.String(), range: TextRange },
        closed,
      ),
    ),
  },
  closed,
)
export type PlanDifference = Static<typeof PlanDifference>

export const comparePlanWithAbove = defineRoute({
  id: 'comparePlanWithAbove',
  method: 'GET',
  path: '/api/plans/:id/above',
  summary: {
    zh: '与上级文件对照：遗漏、放宽、提前',
    en: 'What the plan above asks and this one leaves out, or sets laxer or earlier',
  },
  permission: 'plans.read',
  cost: 'heavy',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object(
    {
      /** The plan above; the one that it names when left out. A collection may be compared with itself. */
      with: Type.Optional(Id),
      /** Documents of the two; all when left out. */
      part: Type.Optional(PartNumber),
      withPart: Type.Optional(PartNumber),
    },
    closed,
  ),
  response: {
    200: Type.Object(
      {
        above: Type.Object({ id: Id, title: Type.String(), region: Place, version: Type.Integer() }, closed),
        version: Type.Integer({ description: 'Of this plan; places are those of the newest versions.' }),
        differences: Type.Array(PlanDifference),
        /** How many statements of the plan above were found again here. */
        matched: Type.Integer(),
        asked: Type.Integer(),
      },
      closed,
    ),
  },
})
