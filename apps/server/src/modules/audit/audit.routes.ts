import { type Alarm, routes, type SealState } from '@lika/contract'
import { diskAlarm } from '../../platform/disk/alarm.ts'
import { type HandledRoute, handle } from '../../platform/http.ts'
import {
  alarmText,
  checkpointText,
  fingerprintOf,
  getSealState,
  readBody,
  type SealAlarm,
  sealAlarms,
} from '../seals/index.ts'
import { type AuditDeps, exportEvents, listEvents } from './events.ts'
import { listUnusualAccess } from './unusual.ts'

export function auditRoutes(deps: AuditDeps): HandledRoute[] {
  const { audit, exports } = routes
  return [
    handle(audit.listAuditEvents, ({ actor, query }) => listEvents(deps, actor, query)),
    handle(exports.exportAuditEvents, ({ actor, query, signal }) => exportEvents(deps, actor, query, signal)),
    handle(audit.listUnusualAccess, ({ actor, query }) => listUnusualAccess(deps, actor, query)),
    handle(audit.getSealState, () => sealState(deps)),
    handle(audit.listAlarms, async () => ({ items: await alarms(deps) })),
  ]
}

async function alarms({ seals, disk, startedAt }: AuditDeps): Promise<Alarm[]> {
  const ofSeals = (await sealAlarms(seals.db.pool, seals.clock, startedAt)).map(alarmOf)
  const ofDisk = diskAlarm(disk.look())
  return ofDisk ? [ofDisk, ...ofSeals] : ofSeals
}

async function sealState({ seals, startedAt }: AuditDeps): Promise<SealState> {
  const { checkedAt, alarms, checkpoint, places } = await getSealState(seals, startedAt)
  return {
    checkedAt,
    alarms: alarms.map(alarmOf),
    places: [...places],
    checkpoint: checkpoint
      ? {
          number: checkpoint.number,
          madeAt: checkpoint.madeAt,
          batches: checkpoint.batch,
          rows: { ...readBody(checkpoint.body)?.rows },
          fingerprint: fingerprintOf(checkpoint.body),
          keyId: checkpoint.keyId,
          text: checkpointText(checkpoint),
        }
      : null,
  }
}

function alarmOf(alarm: SealAlarm) {
  return { reason: alarm.reason, since: alarm.since, message: alarmText(alarm) }
}
