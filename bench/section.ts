/** One section in a process of its own: what another one compiled, collected or kept cannot change its figures. */

import { Absent, type Options } from './measurement.ts'
import { SECTIONS } from './sections.ts'

const [name, options] = process.argv.slice(2) as [string, string]
const say = (text: string) => process.stderr.write(`  · ${text}\n`)
try {
  const measurements = await (await SECTIONS[name]!.load())(JSON.parse(options) as Options, say)
  process.send!({ measurements, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) })
} catch (error) {
  process.send!(
    error instanceof Absent
      ? { absent: error.message }
      : { failure: (error as Error).stack ?? String(error) },
  )
}
process.disconnect()
