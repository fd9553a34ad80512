/** The real server in a process of its own, to be killed: tells its address. */

import { readConfig } from '../apps/server/src/platform/config.ts'
import { serve } from '../apps/server/src/server.ts'

const served = await serve(readConfig(process.env), () => {})
process.on('message', async () => {
  await served.stop()
  process.exit(0)
})
process.on('disconnect', () => process.exit(0))
process.send!({ address: served.address })
