/** Plans: policy documents, what is read out of them, and what people accept of it. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Id, literals, PageOf, Place, RegionCode, Text } from '../schemas.ts'

const orNull = <T extends Parameters<typeof Type.Array>[0]>(schema: T) => Type.Union([schema, Type.Null()])
const Said = Type.String({ minLength: 2, maxLength: 500, pattern: '\\S.*\\S' })
const Version = Type.String({ pattern: '^[1-9]\\d{0,5}$' })
const Part = Type.String({ pattern: '^(0|[1-9]\\d{0,3})$' })
/** A figure as a decimal string, without thousands separators. */
export const Figure = Type.String({ pattern: '^-?(0|[1-9]\\d{0,17})(\\.\\d{1,8})?$' })
const Name = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })

/** `[from, to)` in UTF-16 units of the whole text of the version. */
export const TextRange = Type.Tuple([
  Type.Integer({ minimum: 0, maximum: 2_000_000 }),
  Type.Integer({ minimum: 0, maximum: 2_000_000 }),
])
export type TextRange = Static<typeof TextRange>

export const Bound = literals('exact', 'about', 'atLeast', 'atMost', 'moreThan', 'lessThan', 'between')
export type Bound = Static<typeof Bound>
export const Every = literals('week', 'month', 'quarter', 'halfYear', 'year')
export type Every = Static<typeof Every>
export const FundSide = literals('use', 'source')
export type FundSide = Static<typeof FundSide>
export const FundNature = literals('grant', 'loan', 'interest', 'guarantee', 'insurance', 'mixed', 'other')
export type FundNature = Static<typeof FundNature>

// What the reader read ------------------------------------------------------------------------------------------------

const Span = Type.Object({ from: orNull(Day), to: orNull(Day) }, closed)

export const ReadItem = Type.Object(
  {
    number: Type.String(),
    title: Type.String(),
    level: Type.Integer(),
    clause: Type.String(),
    heading: TextRange,
    range: TextRange,
  },
  closed,
)
export const ReadQuantity = Type.Object(
  {
    text: Type.String(),
    value: orNull(Type.String()),
    upTo: Type.Optional(Type.String()),
    unit: Type.String(),
    measure: Type.String(),
    bound: Bound,
    range: TextRange,
  },
  closed,
)
export const ReadTime = Type.Object({ text: Type.String(), ...Span.properties, range: TextRange }, closed)
export const ReadCycle = Type.Object(
  { text: Type.String(), every: orNull(Every), times: orNull(Type.String()), range: TextRange },
  closed,
)
export const ReadTarget = Type.Object(
  {
    subject: Type.String({ description: 'What is counted, in the words of the document.' }),
    value: orNull(Type.String()),
    upTo: Type.Optional(Type.String()),
    unit: Type.String(),
    bound: Bound,
    /** Name of the region, as the document has it. */
    region: orNull(Type.String()),
    /** Code of the region, where the name is known within the region of the plan. */
    regionCode: orNull(Type.String()),
    ...Span.properties,
    clause: Type.String(),
    /** Index of the whole that it is a part of. */
    partOf: orNull(Type.Integer()),
    indicator: orNull(Type.String()),
    range: TextRange,
    sentence: TextRange,
  },
  closed,
)
export type ReadTarget = Static<typeof ReadTarget>

/** A unit as a document names it, and which one of the register that is. */
export const NamedUnit = Type.Object(
  {
    name: Name,
    /** Unit of the register. */
    unit: orNull(Type.Object({ id: Id, name: Type.String() }, closed)),
    /** The department that the name means, at whatever level. */
    department: orNull(Type.Object({ key: Type.String(), label: Text }, closed)),
  },
  closed,
)
export type NamedUnit = Static<typeof NamedUnit>

export const ReadTask = Type.Object(
  {
    clause: Type.String(),
    text: Type.String(),
    lead: Type.Array(NamedUnit),
    cooperating: Type.Array(NamedUnit),
    responsible: Type.Array(NamedUnit),
    due: orNull(Span),
    every: orNull(Every),
    range: TextRange,
  },
  closed,
)
export type ReadTask = Static<typeof ReadTask>

export const ReadFundTerm = Type.Object(
  {
    role: Type.String(),
    text: Type.String(),
    value: orNull(Type.String()),
    unit: Type.String(),
    range: TextRange,
  },
  closed,
)
export const ReadFundLine = Type.Object(
  {
    clause: Type.String(),
    title: Type.String(),
    side: FundSide,
    nature: FundNature,
    /** As stated, and in yuan. */
    amount: orNull(Type.String()),
    unit: Type.String(),
    yuan: orNull(Figure),
    bound: Bound,
    terms: Type.Array(ReadFundTerm),
    range: TextRange,
  },
  closed,
)
export type ReadFundLine = Static<typeof ReadFundLine>

export const FindingGrade = literals('error', 'warning', 'note')
export type FindingGrade = Static<typeof FindingGrade>
export const ReadFinding = Type.Object(
  {
    grade: FindingGrade,
    rule: Type.String(),
    stated: orNull(Type.String()),
    computed: orNull(Type.String()),
    message: Text,
    ranges: Type.Array(TextRange),
  },
  closed,
)
export type ReadFinding = Static<typeof ReadFinding>

// What people accept --------------------------------------------------------------------------------------------------

export const StatementKind = literals('target', 'task', 'fundLine', 'finding')
export type StatementKind = Static<typeof StatementKind>

export const TargetKind = Type.Union([Type.Literal('plan'), Type.Literal('assigned')], {
  description: 'plan: what the region plans (计划数); assigned: what the level above handed down (下达数).',
})
export type TargetKind = Static<typeof TargetKind>

export const TargetContent = Type.Object(
  {
    label: Name,
    /** Indicator of the packs that shows reality beside it. */
    indicator: orNull(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,79}$' })),
    region: RegionCode,
    from: orNull(Day),
    to: orNull(Day),
    kind: TargetKind,
    bound: Bound,
    value: Figure,
    upTo: Type.Optional(Figure),
    unit: Type.String({ minLength: 1, maxLength: 30, pattern: '\\S' }),
    /** The target that this one is a part of. */
    of: Type.Optional(Id),
    clause: Type.String({ maxLength: 120 }),
  },
  closed,
)
export type TargetContent = Static<typeof TargetContent>

const TaskUnit = Type.Object(
  { name: Name, unit: Type.Optional(orNull(Id)) },
  {
    ...closed,
    description: 'With the unit of the register where a person chose one; matched by its name otherwise.',
  },
)
export const TaskContent = Type.Object(
  {
    text: Type.String({ minLength: 2, maxLength: 4000, pattern: '\\S.*\\S' }),
    lead: Type.Array(TaskUnit, { maxItems: 60 }),
    cooperating: Type.Array(TaskUnit, { maxItems: 100 }),
    responsible: Type.Array(TaskUnit, { maxItems: 100 }),
    /** First day: of a cycle it is needed. */
    from: orNull(Day),
    /** Deadline, or the last day of a cycle. */
    to: orNull(Day),
    every: orNull(Every),
    clause: Type.String({ maxLength: 120 }),
  },
  closed,
)
export type TaskContent = Static<typeof TaskContent>

export const FundTerm = Type.Object(
  {
    role: Type.String({ maxLength: 30 }),
    text: Type.String({ maxLength: 100 }),
    value: orNull(Figure),
    unit: Type.String({ maxLength: 30 }),
  },
  closed,
)
export const FundLineContent = Type.Object(
  {
    title: Name,
    side: FundSide,
    nature: FundNature,
    yuan: Figure,
    bound: Bound,
    terms: Type.Array(FundTerm, { maxItems: 40 }),
    clause: Type.String({ maxLength: 120 }),
  },
  closed,
)
export type FundLineContent = Static<typeof FundLineContent>

/** accepted: it is to be mended in the document; rejected: it is none. */
export const FindingContent = Type.Object(
  { rule: Type.String({ maxLength: 60 }), stated: orNull(Type.String({ maxLength: 200 })) },
  closed,
)

const content = {
  target: Type.Optional(TargetContent),
  task: Type.Optional(TaskContent),
  fundLine: Type.Optional(FundLineContent),
  finding: Type.Optional(FindingContent),
}

export const Statement = Type.Object(
  {
    id: Id,
    kind: StatementKind,
    state: literals('accepted', 'rejected'),
    /** The version that it was decided in, and where; null for what was set by hand. */
    version: orNull(Type.Integer()),
    range: orNull(TextRange),
    /** Where it stands in the version that is shown; null when its text was changed or left out since. */
    here: orNull(TextRange),
    ...content,
    reason: Type.String(),
    by: Type.String(),
    at: Type.String(),
    /** The last decision about it: `after` of the next. */
    decision: Id,
  },
  closed,
)
export type Statement = Static<typeof Statement>

// Plans ---------------------------------------------------------------------------------------------------------------

export const PlanDocument = Type.Object(
  {
    part: Type.Integer(),
    title: Type.String(),
    number: orNull(Type.String()),
    range: TextRange,
    errors: Type.Integer(),
    warnings: Type.Integer(),
    proposals: Type.Integer({ description: 'Targets, tasks and fund lines that were read.' }),
    decided: Type.Integer({ description: 'How many of them somebody has decided about.' }),
  },
  closed,
)
export type PlanDocument = Static<typeof PlanDocument>

export const PlanVersion = Type.Object(
  {
    version: Type.Integer(),
    fileName: orNull(Type.String()),
    characters: Type.Integer(),
    reason: orNull(Type.String()),
    by: Type.String(),
    at: Type.String(),
  },
  closed,
)

const PlanName = Type.Object({ id: Id, title: Type.String(), region: Place }, closed)

export const Plan = Type.Object(
  {
    id: Id,
    region: Place,
    /** Title of its first document; the name of the file when that bears none. */
    title: Type.String(),
    number: orNull(Type.String()),
    above: orNull(PlanName),
    documents: Type.Array(PlanDocument),
    /** The newest first. */
    versions: Type.Array(PlanVersion),
    accepted: Type.Object(
      { targets: Type.Integer(), tasks: Type.Integer(), fundLines: Type.Integer() },
      closed,
    ),
    ended: Type.Boolean(),
    by: Type.String(),
    at: Type.String(),
  },
  closed,
)
export type Plan = Static<typeof Plan>

export const listPlans = defineRoute({
  id: 'listPlans',
  method: 'GET',
  path: '/api/plans',
  summary: {
    zh: '方案文件：本地区、下级，以及上级发来的',
    en: 'Plans of a region, of those below and above it, the newest first',
  },
  permission: 'plans.read',
  query: Type.Object(
    {
      region: RegionCode,
      search: Type.Optional(Type.String({ maxLength: 60 })),
      ended: Type.Optional(Type.Literal('with')),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
    },
    closed,
  ),
  response: { 200: PageOf(Plan) },
})

export const readPlanFile = defineRoute({
  id: 'readPlanFile',
  method: 'POST',
  path: '/api/plans/files',
  summary: {
    zh: '打开文件（txt、html、docx）取出文字，不保存',
    en: 'The text of a file (txt, html, docx); nothing is kept',
  },
  permission: 'plans.edit',
  audit: 'read',
  upload: { maxBytes: 20 * 2 ** 20 },
  cost: 'heavy',
  response: { 200: Type.Object({ fileName: Type.String(), text: Type.String() }, closed) },
})

const PlanText = Type.String({ minLength: 1, maxLength: 2_000_000, pattern: '\\S' })
const FileName = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

export const addPlan = defineRoute({
  id: 'addPlan',
  method: 'POST',
  path: '/api/plans',
  summary: { zh: '收录方案文件并读取', en: 'File a plan, and read it' },
  permission: 'plans.edit',
  maxBodyBytes: 12 * 2 ** 20,
  cost: 'heavy',
  body: Type.Object(
    {
      id: Id,
      region: RegionCode,
      text: PlanText,
      fileName: Type.Optional(FileName),
      above: Type.Optional(Id),
    },
    closed,
  ),
  response: { 200: Plan },
})

export const getPlan = defineRoute({
  id: 'getPlan',
  method: 'GET',
  path: '/api/plans/:id',
  summary: { zh: '方案文件', en: 'A plan: its documents and versions' },
  permission: 'plans.read',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ version: Type.Optional(Version) }, closed),
  response: { 200: Plan },
})

export const getPlanPart = defineRoute({
  id: 'getPlanPart',
  method: 'GET',
  path: '/api/plans/:id/parts/:part',
  summary: {
    zh: '方案中的一份文件：原文、读出的内容、核算结果和处理情况',
    en: 'A document of a plan: its text, what was read, what does not come out, and what people decided',
  },
  permission: 'plans.read',
  cost: 'heavy',
  params: Type.Object({ id: Id, part: Part }, closed),
  query: Type.Object({ version: Type.Optional(Version) }, closed),
  response: {
    200: Type.Object(
      {
        plan: Id,
        version: Type.Integer(),
        part: Type.Integer(),
        title: Type.String(),
        number: orNull(Type.String()),
        range: TextRange,
        text: Type.String({ description: 'Of the range alone.' }),
        outline: Type.Array(ReadItem),
        quantities: Type.Array(ReadQuantity),
        times: Type.Array(ReadTime),
        cycles: Type.Array(ReadCycle),
        targets: Type.Array(ReadTarget),
        tasks: Type.Array(ReadTask),
        fundLines: Type.Array(ReadFundLine),
        findings: Type.Array(ReadFinding),
        statements: Type.Array(Statement),
      },
      closed,
    ),
  },
})
export type PlanPart = Static<(typeof getPlanPart)['response'][200]>

export const addPlanVersion = defineRoute({
  id: 'addPlanVersion',
  method: 'POST',
  path: '/api/plans/:id/versions',
  summary: { zh: '收录更正后的文本', en: 'File a corrected version of a plan' },
  permission: 'plans.edit',
  maxBodyBytes: 12 * 2 ** 20,
  cost: 'heavy',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      version: Type.Integer({ minimum: 2, maximum: 100_000, description: 'The next one.' }),
      text: PlanText,
      fileName: Type.Optional(FileName),
      reason: Said,
    },
    closed,
  ),
  response: { 200: Plan },
})

export const changePlan = defineRoute({
  id: 'changePlan',
  method: 'POST',
  path: '/api/plans/:id/changes',
  summary: {
    zh: '指明上级文件，撤下或恢复方案',
    en: 'Name the plan above, withdraw a plan or take it back in',
  },
  permission: 'plans.edit',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      id: Id,
      above: Type.Optional(orNull(Id)),
      ended: Type.Optional(Type.Boolean()),
      reason: Said,
    },
    closed,
  ),
  response: { 200: Plan },
})

export const TextChange = Type.Object(
  {
    kind: literals('same', 'removed', 'added'),
    text: Type.String(),
    /** How many characters of equal text were left out behind `text`. */
    leftOut: Type.Integer(),
  },
  closed,
)

export type TextChange = Static<typeof TextChange>

export const comparePlanVersions = defineRoute({
  id: 'comparePlanVersions',
  method: 'GET',
  path: '/api/plans/:id/versions/compared',
  summary: { zh: '两版文本的差别', en: 'What changed between two versions' },
  permission: 'plans.read',
  cost: 'heavy',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ from: Version, to: Version }, closed),
  response: {
    200: Type.Object(
      {
        from: Type.Integer(),
        to: Type.Integer(),
        changes: Type.Array(TextChange),
        /** Accepted statements whose text was changed or left out. */
        touched: Type.Array(Statement),
      },
      closed,
    ),
  },
})

export const Decision = Type.Object(
  {
    id: Type.String({ ...Id, description: 'Of this decision, made by the sender.' }),
    /** The statement that it is about; left out the first time: then it gets the id of the decision. */
    statement: Type.Optional(Id),
    /** The last decision about the statement that the sender knows of: refused when somebody has decided since. */
    after: Type.Optional(Id),
    kind: StatementKind,
    decision: literals('accepted', 'rejected', 'takenBack'),
    /** Where it stands; left out for what is set by hand, such as a part of a target. */
    place: Type.Optional(
      Type.Object(
        { version: Type.Integer({ minimum: 1 }), part: Type.Integer({ minimum: 0 }), range: TextRange },
        closed,
      ),
    ),
    ...content,
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  },
  closed,
)
export type Decision = Static<typeof Decision>

export const decideStatements = defineRoute({
  id: 'decideStatements',
  method: 'POST',
  path: '/api/plans/:id/decisions',
  summary: {
    zh: '采纳、更正、不采纳或撤回读出的内容（可批量）',
    en: 'Accept, correct, reject or take back statements, up to 300 at once, all or none',
  },
  permission: 'plans.edit',
  maxBodyBytes: 4 * 2 ** 20,
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      /** Region of whoever decides; the plan's when left out. A level below breaks a target down in its own. */
      region: Type.Optional(RegionCode),
      decisions: Type.Array(Decision, { minItems: 1, maxItems: 300 }),
    },
    closed,
  ),
  response: { 200: Type.Object({ statements: Type.Array(Statement) }, closed) },
})

export const PlanUnits = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          ...NamedUnit.properties,
          tasks: Type.Integer({ description: 'Tasks read with it, accepted or not.' }),
          /** Units of the register that might be meant. */
          suggestions: Type.Array(Type.Object({ id: Id, name: Type.String() }, closed)),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type PlanUnits = Static<typeof PlanUnits>

export const listPlanUnits = defineRoute({
  id: 'listPlanUnits',
  method: 'GET',
  path: '/api/plans/:id/units',
  summary: {
    zh: '方案中的单位及其与单位库的对应',
    en: 'Units that a plan names, and which ones of the register they are',
  },
  permission: 'plans.read',
  cost: 'heavy',
  params: Type.Object({ id: Id }, closed),
  response: { 200: PlanUnits },
})

export const nameUnit = defineRoute({
  id: 'nameUnit',
  method: 'POST',
  path: '/api/plans/:id/units',
  summary: {
    zh: '把文件中的单位名对应到单位库，或登记为新单位',
    en: 'Say which unit a name of the plan means, or enter it as a new one',
  },
  permission: 'plans.edit',
  params: Type.Object({ id: Id }, closed),
  body: Type.Object(
    {
      name: Name,
      /** The unit that is meant; null takes the word back. */
      unit: Type.Optional(orNull(Id)),
      /** Or the id of a unit that is entered now, under this name, for the region of the plan. */
      newUnit: Type.Optional(Id),
    },
    closed,
  ),
  response: { 200: NamedUnit },
})
