/** The real server in a process of its own: tells its address, and its peak memory when asked. */

import { readConfig } from '../../apps/server/src/platform/config.ts'
import { serve } from '../../apps/server/src/server.ts'

const served = await serve(readConfig(process.env), () => {})
process.on('message', async (message) => {
  if (message === 'memory') {
    process.send!({ peakMb: Math.round(process.resourceUsage().maxRSS / 1024) })
    return
  }
  await served.stop()
  process.exit(0)
})
process.on('disconnect', () => process.exit(0))
process.send!({ address: served.address })
