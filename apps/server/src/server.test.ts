import { expect, test } from 'vitest'
import { readConfig } from './platform/config.ts'
import { serve } from './server.ts'

test('as long as there is no sign-in the server answers to its own machine only', async () => {
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'office.example']) {
    const config = readConfig({ LIKA_HOST: host, LIKA_HOME: '/nowhere/at/all' })
    await expect(
      serve(config, () => {}),
      host,
    ).rejects.toMatchObject({ code: 'server.notLocal' })
  }
})
