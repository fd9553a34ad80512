/** Builds everything that the server and the command line share: the only wiring of modules. */
import { createHmac } from 'node:crypto'
import { resolve } from 'node:path'
import { identityKey } from '@lika/codes'
import {
  type AccessDeps,
  findWorld,
  profileOf,
  type SignInSettings,
  syncRoles,
} from './modules/access/index.ts'
import { followHouseholds } from './modules/cases/index.ts'
import type { ImportsDeps } from './modules/imports/index.ts'
import { type JudgingContext, openPolicies, type Policies, verdictSource } from './modules/policies/index.ts'
import { findPlaces, isNamedSql, listByNames } from './modules/regions/index.ts'
import { addFactColumns, type RegistryDeps } from './modules/registry/index.ts'
import { checkpointSigner, type SealsDeps } from './modules/seals/index.ts'
import { type Clock, systemClock, type WorldClock, worldClock } from './platform/clock.ts'
import type { LivingKeyring } from './platform/crypto/index.ts'
import { createDayGate, type DayGate } from './platform/day-gate.ts'
import { type Db, withTransaction } from './platform/db.ts'
import { type Disk, roomyDisk } from './platform/disk/disk.ts'
import type { FileCall } from './platform/files.ts'

export const POLICIES_FOLDER = resolve(import.meta.dirname, '../../../policies')

export interface Installation {
  readonly db: Db
  readonly policies: Policies
  readonly clock: WorldClock
  /** Where requests wait while days pass in a demo world. */
  readonly days: DayGate
  readonly keyring: LivingKeyring
  readonly judging: () => JudgingContext
  readonly registry: RegistryDeps
  readonly access: AccessDeps
  readonly imports: ImportsDeps
  readonly seals: SealsDeps
  readonly disk: Disk
}

export interface InstallationOptions {
  readonly db: Db
  readonly keyring: LivingKeyring
  /** Where uploaded files are kept. */
  readonly filesFolder: string
  /** Folders outside the database that checkpoints of the journals are written to. */
  readonly checkpointPlaces: readonly string[]
  /** The packs of the folder when left out. */
  readonly policies?: Policies
  readonly clock?: Clock
  readonly signIn?: SignInSettings
  /** The disks that it writes to; without end when left out. */
  readonly disk?: Disk
}

/** The database must be migrated. Facts that the packs brought since get their columns. */
export async function compose(options: InstallationOptions): Promise<Installation> {
  const { db, keyring } = options
  const policies = options.policies ?? openPolicies(POLICIES_FOLDER)
  await withTransaction(db, async (tx) => {
    await addFactColumns(tx, policies.catalogue)
    await syncRoles(tx)
  })
  // In a demo world the day is the world's own; what arrives is still dated by the real clock.
  const clock = worldClock(options.clock ?? systemClock(), (await findWorld(db.pool))?.today)
  const judging = (): JudgingContext => ({ policies, today: clock.today() })
  const disk = options.disk ?? roomyDisk
  const files = {
    filesFolder: options.filesFolder,
    keyring,
    before: (call: FileCall) => {
      if (call === 'write') disk.mustTake()
    },
  }
  const places: RegistryDeps['findPlaces'] = (runner, codes) => findPlaces(runner, codes)
  const registry: RegistryDeps = {
    db,
    clock,
    catalogue: policies.catalogue,
    codeLists: policies.codeLists,
    verdicts: followed(verdictSource(judging)),
    ...files,
    findPlaces: places,
    isNamed: isNamedSql,
    hashId: (idNumber) => keyring.hash('identity', identityKey(idNumber)),
  }
  return {
    db,
    policies,
    clock,
    days: createDayGate(),
    keyring,
    judging,
    registry,
    imports: { registry, judging, ...files },
    disk,
    seals: { db, clock, signer: checkpointSigner(keyring), places: options.checkpointPlaces },
    access: {
      system: db,
      clock,
      keyring,
      findPlaces: places,
      listByNames: (runner, names, ranges) => listByNames(runner, names, ranges, clock.today()),
      ...(options.signIn ?? plainSignIn),
    },
  }
}

/** What follows from a change of households: their verdicts, and where their open cases lie. */
function followed(verdicts: RegistryDeps['verdicts']): RegistryDeps['verdicts'] {
  return {
    ...verdicts,
    judgeChanged: async (tx, changed) => {
      await verdicts.judgeChanged(tx, changed)
      await followHouseholds(tx, changed.households)
    },
  }
}

/** For commands and tests, which nobody enters over a network. */
const plainSignIn: SignInSettings = {
  profile: profileOf('international'),
  oidc: undefined,
  publicOrigin: undefined,
}

/** The same modules on the database as requests see it. What is beyond any scope keeps the system's. */
export function forRequests<I extends Installation>(installation: I, db: Db): I {
  const registry = { ...installation.registry, db }
  return { ...installation, db, registry, imports: { ...installation.imports, registry } }
}

/** One secret, a key of its own for each purpose. */
export function subkey(key: Buffer, purpose: string): Buffer {
  return createHmac('sha256', key).update(`lika ${purpose}`).digest()
}
