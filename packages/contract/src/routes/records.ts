import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, Facts, Id, Period, SubjectKind } from '../schemas.ts'
import { CriterionShare, Verdict, VerdictMark } from '../verdict.ts'

export const NewRecord = Type.Object(
  {
    id: Id,
    subjectKind: SubjectKind,
    subjectId: Id,
    observedOn: Day,
    facts: Facts,
    period: Type.Optional(Period),
    evidence: Type.Optional(Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 50 })),
    reason: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
    corrects: Type.Optional(Id),
    keep: Type.Optional(
      Type.Array(Type.String({ maxLength: 100 }), {
        maxItems: 400,
        description:
          'Facts of the corrected record that are taken over as they stand: those shown masked, say.',
      }),
    ),
  },
  closed,
)
export type NewRecord = Static<typeof NewRecord>

export const RecordAnswer = Type.Object(
  {
    id: Id,
    /** False when the same record had been sent before. */
    appended: Type.Boolean(),
    /** The subject's household (or the village itself) judged again. */
    verdicts: Type.Array(Verdict),
    /** The village of the household, judged again, with the shares of its households. */
    village: Type.Optional(
      Type.Object(
        {
          id: Id,
          code: Type.String(),
          verdicts: Type.Array(VerdictMark),
          shares: Type.Array(CriterionShare),
        },
        closed,
      ),
    ),
  },
  closed,
)

export type RecordAnswer = Static<typeof RecordAnswer>

export const appendRecord = defineRoute({
  id: 'appendRecord',
  method: 'POST',
  path: '/api/records',
  summary: { zh: '记录事实', en: 'Record facts about a household, person or village' },
  permission: 'registry.record',
  body: NewRecord,
  response: { 200: RecordAnswer },
})
