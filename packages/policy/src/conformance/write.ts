/** Writes `world.json` and `cases.jsonl`: `node packages/policy/src/conformance/write.ts`. */
import { writeFileSync } from 'node:fs'
import { conformanceCases, conformanceWorld } from './cases.ts'

writeFileSync(new URL('world.json', import.meta.url), `${JSON.stringify(conformanceWorld(), null, 2)}\n`)
const lines = conformanceCases().map((each) => JSON.stringify(each))
writeFileSync(new URL('cases.jsonl', import.meta.url), `${lines.join('\n')}\n`)
