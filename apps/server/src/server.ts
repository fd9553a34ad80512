/** The server: routes on an installation, background work, one address. */
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { allRoutes } from '@lika/contract'
import {
  type BackgroundWork,
  judgeEverybody,
  keepDemoCases,
  keepJudged,
  startBackgroundWork,
} from './background.ts'
import { forRequests, type Installation } from './compose.ts'
import { accessRoutes, administrationRoutes, findActor, tokenOf } from './modules/access/index.ts'
import { auditRoutes } from './modules/audit/index.ts'

import { casesRoutes, dayAfter, noticesRoutes, type Origins } from './modules/cases/index.ts'
import {
  type ComplaintsDeps,
  complaintsRoutes,
  linkComplaints,
  seesComplaint,
} from './modules/complaints/index.ts'
import { dictionaryRoutes } from './modules/dictionary/index.ts'
import { importJobs, importsRoutes, listFile, readMapped, resumeImports } from './modules/imports/index.ts'
import { type LeadsDeps, leadsRoutes, openOutOfLeads, seesLead } from './modules/leads/index.ts'
import { acceptedTargets, plansRoutes, targetsRoutes, tasksRoutes } from './modules/plans/index.ts'
import { policiesRoutes } from './modules/policies/index.ts'
import { publicPages } from './modules/publicity/index.ts'
import { regionsRoutes } from './modules/regions/index.ts'
import { maskSealedText, registryRoutes } from './modules/registry/index.ts'
import { retentionRoutes } from './modules/retention/index.ts'
import { searchRoutes } from './modules/search/index.ts'
import { facetRoutes, statisticsRoutes } from './modules/statistics/index.ts'
import { workRoutes } from './modules/work/index.ts'
import { type DaysDeps, openDays, worldsRoutes } from './modules/worlds/index.ts'
import { type Opened, openInstallation } from './open.ts'
import { openAuditJournal } from './platform/audit.ts'
import { carrier } from './platform/backup/index.ts'
import type { Config } from './platform/config.ts'
import { startDiskWatch } from './platform/disk/watch.ts'
import type { Message } from './platform/errors.ts'
import { createScan } from './platform/http/scan.ts'
import {
  buildHttp,
  createLogger,
  type HandledRoute,
  type HttpOptions,
  listen,
  type Pages,
} from './platform/http.ts'
import { type Claim, claimDatabase } from './platform/instance.ts'
import { freeJobsOfDeadServer } from './platform/jobs.ts'
import { createLoad } from './platform/load/load.ts'
import { mustBeReachedSafely, mustHoldNoWorld } from './reach.ts'

const OFFICE_FOLDER = resolve(import.meta.dirname, '../../office/dist')

/** Routes work in the scope of whoever asks; what changes whole regions is the system's once it is permitted. */
export function handledRoutes(installation: Opened): HandledRoute[] {
  const { requestDb, db: system } = installation
  const { db, clock, judging, registry, access, policies, imports } = forRequests(installation, requestDb)
  const { findPlaces } = registry
  return [
    ...accessRoutes(access),
    ...administrationRoutes(access, { listFile, readRows: readMapped }),
    ...regionsRoutes({
      // Regions are everybody's, and changing one folds all who are registered there.
      db: system,
      clock,
      catalogue: policies.catalogue,
      afterChange: registry.verdicts.judgeChanged,
    }),
    ...registryRoutes(registry),
    ...importsRoutes(imports),
    ...retentionRoutes({ registry, system }),
    ...searchRoutes({ registry, judging }),
    ...dictionaryRoutes({ runner: db.pool, judging }),
    ...workRoutes({ db }),
    ...worldsRoutes(openDays(daysOf(installation))),
    ...auditRoutes({
      db,
      clock,
      seals: installation.seals,
      disk: installation.disk,
      findPlaces,
      startedAt: clock.now(),
    }),
    ...policiesRoutes({ db, clock, judging, findPlaces }),
    ...plansRoutes({ db, clock, judging, access }),
    ...casesRoutes({
      registry,
      judging,
      system,
      origins: originsOf({ registry }, complaintsOf(installation, db)),
    }),
    ...noticesRoutes({ registry, judging, system }),
    ...facetRoutes({ registry, judging }),
    ...statisticsRoutes({
      db,
      clock,
      judging,
      findPlaces,
      acceptedTargets: (region, date) => acceptedTargets(db.pool, region, date),
    }),
    ...targetsRoutes({ db, clock, judging, findPlaces }),
    ...tasksRoutes({ registry, system }),
    ...complaintsRoutes(complaintsOf(installation, db)),
    ...leadsRoutes({ registry, readRows: readMapped }),
  ]
}

/** What lets days pass in a demo world; the command line uses it as well. */
export function daysOf({ db: system, clock, days, policies }: Installation): DaysDeps {
  return {
    system,
    clock,
    days,
    judgeEverybody: (tx, day, onProgress) => judgeEverybody(tx, { policies }, day, { onProgress }),
  }
}

/** What cases are opened out of: leads of departments' lists, and what people told the line 12317. */
function originsOf(leads: Pick<LeadsDeps, 'registry'>, complaints: ComplaintsDeps): Origins {
  return {
    link: async (tx, actor, links) => {
      const of = (kind: 'lead' | 'complaint') => links.filter(({ origin }) => origin.kind === kind)
      return [
        ...(await openOutOfLeads(
          leads,
          tx,
          actor,
          of('lead').map((link) => ({ ...link, lead: link.origin.id })),
        )),
        ...(await linkComplaints(
          complaints,
          tx,
          actor,
          of('complaint').map((link) => ({ ...link, complaint: link.origin.id })),
        )),
      ]
    },
    sees: (actor, { kind, id }) =>
      kind === 'lead' ? seesLead(leads, actor, id) : seesComplaint(complaints, actor, id),
  }
}

/** `db` as whoever asks sees it. */
export function complaintsOf(
  { db: system, clock, keyring, registry }: Opened,
  db: Opened['db'],
): ComplaintsDeps {
  return { db, system, clock, keyring, findPlaces: registry.findPlaces, dayAfter }
}

/** The public site: it has no session, and reads what is public with the system's eyes. */
export function pagesOf(installation: Opened): Pages {
  const { db: system, clock, keyring, policies, registry, judging, requestDb } = installation
  return publicPages({
    system,
    clock,
    keyring,
    policies,
    complaints: complaintsOf(installation, requestDb),
    cases: { registry, judging, system },
  })
}

/** Stand-ins of encrypted values leave as masks, whichever route answers them. */
export function finishing({ registry }: Opened): (json: string) => Promise<string> {
  return (json) => maskSealedText(registry, registry.db.pool, json)
}

/** Finds the actor of a request by its cookie. */
export function whoAsks({ access }: Opened): Pick<HttpOptions, 'authenticate'> {
  return { authenticate: (request) => findActor(access, tokenOf(access, request)) }
}

export interface Served {
  readonly address: string
  readonly installation: Opened
  readonly stop: () => Promise<void>
}

/** Opens the installation, claims its database, keeps it judged, and listens. */
export async function serve(config: Config, onStep: (step: Message) => void): Promise<Served> {
  mustBeReachedSafely(config)
  const installation = await openInstallation(config, { onStep, world: config.world })
  let claim: Claim | undefined
  let work: BackgroundWork | undefined
  let watch: BackgroundWork | undefined
  try {
    await mustHoldNoWorld(config, installation.db)
    claim = await claimDatabase(installation.databaseUrl)
    const logger = createLogger({ level: config.logLevel })
    await keepJudged(installation, onStep)
    await keepDemoCases(installation, onStep)
    // What a killed server left of uploads is in clear.
    await rm(join(config.home, 'uploads'), { recursive: true, force: true })
    await freeJobsOfDeadServer(installation.db)
    await resumeImports(installation.imports)
    work = await startBackgroundWork(installation, logger, {
      jobs: importJobs(installation.imports),
      // A server of one's own has its own backups.
      ...(config.databaseUrl === undefined ? { carry: carrier(config.home, installation.db, logger) } : {}),
    })
    const app = await buildHttp({
      handled: handledRoutes(installation),
      contract: allRoutes,
      ...whoAsks(installation),
      trustProxy: config.origin ? [...config.proxies] : false,
      uploadFolder: join(config.home, 'uploads'),
      finish: finishing(installation),
      audit: openAuditJournal(installation.db.pool, installation.disk),
      disk: installation.disk,
      days: installation.days,
      ...(config.scan ? { scan: createScan(config.scan) } : {}),
      load: createLoad({ pool: installation.db.pool, clock: installation.clock }),
      logger,
      about: { title: 'Lika 立卡', version: config.version },
      officeFolder: OFFICE_FOLDER,
      pages: pagesOf(installation),
    })
    // Keys may be replaced from the shell while the server runs.
    const keysAgain = setInterval(() => {
      installation.keyring.refresh().catch((error) => logger.error(error))
    }, 60_000)
    keysAgain.unref()
    watch = startDiskWatch({ ...installation, log: logger })
    const address = await listen(app, { host: config.host, port: config.port })
    await claim.announce(address)
    const stop = async () => {
      clearInterval(keysAgain)
      await app.close()
      await watch?.stop()
      await work?.stop()
      await claim?.release()
      await installation.close()
    }
    return { address, installation, stop }
  } catch (error) {
    await watch?.stop()
    await work?.stop()
    await claim?.release()
    await installation.close()
    throw error
  }
}
