// Copies of the checkpoints outside the database: a file for each day, only added to, each entry readable and signed.
//
//   lika checkpoint 1
//   number 57
//   …
//   key international 6-3f2a9c01d5b6e7f8
//   signature <base64>
//   fingerprint 3f2a 9c01 …
//   (an empty line)
import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fingerprintOf, readBody, type SignedCheckpoint } from './chain.ts'
import type { Signer } from './signer.ts'

export interface OutsideCheckpoint extends SignedCheckpoint {
  readonly place: string
  readonly file: string
}

export function checkpointText({ body, suite, keyId, signature }: SignedCheckpoint): string {
  return `${body}key ${suite} ${keyId}\nsignature ${signature.toString('base64')}\nfingerprint ${fingerprintOf(body)}\n`
}

/** Adds entries to the files of their days, and answers only when they are on the disk. */
export async function appendOutside(
  place: string,
  checkpoints: readonly SignedCheckpoint[],
  signer: Signer,
): Promise<void> {
  await mkdir(place, { recursive: true, mode: 0o700 })
  for (const [id, pem] of signer.publicKeys()) {
    await writeFile(join(place, `key-${id}.pem`), pem, { flag: 'wx', mode: 0o600 }).catch(unlessThere)
  }
  for (const [file, entries] of Map.groupBy(checkpoints, fileOf)) {
    const handle = await open(join(place, file), 'a', 0o600)
    try {
      // A crash may have left half an entry: the empty line before ours keeps it apart.
      await handle.appendFile(entries.map((each) => `\n${checkpointText(each)}`).join(''))
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

/** Number of the last checkpoint of this key that lies at a place; 0 for none. */
export async function lastOutside(place: string, signer: Signer): Promise<number> {
  for (const file of (await filesOf(place)).toReversed()) {
    const entries = await readEntries(place, file)
    const last = entries.findLast((each) => signer.isSigned(each))
    if (last) return readBody(last.body)?.number ?? 0
  }
  return 0
}

/** All checkpoints at a place, file by file in the order of days. */
export async function* readOutside(place: string): AsyncGenerator<OutsideCheckpoint> {
  for (const file of await filesOf(place)) yield* await readEntries(place, file)
}

async function readEntries(place: string, file: string): Promise<OutsideCheckpoint[]> {
  const text = await readFile(join(place, file), 'utf8')
  return text.split(/\n\n+/).flatMap((entry) => {
    const [, body, suite, keyId, signature] =
      /^\n*(lika checkpoint 1\n[\s\S]*?\n)key (\S+) (\S+)\nsignature (\S+)\n/.exec(`${entry}\n`) ?? []
    if (!body || !suite || !keyId || !signature) return []
    return [{ body, suite, keyId, signature: Buffer.from(signature, 'base64'), place, file }]
  })
}

async function filesOf(place: string): Promise<string[]> {
  try {
    const files = await readdir(place)
    return files.filter((file) => /^\d{4}-\d{2}-\d{2}\.txt$/.test(file)).sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

function fileOf({ body }: SignedCheckpoint): string {
  return `${readBody(body)!.madeAt.slice(0, 10)}.txt`
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
