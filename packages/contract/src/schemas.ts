/** Schemas that several routes share. */
import { type Static, type TLiteral, type TUnion, Type } from 'typebox'

export const Text = Type.Object({ zh: Type.String(), en: Type.String() }, { additionalProperties: false })
export type Text = Static<typeof Text>

/** A day that there is, `YYYY-MM-DD`, of the years 1800 to 2199: PostgreSQL has no year 0, and rules add years to days. */
export const Day = Type.String({ format: 'date', pattern: '^(1[89]|2[01])\\d\\d-' })
/** uuid v7, made by whoever makes the thing. */
export const Id = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** A region code: 2, 4, 6, 9, 12 or 14 digits; `all` for the whole country. */
export const RegionCode = Type.String({ pattern: '^(all|\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}|\\d{14})$' })
/** A name that a pack gives: of a set, a criterion, a status, a code. */
const NAME = '[A-Za-z][A-Za-z0-9_-]{0,79}'
export const Name = (options: { readonly description?: string } = {}) =>
  Type.String({ ...options, pattern: `^${NAME}$` })
/** Several of them, separated by commas. */
export const Names = (options: { readonly description?: string; readonly maxLength?: number } = {}) =>
  Type.String({ ...options, pattern: `^${NAME}(,${NAME})*$` })
export const SubjectKind = Type.Union([
  Type.Literal('household'),
  Type.Literal('person'),
  Type.Literal('village'),
])
export const Outcome = Type.Union([Type.Literal('met'), Type.Literal('unmet'), Type.Literal('undetermined')])
export type Outcome = Static<typeof Outcome>

/** The value of a fact as it stands in JSON: decimals and money are decimal strings, null is unknown. */
export const FactValue = Type.Union([
  Type.Boolean(),
  Type.Number(),
  Type.String({ maxLength: 4000 }),
  Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 }),
  Type.Null(),
])
export type FactValue = Static<typeof FactValue>
export const Facts = Type.Record(Type.String(), FactValue)

/** Whole months: the first day of the first, and the first day of the month after the last. */
export const Period = Type.Object({ from: Day, to: Day }, { additionalProperties: false })

export const Citation = Type.Object(
  {
    id: Type.String(),
    clause: Type.Optional(Type.String()),
    title: Type.String(),
    confirmed: Type.Boolean(),
  },
  { additionalProperties: false },
)

export const Place = Type.Object(
  { code: Type.String(), name: Type.String() },
  { additionalProperties: false },
)

/** A page of a list. `next` is the cursor of the following page; absent on the last. */
export function PageOf<T extends Parameters<typeof Type.Array>[0]>(item: T) {
  return Type.Object(
    { items: Type.Array(item), next: Type.Optional(Type.String()) },
    { additionalProperties: false },
  )
}

export const Counts = Type.Object(
  { met: Type.Integer(), unmet: Type.Integer(), undetermined: Type.Integer() },
  { additionalProperties: false },
)

type Literals<T extends readonly string[]> = T extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? [TLiteral<First>, ...Literals<Rest>]
  : []

/** One of some words; mapped without this, they would lose their type. */
export function literals<const T extends readonly string[]>(...words: T): TUnion<Literals<T>> {
  return Type.Union(words.map((word) => Type.Literal(word))) as unknown as TUnion<Literals<T>>
}
