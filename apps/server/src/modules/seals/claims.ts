/** Checkpoints against the chain: those in the database, those that lie outside, and one that was printed. */
import type { Tx } from '../../platform/db.ts'
import { fingerprintOf, type GivenUp, readBody, type SignedCheckpoint } from './chain.ts'
import type { Finding, Findings } from './compare.ts'
import { readOutside } from './outside.ts'
import { findCheckpoint, findHeads, listCheckpoints } from './seals.store.ts'
import type { Signer } from './signer.ts'

/** A print that somebody kept: its number and its fingerprint. */
export interface Printed {
  readonly number: number
  readonly fingerprint: string
}

export interface Claims {
  readonly checkpoints: number
  readonly outside: Readonly<Record<string, number>>
  readonly givenUp: readonly GivenUp[]
}

interface Claim extends SignedCheckpoint {
  readonly where: string
}

interface Seen {
  readonly givenUp: GivenUp[]
  readonly failing: (Finding & { readonly checkpoint: number })[]
  /** Latest checkpoint that still agrees with the chain: what differs was changed after it. */
  agreed: { number: number; madeAt: string } | undefined
}

/**
 * `reached` is what lay outside before `tx` began to read: the database commits a checkpoint before it is written
 * outside, so up to there both must know the same.
 */
export async function verifyCheckpoints(
  tx: Tx,
  signer: Signer,
  reached: ReadonlyMap<string, number>,
  found: Findings,
): Promise<Claims> {
  const seen: Seen = { givenUp: [], failing: [], agreed: undefined }
  const stored = new Set<number>()
  for (;;) {
    const page = await listCheckpoints(tx.client, [...stored].at(-1) ?? Number.MIN_SAFE_INTEGER)
    if (page.length === 0) break
    for (const { number } of page) stored.add(number)
    const claims = page.map((each) => ({ ...each, where: DATABASE }))
    await verifyClaims(tx, claims, signer, seen, found)
  }
  const outside: Record<string, number> = {}
  for (const [place, upto] of reached) {
    const there = await verifyPlace(tx, { place, upto }, signer, seen, found)
    outside[place] = there.size
    sayMissing(place, there, stored, found)
    sayDeleted(place, there, stored, seen, found)
  }
  for (const finding of seen.failing) {
    if (isGivenUp(seen, finding.checkpoint) && finding.where !== DATABASE) continue
    found.add({ ...finding, ...(seen.agreed ? { after: seen.agreed } : {}) })
  }
  return { checkpoints: stored.size, outside, givenUp: seen.givenUp }
}

const DATABASE = 'database'
const CLAIMS_AT_ONCE = 500

async function verifyPlace(
  tx: Tx,
  { place, upto }: { place: string; upto: number },
  signer: Signer,
  seen: Seen,
  found: Findings,
): Promise<ReadonlySet<number>> {
  const there = new Set<number>()
  let claims: Claim[] = []
  for await (const entry of readOutside(place)) {
    const number = readBody(entry.body)?.number
    if (number !== undefined && number > upto) continue
    if (number !== undefined) there.add(number)
    claims.push({ ...entry, where: `${place}/${entry.file}` })
    if (claims.length < CLAIMS_AT_ONCE) continue
    await verifyClaims(tx, claims, signer, seen, found)
    claims = []
  }
  await verifyClaims(tx, claims, signer, seen, found)
  return there
}

async function verifyClaims(
  tx: Tx,
  claims: readonly Claim[],
  signer: Signer,
  seen: Seen,
  found: Findings,
): Promise<void> {
  const read = claims.map((claim) => ({ claim, said: readBody(claim.body) }))
  const heads = await findHeads(
    tx,
    read.flatMap(({ said }) => (said ? [said.batch] : [])),
  )
  for (const { claim, said } of read) {
    const { where } = claim
    if (!said) {
      found.add({ kind: 'checkpointUnreadable', where })
      continue
    }
    const { number, madeAt, batch, givenUp } = said
    if (!signer.isSigned(claim)) {
      found.add({ kind: 'signatureWrong', checkpoint: number, madeAt, where })
      continue
    }
    if (givenUp && !seen.givenUp.some(({ from }) => from === givenUp.from)) seen.givenUp.push(givenUp)
    const head = heads.get(batch)
    if (head?.equals(said.head)) {
      if (!seen.agreed || seen.agreed.number < number) seen.agreed = { number, madeAt }
    } else {
      seen.failing.push({ kind: head ? 'rewritten' : 'truncated', checkpoint: number, madeAt, where, batch })
    }
  }
}

function isGivenUp({ givenUp }: Seen, number: number): boolean {
  return givenUp.some(({ from, to }) => number >= from && number <= to)
}

function sayMissing(
  place: string,
  there: ReadonlySet<number>,
  stored: ReadonlySet<number>,
  found: Findings,
): void {
  const missing = [...stored].filter((number) => !there.has(number))
  const last = [...stored].at(-1)
  // The last one may be on its way.
  if (missing.length === 0 || (missing.length === 1 && missing[0] === last && there.size > 0)) return
  found.add({ kind: 'outsideMissing', where: place, checkpoint: missing[0]!, upto: missing.at(-1)! })
}

function sayDeleted(
  place: string,
  there: ReadonlySet<number>,
  stored: ReadonlySet<number>,
  seen: Seen,
  found: Findings,
): void {
  const gone = [...there].filter((number) => !stored.has(number) && !isGivenUp(seen, number))
  if (gone.length === 0) return
  found.add({
    kind: 'checkpointDeleted',
    where: place,
    checkpoint: Math.min(...gone),
    upto: Math.max(...gone),
  })
}

export async function verifyPrint(tx: Tx, { number, fingerprint }: Printed, found: Findings): Promise<void> {
  const stored = await findCheckpoint(tx.client, number)
  const plain = (text: string) => text.replaceAll(/\s/g, '').toLowerCase()
  const is = stored && fingerprintOf(stored.body)
  if (is !== undefined && plain(is) === plain(fingerprint)) return
  found.add({ kind: 'printDiffers', checkpoint: number, ...(is === undefined ? {} : { where: is }) })
}
