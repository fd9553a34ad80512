import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, FactValue, Id, Outcome, PageOf, Place, RegionCode, SubjectKind, Text } from '../schemas.ts'
import { Verdict, VerdictMark } from '../verdict.ts'

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
    Type.Union([Type.Literal('missing'), Type.Literal('stale')], {
      description: 'Not known at all, or known but older than it is valid; missing otherwise.',
    }),
  ),
  exitedIn: Type.Optional(
    Type.String({ pattern: '^(1[89]|2[01])\\d\\d$', description: 'The year in which they exited.' }),
  ),
}

export const HouseholdFilter = {
  region: RegionCode,
  asOf: Type.Optional(Day),
  status: Type.Optional(Type.String({ description: 'Statuses, separated by commas.' })),
  cause: Type.Optional(Type.String({ description: 'Main causes, separated by commas.' })),
  set: Type.Optional(
    Type.String({
      description: 'Set of criteria that `criterion` and `outcome` speak of; household-exit otherwise.',
    }),
  ),
  criterion: Type.Optional(
    Type.String({ description: 'A criterion of the set; the overall outcome otherwise.' }),
  ),
  outcome: Type.Optional(Outcome),
  indicator: Type.Optional(
    Type.String({ description: 'An indicator of the packs, such as a gap: those that it counts.' }),
  ),
  ...GapFilter,
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 40,
      description: 'Name, pinyin initials, household number or whole id number.',
    }),
  ),
}

export const listHouseholds = defineRoute({
  id: 'listHouseholds',
  method: 'GET',
  path: '/api/households',
  summary: { zh: '户的列表', en: 'List households' },
  permission: 'registry.read',
  query: Type.Object(
    {
      ...HouseholdFilter,
      cursor: Type.Optional(Type.String({ maxLength: 200 })),
      limit: Type.Optional(
        Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$', description: '1 to 200; 50 otherwise.' }),
      ),
    },
    closed,
  ),
  response: { 200: PageOf(HouseholdRow) },
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
    period: Type.Optional(Type.Object({ from: Day, to: Day }, closed)),
    reason: Type.Optional(Type.String()),
    evidence: Type.Array(Type.String()),
    corrects: Type.Optional(Id),
    correctedBy: Type.Optional(Id),
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
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 200 })) }, closed),
  response: { 200: PageOf(TimelineEntry) },
})
