// The same use cases as the server, from the shell: npx lika …
import { Command } from 'commander'
import { addAdminCommands } from './cli/admin.ts'
import { addBackupCommands } from './cli/backup.ts'
import { addDatabaseCommands } from './cli/database.ts'
import { addImportCommand } from './cli/import.ts'
import { addIntakeCommand } from './cli/intake.ts'
import { addKeyCommands } from './cli/keys.ts'
import { EXIT, reportFailure } from './cli/output.ts'
import { addPolicyCommands } from './cli/policy.ts'
import { addSealCommand } from './cli/seal.ts'
import { POLICIES_FOLDER } from './compose.ts'
import { readConfig } from './platform/config.ts'

const program = new Command('lika')
  .description('立卡 Lika')
  .helpOption('-h, --help', '帮助 / help')
  .helpCommand('help [command]', '帮助 / help')
  .showHelpAfterError()
  .exitOverride()

program
  .command('start')
  .description('启动服务,同 npm start / serve, as npm start does')
  .action(async () => {
    await import('./main.ts')
  })
program
  .command('version')
  .description('版本 / version')
  .action(() => console.log(readConfig(process.env).version))
addDatabaseCommands(program)
addBackupCommands(program)
addAdminCommands(program)
addImportCommand(program)
addPolicyCommands(program, POLICIES_FOLDER)
addIntakeCommand(program)
addSealCommand(program)
addKeyCommands(program)

try {
  await program.parseAsync()
} catch (error) {
  // Commander has already said what was wrong with the words, or shown the help that was asked for.
  const { code, exitCode } = error as { code?: string; exitCode?: number }
  if (code?.startsWith('commander.')) process.exitCode = exitCode === 0 ? EXIT.ok : EXIT.usage
  else process.exitCode = reportFailure(error)
}
