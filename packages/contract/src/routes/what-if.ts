/** What would change the verdicts of a household, and how near they are to changing. */
import { type Static, Type } from 'typebox'
import { closed, defineRoute } from '../route.ts'
import { Day, FactValue, Id, Outcome, Text } from '../schemas.ts'

const changed = {
  subjectId: Id,
  subjectKind: Type.String(),
  /** Whose fact it is, where it is not the household's own. */
  name: Type.Optional(Type.String()),
  fact: Type.String(),
  /** Null while it is not known. */
  from: FactValue,
  /** What the value must be: exactly `value`, at least or at most it, one of `codes`, with or without a code of a list. */
  need: Type.Object(
    {
      is: Type.Union([
        Type.Literal('value'),
        Type.Literal('atLeast'),
        Type.Literal('atMost'),
        Type.Literal('oneOf'),
        Type.Literal('with'),
        Type.Literal('without'),
        /** Whatever it is, it must be on record. */
        Type.Literal('known'),
        /** It must be on record; whether that is enough depends on what it turns out to be. */
        Type.Literal('such'),
      ]),
      value: Type.Optional(FactValue),
      codes: Type.Optional(Type.Array(Type.String())),
    },
    closed,
  ),
  /** What is to be added to a known number, with its sign; absent for everything else. */
  by: Type.Optional(Type.String()),
}

export const WhatIfChange = Type.Object(
  {
    ...changed,
    /** Each of these alone does the same in its place. */
    instead: Type.Array(Type.Object(changed, closed)),
  },
  closed,
)
export type WhatIfChange = Static<typeof WhatIfChange>

export const WhatIfProposal = Type.Object(
  {
    changes: Type.Array(WhatIfChange),
    /** Formulas that come out otherwise by it: income per person, say. */
    effects: Type.Array(
      Type.Object({ formula: Type.String(), label: Text, from: Text, to: Text, by: Text }, closed),
    ),
  },
  closed,
)
export type WhatIfProposal = Static<typeof WhatIfProposal>

export const WhatIf = Type.Object(
  {
    set: Type.String(),
    outcome: Outcome,
    overall: Type.Array(WhatIfProposal),
    criteria: Type.Array(
      Type.Object(
        {
          id: Type.String(),
          outcome: Outcome,
          proposals: Type.Array(WhatIfProposal),
          /** Of a criterion that is met: the known number that is nearest to unmaking it. */
          margins: Type.Array(
            Type.Object(
              { change: WhatIfChange, percent: Type.String({ description: 'Of its value; two decimals.' }) },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type WhatIf = Static<typeof WhatIf>

export const whatWouldChange = defineRoute({
  id: 'whatWouldChange',
  method: 'GET',
  path: '/api/households/:id/what-if',
  summary: { zh: '怎样才能达标', en: 'What would change the verdicts of a household' },
  permission: 'registry.read',
  audit: 'read',
  params: Type.Object({ id: Id }, closed),
  query: Type.Object({ asOf: Type.Optional(Day) }, closed),
  response: { 200: Type.Object({ asOf: Day, sets: Type.Array(WhatIf) }, closed) },
})
