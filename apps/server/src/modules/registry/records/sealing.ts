/** Facts of class identifier on their way into the journal: encrypted, with a stand-in in their place. */
import { isSealed } from '@lika/codes'
import type { Keyring } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db.ts'
import { insertSealed, type SealedValue, sealValue } from '../../../platform/sealed/index.ts'
import type { RegistryDeps } from '../deps.ts'
import type { Catalogue, SubjectKind } from '../fold/columns.ts'
import type { RecordRow } from './records.store.ts'

export type SealingContext = Pick<RegistryDeps, 'catalogue'> & { readonly keyring: Keyring }

const known = new WeakMap<Catalogue, Record<SubjectKind, ReadonlySet<string>>>()

/** Which facts of a subject are never stored in clear. The class in the catalogue decides. */
export function identifierFacts(catalogue: Catalogue, kind: SubjectKind): ReadonlySet<string> {
  const found = known.get(catalogue)
  if (found) return found[kind]
  const of = (each: SubjectKind) =>
    new Set(catalogue[each].filter((fact) => fact.class === 'identifier').map(({ id }) => id))
  known.set(catalogue, { household: of('household'), person: of('person'), village: of('village') })
  return identifierFacts(catalogue, kind)
}

/** Rows as they are stored; what they hide is stored with them, in the caller's transaction. */
export async function sealRecords(
  tx: Tx,
  context: SealingContext,
  rows: readonly RecordRow[],
): Promise<RecordRow[]> {
  const values: SealedValue[] = []
  const stored = rows.map((row) => {
    const facts = sealFacts(context, row.subjectKind, row.facts, values)
    return facts === row.facts ? row : { ...row, facts }
  })
  await insertSealed(tx.client, values)
  return stored
}

/** The facts with stand-ins; what they stand for is added to `values`. The same object when nothing is to be hidden. */
export function sealFacts(
  { catalogue, keyring }: SealingContext,
  kind: SubjectKind,
  facts: Readonly<Record<string, unknown>>,
  values: SealedValue[],
): Readonly<Record<string, unknown>> {
  let stored: Record<string, unknown> | undefined
  for (const id of identifierFacts(catalogue, kind)) {
    const value = facts[id]
    // What a correction took over from an earlier record is sealed already.
    if (typeof value !== 'string' || isSealed(value)) continue
    const sealed = sealValue(keyring, id, value)
    values.push(sealed)
    stored ??= { ...facts }
    stored[id] = sealed.token
  }
  return stored ?? facts
}
