/** Cases of a demo world: people of a village, its township and its county walk through March 2017, by the use cases alone. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaseAct } from '@lika/contract'
import { worldDay } from '../../../../../demo/figures.ts'
import { namedUuid } from '../../../../../demo/numbers.ts'
import { drawnSignature, scannedSheet } from '../../../../../demo/pictures.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Actor } from '../../platform/http.ts'
import { actingAs } from '../access/index.ts'
import { actOnCases, type CasesDeps, objectFromSite, openCases } from '../cases/index.ts'
import { uploadEvidence } from '../registry/index.ts'
import { tellStories } from './stories.ts'

/** What the stories are told with. Ids come from the names of cases, so that what was cut short is told on. */
export interface Teller {
  readonly deps: CasesDeps
  /** From this day on, instants within it following each other. */
  readonly on: (day: string) => void
  readonly open: (
    who: string,
    procedure: string,
    kind: 'household' | 'village',
    cases: readonly Told[],
    reason?: string,
  ) => Promise<void>
  readonly act: (who: string, cases: readonly Told[], act: CaseAct, votes?: Votes) => Promise<void>
  readonly post: (who: string, cases: readonly Told[], step: string, notice: Posted) => Promise<void>
  readonly object: (notice: string, row: number, text: string) => Promise<void>
  /** Drawn by whoever is named; the same name, the same hand. */
  readonly drawn: (name: string) => Promise<string[]>
  readonly scanned: (name: string) => Promise<string[]>
}

/** A case by its name, and whom it is about. */
export interface Told {
  readonly name: string
  readonly subject: string
}
type Votes = Readonly<Record<string, number>>
interface Posted {
  readonly name: string
  readonly from: string
  readonly days: number
}

const idOf = (what: string) => namedUuid(`lika:demo:case:${what}`)

/** Once in the life of a world, after its households were judged: the setting says that it is still to do. */
export async function makeDemoCases(deps: CasesDeps, onStep: () => void = () => {}): Promise<boolean> {
  const { pool } = deps.system
  const { rows } = await pool.query(
    `select from setting where key = 'world' and value ->> 'cases' = 'waiting' and value ->> 'today' = $1`,
    [worldDay],
  )
  if (rows.length === 0) return false
  onStep()
  const folder = await mkdtemp(join(tmpdir(), 'lika-demo-'))
  try {
    await tellStories(tellerOf(deps, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await pool.query(`update setting set value = value - 'cases' where key = 'world'`)
  return true
}

function tellerOf(given: CasesDeps, folder: string): Teller {
  const clock = walkingClock()
  // Verdicts are those of the day of the world: they are what is kept.
  const deps: CasesDeps = {
    ...given,
    registry: { ...given.registry, clock },
    judging: () => ({ ...given.judging(), today: clock.today() }),
  }
  const known = new Map<string, Promise<Actor>>()
  const actor = (name: string) => {
    if (!known.has(name)) known.set(name, actingAs(given.system.pool, name, worldDay))
    return known.get(name)!
  }
  const kept = new Map<string, Promise<string[]>>()
  const keep = (name: string, bytes: (seed: number) => Buffer) => {
    if (!kept.has(name)) kept.set(name, keepPicture(deps, actor('village'), folder, name, bytes))
    return kept.get(name)!
  }
  const act: Teller['act'] = async (who, cases, said, votes) => {
    const of = 'signer' in said ? said.signer : 'attachment' in said ? said.attachment : ''
    await actOnCases(deps, await actor(who), {
      act: said,
      // Where the household acts as well, a helper may for it; here it is the helper's own hand.
      ...(who === 'helper' ? { actor: 'helper' } : {}),
      cases: cases.map(({ name }) => ({
        id: idOf(`${name}:${said.kind}:${said.step}:${of}`),
        case: idOf(name),
        ...(votes ? { votes } : {}),
      })),
    })
  }
  return {
    deps,
    on: clock.passTo,
    open: async (who, procedure, kind, cases, reason = '') => {
      await openCases(deps, await actor(who), {
        procedure,
        kind,
        channel: procedure === 'identification' ? 'household' : 'cadre',
        reason,
        subjects: cases.map(({ name, subject }) => ({ id: idOf(name), subject })),
      })
    },
    act,
    post: (who, cases, step, { name, from, days }) =>
      act(who, cases, { kind: 'posted', step, notice: idOf(name), from, days }),
    object: async (notice, row, text) => {
      const id = idOf(`${notice}:objection:${row}`)
      await objectFromSite(deps, { id, secret: idOf(`${id}:secret`), notice: idOf(notice), row, text })
    },
    drawn: (name) => keep(name, drawnSignature),
    scanned: (name) => keep(name, scannedSheet),
  }
}

/** Every act comes some minutes after the one before. */
function walkingClock(): Clock & { passTo(day: string): void } {
  let day = '2017-03-01'
  let minutes = 0
  return {
    now: () => new Date(Date.parse(`${day}T01:00:00Z`) + minutes++ * 60_000).toISOString(),
    today: () => day,
    passTo: (next) => {
      if (next !== day) minutes = 0
      day = next
    },
  }
}

async function keepPicture(
  { registry }: CasesDeps,
  actor: Promise<Actor>,
  folder: string,
  name: string,
  bytes: (seed: number) => Buffer,
): Promise<string[]> {
  const digest = (content: string | Buffer) => createHash('sha256').update(content).digest('hex')
  const content = bytes(Number.parseInt(digest(name).slice(0, 8), 16))
  const sha256 = digest(content)
  const path = join(folder, sha256)
  await writeFile(path, content)
  await uploadEvidence(registry, await actor, {
    path,
    filename: `${name}.png`,
    size: content.length,
    sha256,
  })
  return [sha256]
}
