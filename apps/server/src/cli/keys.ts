/** lika keys: which keys there are and what they sealed, and new ones for everything. */
import type { Command } from 'commander'
import type { Opened } from '../open.ts'
import { readConfig } from '../platform/config.ts'
import { replaceRoot } from '../platform/crypto/index.ts'
import { claimDatabase } from '../platform/instance.ts'
import { listKeys, rotateKeys } from '../platform/sealed/index.ts'
import { onInstallation } from './database.ts'
import { EXIT, printJson, printLine, printNote, printTable, progressOf, say } from './output.ts'

export function addKeyCommands(program: Command): void {
  const keys = program.command('keys').description('密钥 / keys')
  keys
    .command('list')
    .description('密钥及其使用情况 / the keys, and how much each has sealed')
    .option('--json', 'JSON')
    .action((options: { json?: boolean }) =>
      onInstallation((installation) => printKeys(installation, options)),
    )
  keys
    .command('rotate')
    .description(
      '更换密钥并重新加密；中断后再次运行即可继续 / new keys, everything sealed anew; run it again after an interruption',
    )
    .option(
      '--root',
      '改为更换 secret.key 本身，须先停止服务器 / secret.key itself instead; stop the server before',
    )
    .option('--json', 'JSON')
    .action((options: { json?: boolean; root?: boolean }) =>
      onInstallation((installation) =>
        options.root ? rotateRoot(installation, options) : rotate(installation, options),
      ),
    )
}

async function printKeys({ db, imports }: Opened, { json }: { json?: boolean }): Promise<number> {
  const keys = await listKeys({ db, files: imports })
  if (json) printJson(keys)
  else {
    printTable([
      [
        say({ zh: '编号', en: 'id' }),
        say({ zh: '套件', en: 'suite' }),
        say({ zh: '用途', en: 'purpose' }),
        say({ zh: '启用', en: 'since' }),
        say({ zh: '停用', en: 'until' }),
        say({ zh: '密文数', en: 'sealed' }),
      ],
      ...keys.map((key) => [
        String(key.id),
        key.suite,
        key.purpose,
        String(key.madeAt).slice(0, 16),
        key.retiredAt === null ? '' : String(key.retiredAt).slice(0, 16),
        key.uses === null ? '' : String(key.uses),
      ]),
    ])
  }
  return EXIT.ok
}

async function rotate({ db, key, keyring, imports }: Opened, { json }: { json?: boolean }): Promise<number> {
  const progress = progressOf('keys')
  const rotated = await rotateKeys({
    db,
    root: key,
    keyring,
    files: imports,
    onProgress: (done, total) => progress.update(done, total),
  })
  progress.end()
  if (json) {
    printJson(rotated)
    return EXIT.ok
  }
  if (!rotated.newKeys)
    printNote(
      say({ zh: '接着完成上次未完的更换。', en: 'An earlier rotation was cut short; it was gone on with.' }),
    )
  printLine(
    say({
      zh: `重新加密 ${rotated.values} 个号码、${rotated.secrets} 个登录密钥、${rotated.files} 个文件。停用的密钥留在库中，旧备份仍可打开。`,
      en: `${rotated.values} values, ${rotated.secrets} secrets of sign-in and ${rotated.files} files were sealed anew. Retired keys stay, so that older backups open.`,
    }),
  )
  return EXIT.ok
}

/** Servers and jobs have read the old one: none may run, and none may start before it is done. */
async function rotateRoot({ db, databaseUrl }: Opened, { json }: { json?: boolean }): Promise<number> {
  const claim = await claimDatabase(databaseUrl)
  try {
    const replaced = await replaceRoot(db, readConfig(process.env).home)
    if (json) printJson(replaced)
    else {
      printLine(
        say({
          zh: `secret.key 已更换，${replaced.keys} 把密钥已重新包裹。旧文件：${replaced.old}`,
          en: `secret.key was replaced, and ${replaced.keys} keys are wrapped anew. The old one: ${replaced.old}`,
        }),
      )
      printNote(
        say({
          zh: '此前的备份只能用旧文件打开：把旧文件移到另行保管密钥的地方，随旧备份一并销毁；新的 secret.key 也请另存一份，并做一次新备份。',
          en: 'Backups of before open with the old one alone: move it to where the key is kept apart, and destroy it with them. Keep a copy of the new secret.key there as well, and make a new backup.',
        }),
      )
    }
    return EXIT.ok
  } finally {
    await claim.release()
  }
}
