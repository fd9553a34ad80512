/** How much acknowledged work goes with the disk: writing without a pause, destroyed without a warning, restored from the backup alone. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { recordIds } from './restore.ts'
import { aCounty, aFolder, enter, killDatabase, likaJson, remove, startServer } from './server.ts'
import { aRecord, householdsOf, write } from './writing.ts'

/** The journal is copied once a minute: three trials that end at different places of it. */
const WRITING_SECONDS = [70, 95, 125]

export async function measureLoss(say: (line: string) => void): Promise<{ worstSeconds: number }> {
  const losses = await Promise.all(
    WRITING_SECONDS.map(async (seconds) => {
      const lost = await loseDisk(seconds)
      say(`after ${seconds} s of writing: the last ${lost.toFixed(1)} s were lost with the disk`)
      return lost
    }),
  )
  return { worstSeconds: Math.max(...losses) }
}

async function loseDisk(seconds: number): Promise<number> {
  const home = await aCounty('loss')
  const kept = aFolder('kept')
  const [backups, key] = [join(kept, 'backups'), join(kept, 'secret.key')]
  try {
    const server = await startServer(home)
    const clerk = await enter(() => server.address, 'county')
    const households = await householdsOf(clerk)
    await likaJson(home, 'backup', backups, '--key-to', key)
    const written: { id: string; at: number }[] = []
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      const record = aRecord(households[written.length % households.length]!)
      const { status } = await write(clerk, record)
      if (status === 200) written.push({ id: record.id, at: Date.now() })
      await sleep(100)
    }
    await server.kill()
    await killDatabase(home)
    const destroyedAt = Date.now()
    rmSync(home, { recursive: true })
    await likaJson(home, 'restore', backups, '--key', key)
    const restored = await recordIds(home)
    const firstLost = written.find(({ id }) => !restored.has(id))
    return firstLost ? (destroyedAt - firstLost.at) / 1000 : 0
  } finally {
    await remove(home)
    rmSync(kept, { recursive: true, force: true })
  }
}
