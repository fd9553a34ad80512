// npm start: read the configuration, serve, say where and as whom to enter, stop when asked.

import { reportFailure, say } from './cli/output.ts'
import { listDemoAccounts } from './modules/access/index.ts'
import { readConfig } from './platform/config.ts'
import { serve } from './server.ts'

try {
  const began = Date.now()
  const config = readConfig({ LIKA_LOG: 'warn', ...process.env })
  const served = await serve(config, (step) => console.log(`· ${say(step)}`))
  await greet(served, Date.now() - began)
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (isStopping) return
      isStopping = true
      await served.stop()
      process.exit(0)
    })
  }
} catch (error) {
  process.exit(reportFailure(error))
}

async function greet(
  { address, installation }: Awaited<ReturnType<typeof serve>>,
  ms: number,
): Promise<void> {
  const accounts = await listDemoAccounts(installation.db.pool, installation.clock.today())
  console.log(`\n立卡 Lika  ${address}  (${(ms / 1000).toFixed(1)} s)\n`)
  if (accounts.length === 0) {
    const { rows } = await installation.db.pool.query('select from account limit 1')
    if (rows.length > 0) return
    console.log(
      say({
        zh: '还没有任何账号。请运行 npx lika admin code --role securityAdministrator，在登录页用打印的一次性代码建立安全管理员账号。',
        en: 'There are no accounts yet. Run npx lika admin code --role securityAdministrator, and use the printed code on the page of sign-in to make the account of the security administrator.',
      }),
    )
    return
  }
  console.log(
    say({
      zh: `演示账号(无需密码,当日为 ${installation.clock.today()}):`,
      en: `Demo accounts (no password; the day is ${installation.clock.today()}):`,
    }),
  )
  for (const account of accounts) {
    console.log(
      `  ${account.name.padEnd(16)} ${account.region_code.padEnd(13)} ${account.display_name}  ${account.role_label ? say(account.role_label) : ''}`,
    )
  }
}
