/** lika backup, lika backup list, lika backup verify, lika restore: the embedded database with all that belongs to it. */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { openInstallation } from '../open.ts'
import {
  checkParts,
  checkRestored,
  copyKey,
  listBackups,
  mustBeApart,
  readMarker,
  restoreBackup,
  takeBackup,
} from '../platform/backup/index.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { invalid, startupError } from '../platform/errors.ts'
import { digestFile } from '../platform/files.ts'
import { differencesOf } from './database.ts'
import { EXIT, printJson, printLine, printNote, printTable, progressOf, say } from './output.ts'

/** Of LIKA_HOME: what opens backups and sealed fields, and finds people by id number. */
const KEY_FILE = 'secret.key'
/** Of LIKA_HOME: what goes along with database and files. */
const ALONGSIDE = ['checkpoints']

export function addBackupCommands(program: Command): void {
  const backup = program.command('backup').description('备份 / backups')
  backup
    .command('take', { isDefault: true })
    .description('备份数据库、文件和检查点 / back up database, files and checkpoints')
    .argument('<FOLDER>', '备份文件夹，最好在另一块磁盘上 / backup folder, best on another disk')
    .option(
      '--keep <DAYS>',
      '最近多少天内可恢复到任一秒 / days within which any second stays restorable',
      '14',
    )
    .option('--key-to <FILE>', '把密钥另存一份到别处 / keep a copy of the key elsewhere')
    .option('--json', 'JSON')
    .action(take)
  backup
    .command('list')
    .description('列出备份 / list backups')
    .argument('<FOLDER>')
    .option('--json', 'JSON')
    .action(list)
  backup
    .command('verify')
    .description('试恢复最新备份并检查 / restore the newest backup on trial and look whether it is whole')
    .argument('<FOLDER>')
    .option(
      '--key <FILE...>',
      '另行保管的密钥，默认用 LIKA_HOME 里的 / the key that was kept apart; that of LIKA_HOME otherwise',
    )
    .option('--scratch <FOLDER>', '试恢复所用的临时空间 / where the trial takes place', tmpdir())
    .option(
      '--digests',
      '只核对所有备份文件的摘要，不需要密钥，也不试恢复 / only the digests of all backups: needs no key, and tries no restore',
    )
    .option('--json', 'JSON')
    .action(verify)
  program
    .command('restore')
    .description('把备份恢复到 LIKA_HOME / restore a backup into LIKA_HOME')
    .argument('<FOLDER>', '备份文件夹 / backup folder')
    .option(
      '--to <INSTANT>',
      '恢复到这一刻，如 2026-11-22T14:10:00+08:00，默认到最后 / as of this instant; as far as it goes otherwise',
    )
    .option(
      '--key <FILE...>',
      '另行保管的密钥；更换过的可写多个 / the key that was kept apart; several, if it was replaced',
    )
    .option('--json', 'JSON')
    .action(restore)
}

async function take(
  folder: string,
  options: { keep: string; keyTo?: string; json?: boolean },
): Promise<void> {
  const config = mustBeEmbedded(readConfig(process.env))
  const keepDays = wholeDays(options.keep)
  const key = join(config.home, KEY_FILE)
  const progress = progressOf('backup')
  const taken = await takeBackup({
    home: config.home,
    folder,
    version: config.version,
    keyFile: KEY_FILE,
    alongside: ALONGSIDE,
    keepDays,
    onStep: (step) => printNote(say(step)),
    onProgress: progress.update,
  })
  progress.end()
  if (options.keyTo !== undefined) {
    mustBeApart(resolve(folder), resolve(options.keyTo))
    await keepKey(key, resolve(options.keyTo))
  }
  const { name, manifest, pruned, seconds, sameDisk } = taken
  if (options.json) return printJson({ name, seconds, pruned, sameDisk, ...manifest })
  printLine(
    say({
      zh: `备份 ${name} 已完成，用时 ${seconds.toFixed(1)} 秒。自此可恢复到 ${manifest.endedAt} 之后的任一秒。`,
      en: `The backup ${name} is done, in ${seconds.toFixed(1)} s. Any second after ${manifest.endedAt} can now be restored.`,
    }),
  )
  for (const gone of pruned)
    printLine(say({ zh: `已删除旧备份 ${gone}。`, en: `The old backup ${gone} was removed.` }))
  printLine(
    say({
      zh: `密钥不在备份里：请把 ${key} 另行保管（--key-to），与备份分开。没有密钥，备份不可用。`,
      en: `The key is not in the backup: keep ${key} apart from it (--key-to). Without the key the backup is of no use.`,
    }),
  )
  if (!sameDisk) return
  printNote(
    say({
      zh: '注意：备份与数据在同一块磁盘上，磁盘损坏时会一起丢失。',
      en: 'Note: the backup lies on the disk of the data; when the disk is lost, both are.',
    }),
  )
}

/** The same key in its place already is fine: the command may run every night. */
async function keepKey(from: string, to: string): Promise<void> {
  if (!existsSync(to)) return copyKey(from, to)
  if ((await digestFile(from)) === (await digestFile(to))) return
  throw invalid(
    'backup.otherKeyThere',
    { zh: `${to} 是另一个密钥，不会覆盖。`, en: `${to} holds another key and is not overwritten.` },
    { field: '--key-to', value: to },
  )
}

async function list(folder: string, options: { json?: boolean }): Promise<void> {
  readMarker(folder)
  const backups = listBackups(resolve(folder))
  if (options.json) return printJson(backups.map(({ name, manifest }) => ({ name, ...manifest })))
  printTable(
    backups.map(({ name, manifest: { parts, files, endedAt } }) => [
      name,
      `${Math.round(parts.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20)} MB`,
      say({ zh: `${files.count} 个文件`, en: `${files.count} files` }),
      say({ zh: `${endedAt} 起可恢复`, en: `restorable from ${endedAt}` }),
    ]),
  )
}

/** On the machine where backups lie, which has no key: that they are as they were written. */
async function verifyDigests(folder: string, { json }: { json?: boolean }): Promise<void> {
  readMarker(folder)
  const backups = listBackups(resolve(folder))
  const checked: { name: string; faults: string[] }[] = []
  for (const each of backups)
    checked.push({ name: each.name, faults: await checkParts(each, resolve(folder)) })
  const isGood = checked.length > 0 && checked.every(({ faults }) => faults.length === 0)
  process.exitCode = isGood ? EXIT.ok : EXIT.found
  if (json) return printJson({ backups: checked, good: isGood })
  for (const { name, faults } of checked) {
    printLine(`${faults.length === 0 ? '✓' : '✕'} ${name}`)
    for (const each of faults) printLine(`  ${each}`)
  }
  printNote(
    say({
      zh: `${checked.length} 个备份的摘要${isGood ? '与清单一致' : '有问题，见上'}。能否恢复，要用密钥试恢复才知道。`,
      en: `${checked.length} backups: the digests ${isGood ? 'are those of the manifests' : 'have faults, see above'}. Only a trial with the key shows that they can be restored.`,
    }),
  )
}

async function verify(
  folder: string,
  options: { scratch: string; key?: string[]; digests?: boolean; json?: boolean },
): Promise<void> {
  if (options.digests) return verifyDigests(folder, options)
  const config = readConfig(process.env)
  mkdirSync(options.scratch, { recursive: true })
  const home = mkdtempSync(join(resolve(options.scratch), 'lika-trial-'))
  const progress = progressOf('verify')
  try {
    const restored = await restoreBackup({
      folder,
      home,
      databaseOnly: true,
      keys: options.key ?? [join(config.home, KEY_FILE)],
      onStep: (step) => printNote(say(step)),
      onProgress: progress.update,
    })
    const faults = await checkParts(restored.backup, resolve(folder))
    const { databaseUrl: _, ...own } = config
    const trial = await openInstallation({ ...own, databaseUrl: undefined, home })
    try {
      const checked = await checkRestored(
        trial.databaseUrl,
        restored.backup,
        resolve(folder),
        trial.keyring,
        progress.update,
      )
      const differences = await differencesOf(trial, progress.update)
      progress.end()
      tell(restored, { ...checked, faults: [...faults, ...checked.faults] }, differences, options)
    } finally {
      await trial.close()
    }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

function tell(
  { backup, lastChangeAt, seconds }: Awaited<ReturnType<typeof restoreBackup>>,
  checked: Awaited<ReturnType<typeof checkRestored>>,
  differences: Awaited<ReturnType<typeof differencesOf>>,
  options: { json?: boolean },
): void {
  const wrong = differences.filter(({ missing, extra }) => missing + extra > 0)
  const isGood = checked.faults.length === 0 && wrong.length === 0
  process.exitCode = isGood ? EXIT.ok : EXIT.found
  const last = lastChangeAt ?? backup.manifest.endedAt
  if (options.json) {
    printJson({
      backup: backup.name,
      lastChangeAt: last,
      restoreSeconds: seconds,
      ...checked,
      folds: wrong,
      good: isGood,
    })
    return
  }
  printTable([
    ...Object.entries(checked.rows).map(([table, { backup: before, restored }]) => [
      table,
      `${before} → ${restored}`,
    ]),
    [say({ zh: '数据表', en: 'tables' }), String(checked.tables)],
    [say({ zh: '索引', en: 'indexes' }), String(checked.indexes)],
    [say({ zh: '文件', en: 'files' }), String(checked.files)],
  ])
  for (const fault of checked.faults) printLine(`✕ ${fault}`)
  for (const { fold, missing, extra } of wrong) printLine(`✕ ${fault(fold, missing, extra)}`)
  printLine(
    isGood
      ? say({
          zh: `备份 ${backup.name} 可以恢复：用时 ${seconds.toFixed(1)} 秒，恢复到 ${last}，汇总与日志一致。`,
          en: `The backup ${backup.name} can be restored: in ${seconds.toFixed(1)} s, up to ${last}, and every fold equals its journal.`,
        })
      : say({
          zh: `备份 ${backup.name} 有问题，见上。`,
          en: `The backup ${backup.name} has faults, see above.`,
        }),
  )
}

function fault(fold: string, missing: number, extra: number): string {
  return `${fold} -${missing} +${extra}`
}

async function restore(
  folder: string,
  options: { to?: string; key?: string[]; json?: boolean },
): Promise<void> {
  const config = mustBeEmbedded(readConfig(process.env))
  const progress = progressOf('restore')
  const until = options.to === undefined ? undefined : instantOf(options.to)
  const { backup, lastChangeAt, seconds } = await restoreBackup({
    folder,
    home: config.home,
    until,
    keys: options.key ?? [],
    onStep: (step) => printNote(say(step)),
    onProgress: progress.update,
  })
  progress.end()
  const last = lastChangeAt ?? backup.manifest.endedAt
  if (options.json) return printJson({ backup: backup.name, lastChangeAt: last, seconds })
  printLine(
    say({
      zh: `已从备份 ${backup.name} 恢复到 ${config.home}，用时 ${seconds.toFixed(1)} 秒，最后一次更改于 ${last}。请运行 lika verify 核对，并立即作新的备份。`,
      en: `Restored from ${backup.name} into ${config.home} in ${seconds.toFixed(1)} s; the last change was made at ${last}. Run lika verify, and take a new backup at once.`,
    }),
  )
}

/** The zone is asked for: half a day off would be half a day of work lost. */
function instantOf(text: string): Date {
  const instant = new Date(text)
  const hasZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  if (hasZone && !Number.isNaN(instant.getTime())) return instant
  throw invalid(
    'restore.instant',
    {
      zh: `--to 应写成带时区的时刻，如 2026-11-22T14:10:00+08:00，收到 ${text}。`,
      en: `--to takes an instant with its zone, such as 2026-11-22T14:10:00+08:00; got ${text}.`,
    },
    { field: '--to', value: text },
  )
}

function wholeDays(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw invalid(
    'backup.keep',
    { zh: `--keep 应为 0 到 9999 的整数，收到 ${text}。`, en: `--keep takes 0 to 9999 days, got ${text}.` },
    { field: '--keep', value: text },
  )
}

function mustBeEmbedded(config: Config): Config {
  if (config.databaseUrl === undefined) return config
  throw startupError('backup.ownServer', {
    zh: '设置了 DATABASE_URL：自己的 PostgreSQL 服务器用 pgBackRest 备份，见 docs/backup.md。',
    en: 'DATABASE_URL is set: a PostgreSQL server of your own is backed up with pgBackRest, see docs/backup.md.',
  })
}
