import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, FactValue, Id, Name, Names, PageOf, Place, RegionCode, SubjectKind, Text } from '../schemas.ts'
import { Verdict, VerdictMark } from '../verdict.ts'
import { EvidenceFile } from './evidence.ts'

export const HouseholdRow = Type.Object(
  {
    id: Id,
    number: Type.String(),
    headName: Type.Union([Type.String(), Type.Null()]),
    size: Type.Integer(),
    status: Type.Union([Type.String(), Type.Null()]),
    cause: Type.Union([Type.String(), Type.Null()]),
    region: Type.Array(Place, { description: 'From the county down.' }),
    verdict: Type.Optional(VerdictMark),
    /** Of the columns asked for: facts and formulas, by the column's id. Null is unknown. */
    values: Type.Optional(Type.Record(Type.String(), FactValue)),
  },
  closed,
)
export type HouseholdRow = Static<typeof HouseholdRow>

/** Filters that look at the data themselves, of households and of villages. */
export const GapFilter = {
  gap: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 80,
      description:
        'A fact that is lacking: `waterMinutes`, or `members.enrolled` where it is that of a member.',
    }),
  ),
  gapKind: Type.Optional(
    Type.Union(
      [Type.Literal('missing'), Type.Literal('stale'), Type.Literal('notFresh'), Type.Literal('needed')],
      {
        description:
          'Not known at all; known but older than it is valid; either; either, while a criterion that reads it cannot be told. Missing otherwise.',
      },
    ),
  ),
  exitedIn: Type.Optional(
    Type.String({ pattern: '^(1[89]|2[01])\\d\\d$', description: 'The year in which they exited.' }),
  ),
}

const outcomeNames = '(met|unmet|undetermined)'

export const HouseholdFilter = {
  region: RegionCode,
  asOf: Type.Optional(Day),
  within: Type.Optional(
    Type.String({
      pattern:
        '^(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{14})(,(\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{14})){0,99}$',
      description: 'Parts of the region, separated by commas: those who live in one of them.',
    }),
  ),
  status: Type.Optional(
    Names({
      maxLength: 1000,
      description: 'Statuses, separated by commas; `unknown` for those without.',
    }),
  ),
  cause: Type.Optional(
    Names({
      maxLength: 1000,
      description: 'Main causes, separated by commas; `unknown` for those without.',
    }),
  ),
  set: Type.Optional(
    Name({
      description: 'Set of criteria that `criterion` and `outcome` speak of; household-exit otherwise.',
    }),
  ),
  criterion: Type.Optional(
    Type.String({ description: 'A criterion of the set; the overall outcome otherwise.' }),
  ),
  outcome: Type.Optional(
    Type.String({
      pattern: `^${outcomeNames}(,${outcomeNames}){0,2}$`,
      description: 'met, unmet, undetermined; several, separated by commas.',
    }),
  ),
  criteria: Type.Optional(
    Type.String({
      maxLength: 2000,
      pattern: `^[A-Za-z][A-Za-z0-9_-]*\\.${outcomeNames}(,[A-Za-z][A-Za-z0-9_-]*\\.${outcomeNames})*$`,
      description:
        'Outcomes of several criteria: `water.unmet,water.undetermined,income.met`. One of those of each criterion.',
    }),
  ),
  indicator: Type.Optional(
    Type.String({
      maxLength: 1000,
      description:
        'Indicators of the packs, such as gaps, separated by commas: those that one of them counts.',
    }),
  ),
  ...GapFilter,
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 40,
      description:
        'Name, pinyin initials or household number. Numbers that identify people are looked for by POST /api/search.',
    }),
  ),
}

export const HouseholdOrder = {
  sort: Type.Optional(
    Type.String({
      pattern: '^-?(place|number|name|size|status)$',
      description: 'place, number, name, size or status; with - before it from the last. place otherwise.',
    }),
  ),
  columns: Type.Optional(
    Type.String({
      maxLength: 2000,
      description: 'Columns of listHouseholdColumns, separated by commas, 20 at most.',
    }),
  ),
}

export const listHouseholds = defineRoute({
  id: 'listHouseholds',
  method: 'GET',
  path: '/api/households',
  summary: { zh: '户的列表', en: 'List households' },
  permission: 'registry.read',
  audit: 'read',
  cost: 'heavyWhenPast',
  budget: 'searches',
  query: Type.Object(
    {
      ...HouseholdFilter,
      ...HouseholdOrder,
      cursor: Type.Optional(Type.String({ maxLength: 800 })),
      skip: Type.Optional(
        Type.String({
          pattern: '^(0|[1-9]\\d{0,6})$',
          description: 'So many rows after the cursor, or from the beginning: for jumping far down.',
        }),
      ),
      limit: Type.Optional(
        Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$', description: '1 to 200; 50 otherwise.' }),
      ),
    },
    closed,
  ),
  response: { 200: PageOf(HouseholdRow) },
})

export const FacetValue = Type.Object(
  {
    value: Type.String(),
    /** Absent where the value is a code of the catalogue or an outcome. */
    label: Type.Optional(Text),
    count: Type.Integer(),
  },
  closed,
)
export const Facet = Type.Object(
  {
    facet: Type.String({
      description: 'region, status, cause, outcome, indicator, or criterion.ID of the set.',
    }),
    label: Type.Optional(Text),
    values: Type.Array(FacetValue),
  },
  closed,
)
export type Facet = Static<typeof Facet>

export const HouseholdFacets = Type.Object(
  { total: Type.Optional(Type.Integer()), facets: Type.Array(Facet) },
  closed,
)
export type HouseholdFacets = Static<typeof HouseholdFacets>

export const getHouseholdFacets = defineRoute({
  id: 'getHouseholdFacets',
  method: 'GET',
  path: '/api/households/facets',
  summary: {
    zh: '户列表的分面计数',
    en: 'How many households each further choice would leave; each facet under the other filters',
  },
  permission: 'registry.read',
  cost: 'heavyWhenPast',
  query: Type.Object(
    {
      ...HouseholdFilter,
      facets: Type.Optional(
        Type.String({
          pattern:
            '^(total|region|status|cause|outcome|criteria|indicator)(,(total|region|status|cause|outcome|criteria|indicator)){0,6}$',
          description: 'Which of them, separated by commas; all of them otherwise.',
        }),
      ),
    },
    closed,
  ),
  response: { 200: HouseholdFacets },
})

export const HouseholdColumn = Type.Object(
  {
    id: Type.String({ description: 'number, size…; fact.ID, derived.ID or criterion.ID.' }),
    label: Text,
    kind: Type.Union([
      Type.Literal('base'),
      Type.Literal('fact'),
      Type.Literal('derived'),
      Type.Literal('criterion'),
    ]),
    type: Type.String(),
    group: Type.Optional(Type.String()),
    unit: Type.Optional(Type.String()),
    codes: Type.Optional(Type.String()),
    sensitive: Type.Boolean(),
    sortable: Type.Boolean(),
  },
  closed,
)
export type HouseholdColumn = Static<typeof HouseholdColumn>

export const listHouseholdColumns = defineRoute({
  id: 'listHouseholdColumns',
  method: 'GET',
  path: '/api/households/columns',
  summary: { zh: '户列表可选的列', en: 'The columns that the list of households can have' },
  permission: 'registry.read',
  query: Type.Object({ region: RegionCode, asOf: Type.Optional(Day), set: Type.Optional(Name()) }, closed),
  response: { 200: Type.Object({ columns: Type.Array(HouseholdColumn) }, closed) },
})

/** A value with where it comes from. */
export const KnownFact = Type.Object(
  {
    fact: Type.String(),
    value: FactValue,
    observedOn: Day,
    recordId: Id,
    author: Type.String(),
    source: Type.String(),
    evidence: Type.Array(Type.String()),
    /** True when the observation is older than its validity: judging takes it as unknown. */
    stale: Type.Boolean(),
  },
  closed,
)
export type KnownFact = Static<typeof KnownFact>

export const Member = Type.Object(
  {
    id: Id,
    name: Type.Union([Type.String(), Type.Null()]),
    relation: Type.Union([Type.String(), Type.Null()]),
    facts: Type.Array(KnownFact),
    verdicts: Type.Array(VerdictMark),
  },
  closed,
)

export const Household = Type.Object(
  {
    id: Id,
    number: Type.String(),
    asOf: Day,
    headName: Type.Union([Type.String(), Type.Null()]),
    size: Type.Integer(),
    status: Type.Union([Type.String(), Type.Null()]),
    endedBecause: Type.Union([Type.String(), Type.Null()]),
    region: Type.Array(Place),
    villageId: Type.Union([Id, Type.Null()]),
    facts: Type.Array(KnownFact),
    derived: Type.Array(
      Type.Object({ id: Type.String(), label: Text, value: Text, known: Type.Boolean() }, closed),
    ),
    income: Type.Object(
      {
        from: Day,
        to: Day,
        items: Type.Array(
          Type.Object(
            {
              item: Type.String(),
              from: Day,
              to: Day,
              amount: Type.Union([Type.String(), Type.Null()]),
              recordId: Id,
            },
            closed,
          ),
        ),
      },
      closed,
    ),
    members: Type.Array(Member),
    verdicts: Type.Array(Verdict),
    /** What is known of the files that the facts' evidence names. */
    files: Type.Optional(Type.Array(EvidenceFile)),
    contradictions: Type.Array(
      Type.Object({ subjectId: Id, fact: Type.String(), observedOn: Day, recordIds: Type.Array(Id) }, closed),
    ),
  },
  closed,
)
export type Household = Static<typeof Household>

export const getHousehold = defineRoute({
  id: 'getHousehold',
  method: 'GET',
  path: '/api/households/:id',
  summary: { zh: '一户一档', en: 'One household' },
  permission: 'registry.read',
  audit: 'read',
  budget: 'subjectsRead',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ asOf: Type.Optional(Day), knownOn: Type.Optional(Day) }, closed),
  response: { 200: Household },
})

export const TimelineEntry = Type.Object(
  {
    id: Id,
    journal: Type.Union([Type.Literal('record'), Type.Literal('decision')]),
    kind: Type.String(),
    subjectKind: SubjectKind,
    subjectId: Id,
    subjectName: Type.Union([Type.String(), Type.Null()]),
    observedOn: Day,
    receivedAt: Type.String(),
    author: Type.String(),
    facts: Type.Record(Type.String(), FactValue),
    /** What held before, for those of its facts of which something was known. */
    before: Type.Optional(Type.Record(Type.String(), FactValue)),
    period: Type.Optional(Type.Object({ from: Day, to: Day }, closed)),
    reason: Type.Optional(Type.String()),
    evidence: Type.Array(Type.String()),
    /** Those of its evidence that have arrived. */
    files: Type.Optional(Type.Array(EvidenceFile)),
    corrects: Type.Optional(Id),
    correctedBy: Type.Optional(Id),
    /** The case whose end gave the record, or whose reopening withdrew it. */
    case: Type.Optional(Id),
  },
  closed,
)
export type TimelineEntry = Static<typeof TimelineEntry>

export const listTimeline = defineRoute({
  id: 'listTimeline',
  method: 'GET',
  path: '/api/households/:id/timeline',
  summary: { zh: '一户的记录与决定', en: 'Records and decisions of a household and its members' },
  permission: 'registry.read',
  audit: 'read',
  budget: 'subjectsRead',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object(
    {
      fact: Type.Optional(
        Type.String({ maxLength: 100, description: 'Those that say something about this fact.' }),
      ),
      subject: Type.Optional(Id),
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
    },
    closed,
  ),
  response: { 200: PageOf(TimelineEntry) },
})
