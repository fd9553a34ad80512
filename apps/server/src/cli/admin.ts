/** `lika admin code`: how the first administrators get in, and how one gets in again who has lost every factor. */
import { type Command, Option } from 'commander'
import { makeCode } from '../modules/access/index.ts'
import { noteAudit } from '../platform/audit.ts'
import { withTransaction } from '../platform/db.ts'
import type { Message } from '../platform/errors.ts'
import { onInstallation } from './database.ts'
import { printJson, printLine, printNote, say } from './output.ts'
import { mustBeRegion } from './policy.ts'

const ROLES = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'] as const
const HOURS = 1

const labels: Readonly<Record<(typeof ROLES)[number], Message>> = {
  systemAdministrator: { zh: '系统管理员', en: 'system administrator' },
  securityAdministrator: { zh: '安全管理员', en: 'security administrator' },
  auditAdministrator: { zh: '审计管理员', en: 'audit administrator' },
}

type CodeOptions = { role: (typeof ROLES)[number]; region: string; json?: boolean }

export function addAdminCommands(program: Command): void {
  program
    .command('admin')
    .description('管理员 / administrators')
    .command('code')
    .description(
      '生成首位管理员的一次性代码（1小时有效） / one-time code for a first administrator, good for an hour',
    )
    .addOption(new Option('--role <ROLE>', '角色 / role').choices(ROLES).makeOptionMandatory())
    .option('--region <CODE>', '区划代码，默认全部 / region code; the whole country otherwise', 'all')
    .option('--json', 'JSON')
    .action((options: CodeOptions) => onInstallation((installation) => adminCode(installation, options)))
}

async function adminCode(
  { db, clock }: Parameters<Parameters<typeof onInstallation>[0]>[0],
  { role, region, json }: CodeOptions,
): Promise<number> {
  mustBeRegion(region)
  const wanted = { for: { role, regionCode: region }, hours: HOURS } as const
  const { code, until } = await withTransaction(db, ({ client }) => {
    noteAudit({ regionCode: region, detail: { role } })
    return makeCode(client, wanted, clock.now())
  })
  const label = labels[role]
  if (json) printJson({ role, region, code, until })
  else {
    printLine(code)
    printNote(
      say({
        zh: `请在登录页“使用一次性代码”处输入，${HOURS}小时内有效，只能用一次。持有者将成为${label.zh}。`,
        en: `Enter it on the page of sign-in, under “Use a one-time code”: good for ${HOURS} hour, once. Whoever holds it becomes ${label.en}.`,
      }),
    )
  }
  return 0
}
